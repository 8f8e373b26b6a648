import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeProgress, type Progress, type ProgressChange, startLesson, tickKey } from "../../src/study/progress.ts";

const NOTHING: Progress = { started: new Map(), completed: new Map(), ticks: new Set() };
const start = (lessonId: string, at: number): ProgressChange => ({ kind: "start", lessonId, at });
const complete = (lessonId: string, at: number): ProgressChange => ({ kind: "complete", lessonId, at });
const reopen = (lessonId: string): ProgressChange => ({ kind: "reopen", lessonId });

describe("a change of progress", () => {
  it("starts a lesson once: the first instant stays", () => {
    expect(changeProgress(NOTHING, [start("nodes", 1), start("nodes", 2)]).started).toEqual(new Map([["nodes", 1]]));
  });

  it("completes a lesson once, and keeps its start", () => {
    expect(changeProgress(NOTHING, [start("nodes", 1), complete("nodes", 2), complete("nodes", 3)])).toEqual({
      ...NOTHING,
      started: new Map([["nodes", 1]]),
      completed: new Map([["nodes", 2]]),
    });
  });

  it("completes each lesson by itself", () => {
    const { completed } = changeProgress(NOTHING, [complete("nodes", 1), complete("clocks", 2), complete("clocks", 3)]);
    expect(completed).toEqual(
      new Map([
        ["nodes", 1],
        ["clocks", 2],
      ]),
    );
  });

  it("takes completions back: what was started stays started, what was not is as if never touched", () => {
    const changes = [start("nodes", 1), ...["nodes", "clocks", "quorums"].map((id) => complete(id, 2))];
    const after = changeProgress(NOTHING, [...changes, ...["nodes", "clocks", "raft"].map(reopen)]);
    expect(after).toEqual({ ...NOTHING, started: new Map([["nodes", 1]]), completed: new Map([["quorums", 2]]) });
  });

  it("taken back lets the lesson be completed again, at the later instant", () => {
    const { completed } = changeProgress(NOTHING, [complete("nodes", 1), reopen("nodes"), complete("nodes", 5)]);
    expect(completed).toEqual(new Map([["nodes", 5]]));
  });

  it("ticks and unticks each kind by itself", () => {
    const book = { kind: "extra", id: "book" } as const;
    const talk = { kind: "video", id: "book" } as const;
    const line = { kind: "item", id: "notes-reviewed" } as const;
    const { ticks } = changeProgress(NOTHING, [
      ...[book, talk, line, book].map((item) => ({ kind: "tick", item, at: 1 }) as const),
      { kind: "untick", item: book },
      { kind: "untick", item: book },
    ]);
    expect(ticks).toEqual(new Set(["video:book", "item:notes-reviewed"]));
    expect(tickKey(book)).toBe("extra:book");
  });

  it("repeated changes nothing more, and leaves what it was given as it was", () => {
    const lessonId = fc.constantFrom("nodes", "clocks");
    const item = fc.record({
      kind: fc.constantFrom("extra" as const, "video" as const),
      id: fc.constantFrom("a", "b"),
    });
    const at = fc.nat(9);
    const anyChange: fc.Arbitrary<ProgressChange> = fc.oneof(
      fc.record({ kind: fc.constantFrom("start" as const, "complete" as const), lessonId, at }),
      fc.record({ kind: fc.constant("reopen" as const), lessonId }),
      fc.record({ kind: fc.constant("tick" as const), item, at }),
      fc.record({ kind: fc.constant("untick" as const), item }),
    );
    fc.assert(
      fc.property(fc.array(anyChange, { maxLength: 12 }), anyChange, (before, change) => {
        const progress = changeProgress(NOTHING, before);
        const copy = structuredClone(progress);
        const once = changeProgress(progress, [change]);
        expect(changeProgress(once, [change])).toEqual(once);
        expect(changeProgress(progress, [change, change])).toEqual(once);
        expect(progress).toEqual(copy);
      }),
    );
    expect(NOTHING).toEqual({ started: new Map(), completed: new Map(), ticks: new Set() });
  });
});

describe("starting a lesson", () => {
  it("notes when", () => {
    expect(startLesson(NOTHING, "nodes", 7)).toEqual({
      startedAt: 7,
      already: false,
      changes: [start("nodes", 7)],
    });
  });

  it("a second time changes nothing and tells the first", () => {
    const progress = changeProgress(NOTHING, [start("nodes", 7), start("clocks", 8)]);
    expect(startLesson(progress, "nodes", 9)).toEqual({ startedAt: 7, already: true, changes: [] });
  });

  it("that is complete changes nothing and tells when it was started", () => {
    const progress = changeProgress(NOTHING, [start("nodes", 7), complete("nodes", 8)]);
    expect(startLesson(progress, "nodes", 9)).toEqual({ startedAt: 7, already: true, changes: [] });
  });

  it("that was completed without a start tells when it was completed", () => {
    expect(startLesson(changeProgress(NOTHING, [complete("nodes", 8)]), "nodes", 9)).toEqual({
      startedAt: 8,
      already: true,
      changes: [],
    });
  });

  it("that was completed without a start and taken back starts it", () => {
    const progress = changeProgress(NOTHING, [complete("nodes", 8), reopen("nodes")]);
    expect(startLesson(progress, "nodes", 9)).toMatchObject({ startedAt: 9, already: false });
  });
});
