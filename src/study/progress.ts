/** What one learner has started, completed and ticked in one course. Instants are UTC epoch milliseconds. */
export type Progress = {
  started: ReadonlyMap<string, number>;
  completed: ReadonlyMap<string, number>;
  /** Extras, videos and the course's own checklist lines, as `tickKey` spells them. */
  ticks: ReadonlySet<string>;
};

export type TickKind = "extra" | "video" | "item";
export type TickItem = { kind: TickKind; id: string };

/** An extra, a video and a checklist line may have the same id, so the kind is part of the key. */
export function tickKey({ kind, id }: TickItem): string {
  return `${kind}:${id}`;
}

/** One thing that changes in a learner's progress. Each states what is wanted, so that repeating it changes nothing. */
export type ProgressChange =
  | { kind: "start"; lessonId: string; at: number }
  | { kind: "complete"; lessonId: string; at: number }
  /** Takes a completion back; a lesson that was started stays started. */
  | { kind: "reopen"; lessonId: string }
  | { kind: "tick"; item: TickItem; at: number }
  | { kind: "untick"; item: TickItem };

/** The progress after the changes, in order. A first start and a first completion keep their instants. */
export function changeProgress(progress: Progress, changes: readonly ProgressChange[]): Progress {
  const started = new Map(progress.started);
  const completed = new Map(progress.completed);
  const ticks = new Set(progress.ticks);
  for (const change of changes) {
    switch (change.kind) {
      case "start":
        if (!started.has(change.lessonId)) started.set(change.lessonId, change.at);
        break;
      case "complete":
        if (!completed.has(change.lessonId)) completed.set(change.lessonId, change.at);
        break;
      case "reopen":
        completed.delete(change.lessonId);
        break;
      case "tick":
        ticks.add(tickKey(change.item));
        break;
      case "untick":
        ticks.delete(tickKey(change.item));
    }
  }
  return { started, completed, ticks };
}

/** Marks a lesson started at `now`. One that was started, or completed without a start, stays as it is. */
export function startLesson(
  { started, completed }: Progress,
  lessonId: string,
  now: number,
): { startedAt: number; already: boolean; changes: ProgressChange[] } {
  const before = started.get(lessonId) ?? completed.get(lessonId);
  if (before !== undefined) return { startedAt: before, already: true, changes: [] };
  return { startedAt: now, already: false, changes: [{ kind: "start", lessonId, at: now }] };
}
