/** What every use case needs from the world, and how a decision is made. Instants are UTC epoch milliseconds. */

export type Clock = {
  now(): number;
  /** Runs `task` once `instant` is reached; the returned function cancels it. */
  at(instant: number, task: () => void | Promise<void>): () => void;
};

export type Log = {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
};

export type World = { clock: Clock; log: Log };

/**
 * What a rule makes of the rows that a store read for it: the value for the caller, and what to write.
 * A store calls the rule inside its transaction, so the rule is synchronous, and pure: it may be called again.
 */
export type Decision<Value, Change> = { value: Value; changes: readonly Change[] };

/** Decided, with nothing to write. */
export function keepAll<Value>(value: Value): { value: Value; changes: [] } {
  return { value, changes: [] };
}

/**
 * What came of a decision. `course-moved`: the course is another one than the decision was made for, so read it again
 * and decide again. `gone`: the row that it is about is not there.
 */
export type Decided<Value> = { kind: "decided"; value: Value } | Moved | { kind: "gone" };

export type Moved = { kind: "course-moved" };

/** More often than this a course cannot change under one request: somebody would be publishing without end. */
const MOST_ATTEMPTS = 10;

/** Decides again as long as the course moves on between reading it and deciding. `decide` reads it each time. */
export async function untilSettled<Value>(decide: () => Promise<Moved | Value>): Promise<Value> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const outcome = await decide();
    if (!isMoved(outcome)) return outcome;
  }
  throw new Error(`the course moved ${MOST_ATTEMPTS} times while one request was decided`);
}

function isMoved<Value>(outcome: Moved | Value): outcome is Moved {
  return typeof outcome === "object" && outcome !== null && "kind" in outcome && outcome.kind === "course-moved";
}
