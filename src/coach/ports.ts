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
 * What a rule decided from the rows that a store read for it: a value for the caller, and the changes to write. The
 * store calls the rule inside its transaction, and may call it again. So a rule is synchronous and pure.
 */
export type Decision<Value, Change> = { value: Value; changes: readonly Change[] };

/** A decision that writes nothing. */
export function keepAll<Value>(value: Value): { value: Value; changes: [] } {
  return { value, changes: [] };
}

/**
 * The outcome of a decision. `course-moved`: the course has changed since it was read, so nothing was decided; read it
 * and decide again. `gone`: the row that the decision is about does not exist.
 */
export type Decided<Value> = { kind: "decided"; value: Value } | Moved | { kind: "gone" };

export type Moved = { kind: "course-moved" };

/** A course does not change more often than this during one request, unless somebody publishes without end. */
const MOST_ATTEMPTS = 10;

/**
 * Calls `decide`, which reads the course each time, until the course has not changed in between. Throws after 10
 * attempts.
 */
export async function untilSettled<Value>(decide: () => Promise<Moved | Value>): Promise<Value> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const outcome = await decide();
    if (!isMoved(outcome)) return outcome;
  }
  throw new Error(`the course changed ${MOST_ATTEMPTS} times during one request`);
}

function isMoved<Value>(outcome: Moved | Value): outcome is Moved {
  return typeof outcome === "object" && outcome !== null && "kind" in outcome && outcome.kind === "course-moved";
}
