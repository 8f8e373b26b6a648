import type { Log } from "./coach/ports.ts";

/** `because`: a sentence for the person who runs the bot; null if they asked for it. */
export type Ending = { exitCode: number; because: string | null };

export type Life = {
  /** Resolves when the program has to end. The first reason counts. */
  ending: Promise<Ending>;
  /** Aborted at the same moment: what waits gives up. */
  signal: AbortSignal;
  end(ending: Ending): void;
};

/**
 * Listens for everything that ends the program: a signal, or an error that nothing caught. A second signal, while stopping
 * takes its time, ends it at once.
 */
export function createLife(log: Log): Life {
  const ending = Promise.withResolvers<Ending>();
  const aborted = new AbortController();

  function end(how: Ending): void {
    ending.resolve(how);
    aborted.abort(new Error("the program is ending"));
  }

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (aborted.signal.aborted) process.exit(130);
      end({ exitCode: 0, because: null });
    });
  }
  // Rejections that nothing handles arrive here, too.
  process.on("uncaughtException", (error, origin) => {
    log.error({ error, origin }, "nothing caught this error");
    end({ exitCode: 1, because: "Something happened that Lockstep was not made for. The log says what." });
  });
  return { ending: ending.promise, signal: aborted.signal, end };
}
