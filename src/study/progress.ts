/** What one learner has started, completed and ticked in one course. Instants are UTC epoch milliseconds. */
export type Progress = {
  started: ReadonlyMap<string, number>;
  completed: ReadonlyMap<string, number>;
  /** Extras, videos and the course's own checklist lines, as `tickKey` spells them. */
  ticks: ReadonlySet<string>;
};

export type TickKind = "extra" | "video" | "item";

/** Extras, videos and checklist lines may share ids (a video can be called like an extra), so the kind is part of the key. */
export function tickKey(kind: TickKind, id: string): string {
  return `${kind}:${id}`;
}
