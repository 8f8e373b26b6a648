import type { Worker } from "./reminders/ports.ts";

type Verb<Ports, Input, Output> = (ports: Ports, input: Input) => Promise<Output>;

/** Binds the verbs of a subject to its ports, so that callers only give the input. */
export function bindVerbs<Ports extends { worker: Worker }>(ports: Ports) {
  return {
    bind:
      <Input, Output>(verb: Verb<Ports, Input, Output>) =>
      (input: Input): Promise<Output> =>
        verb(ports, input),
    /** For verbs that may change when the next delivery is due. */
    bindAndArm:
      <Input, Output>(verb: Verb<Ports, Input, Output>) =>
      async (input: Input): Promise<Output> => {
        const output = await verb(ports, input);
        await ports.worker.arm();
        return output;
      },
  };
}
