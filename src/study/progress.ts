/** What one learner has started, completed and ticked in one course. Instants are UTC epoch milliseconds. */
export type Progress = {
  started: ReadonlyMap<string, number>;
  completed: ReadonlyMap<string, number>;
  /** Extras, videos and the course's own checklist lines, as `tickKey` spells them. */
  ticks: ReadonlySet<string>;
};

export type TickKind = "extra" | "video" | "item";

/** An extra, a video and a checklist line may have the same id, so the kind is part of the key. */
export function tickKey(kind: TickKind, id: string): string {
  return `${kind}:${id}`;
}
