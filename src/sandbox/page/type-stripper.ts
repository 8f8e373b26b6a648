import { Worker } from "node:worker_threads";

export type TypeStripper = {
  /** Rejects where the source is no TypeScript that is JavaScript without its types. */
  strip(source: string): Promise<string>;
  close(): Promise<void>;
};

/**
 * Strips types in a thread of its own, begun when it is first needed: there, and only there, Node's warning that the
 * function is experimental can be kept from people's terminals.
 */
export function createTypeStripper(): TypeStripper {
  const waiting: PromiseWithResolvers<string>[] = [];
  let worker: Worker | null = null;

  function start(): Worker {
    const started = new Worker(new URL("./strip-types.ts", import.meta.url), {
      execArgv: ["--disable-warning=ExperimentalWarning"],
    });
    started.unref();
    started.on("message", (code: string) => waiting.shift()?.resolve(code));
    started.on("error", (error) => {
      worker = null;
      for (const { reject } of waiting.splice(0)) reject(error);
    });
    return started;
  }

  return {
    strip(source) {
      const answer = Promise.withResolvers<string>();
      waiting.push(answer);
      worker ??= start();
      worker.postMessage(source);
      return answer.promise;
    },
    async close() {
      await worker?.terminate();
      for (const { reject } of waiting.splice(0)) reject(new Error("The page was closed."));
    },
  };
}
