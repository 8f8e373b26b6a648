import { Worker } from "node:worker_threads";

export type TypeStripper = {
  /** Rejects if the text is not TypeScript that is JavaScript once its types are gone. */
  strip(typescript: string): Promise<string>;
  close(): Promise<void>;
};

/**
 * Strips types in its own thread, which starts when it is first needed. Only in a thread can Node's warning that the
 * function is experimental be kept off people's terminals.
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
    strip(typescript) {
      const stripped = Promise.withResolvers<string>();
      waiting.push(stripped);
      worker ??= start();
      worker.postMessage(typescript);
      return stripped.promise;
    },
    async close() {
      await worker?.terminate();
      for (const { reject } of waiting.splice(0)) reject(new Error("The page was closed."));
    },
  };
}
