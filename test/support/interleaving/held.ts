import type { Storage } from "../../../src/storage/storage.ts";
import { type Around, wrapPort } from "./ports.ts";

/** A call that is held. `reached` resolves once it was made. It goes on after `release`. */
export type Held = { reached: Promise<void>; release(): void };

/** A storage that works like the one inside, except for the calls that a test holds. */
export type HeldStorage = {
  storage: Storage;
  /** Holds the next call of a method, such as `learners.decide`, before it does anything. */
  holdCall(name: string): Held;
  /** Lets the next call of a method do its work, but holds its result. */
  holdAnswer(name: string): Held;
};

export function holdStorage(storage: Storage): HeldStorage {
  const holds = new Map<string, { when: "call" | "answer"; reach(): void; released: Promise<void> }[]>();

  const around: Around = async (name, call) => {
    const hold = holds.get(name)?.shift();
    if (hold?.when === "call") {
      hold.reach();
      await hold.released;
    }
    const answer = await call();
    if (hold?.when === "answer") {
      hold.reach();
      await hold.released;
    }
    return answer;
  };

  function hold(name: string, when: "call" | "answer"): Held {
    const [reached, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    holds.set(name, [...(holds.get(name) ?? []), { when, reach: reached.resolve, released: released.promise }]);
    return { reached: reached.promise, release: released.resolve };
  }

  return {
    storage: {
      ...storage,
      shelf: wrapPort("shelf", storage.shelf, around),
      learners: wrapPort("learners", storage.learners, around),
      cohorts: wrapPort("cohorts", storage.cohorts, around),
      quizzes: wrapPort("quizzes", storage.quizzes, around),
      deliveries: wrapPort("deliveries", storage.deliveries, around),
    },
    holdCall: (name) => hold(name, "call"),
    holdAnswer: (name) => hold(name, "answer"),
  };
}
