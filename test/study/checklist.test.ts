import { describe, expect, it } from "vitest";
import { makeChecklist, tickLines } from "../../src/study/checklist.ts";
import type { Progress } from "../../src/study/progress.ts";
import { completed, makeCourse } from "../support/course.ts";

const course = makeCourse([["a", "b"], ["c"]], {
  extras: [{ id: "consensus", title: "Consensus", linkTitle: null, link: null, alternates: [] }],
  videos: [{ id: "consensus", title: "Consensus", link: null, duration: null, channel: null, alternates: [] }],
  checklist: [
    { id: "phase-1-completed", text: "Phase 1 completed", phase: 1 },
    { id: "supplementary", text: "Supplementary materials reviewed", phase: null },
  ],
});

function linesFor(progress: Partial<Progress>) {
  const full = { started: new Map(), completed: new Map(), ticks: new Set<string>(), ...progress };
  return new Map(
    makeChecklist(course, full)
      .flatMap((section) => section.lines)
      .map((line) => [line.key, line]),
  );
}

describe("the checklist", () => {
  it("holds every lesson by phase, the extras, the videos and the course's own list", () => {
    const empty = { started: new Map(), completed: new Map(), ticks: new Set<string>() };
    expect(makeChecklist(course, empty).map(({ title, lines }) => [title, lines.length])).toEqual([
      ["Phase 1: Phase title 1", 2],
      ["Phase 2: Phase title 2", 1],
      ["Additional resources", 1],
      ["Supplementary videos", 1],
      ["Completion", 2],
    ]);
  });

  it("leaves out sections that a course does not have", () => {
    const empty = { started: new Map(), completed: new Map(), ticks: new Set<string>() };
    expect(makeChecklist(makeCourse([["a"]]), empty)).toHaveLength(1);
  });

  it("ticks a phase's line when its lessons are done, and not before", () => {
    expect(linesFor({ completed: completed("a") }).get("item:phase-1-completed")?.ticked).toBe(false);
    expect(linesFor({ completed: completed("a", "b") }).get("item:phase-1-completed")).toMatchObject({
      ticked: true,
      automatic: true,
    });
  });

  it("keeps an extra and a video of the same name apart", () => {
    const lines = linesFor({ ticks: new Set(["video:consensus"]) });
    expect(lines.get("video:consensus")?.ticked).toBe(true);
    expect(lines.get("extra:consensus")?.ticked).toBe(false);
  });
});

describe("ticking lines", () => {
  const nothing: Progress = { started: new Map(), completed: new Map(), ticks: new Set() };
  const tick = (progress: Progress, keys: string[], ticked = true, mode: "guided" | "open" = "guided") =>
    tickLines({ course, mode, progress }, { keys, ticked, now: 7 });

  it("completes lessons and ticks items; unticking takes them back", () => {
    const keys = ["lesson:a", "extra:consensus", "item:supplementary"];
    expect(tick(nothing, keys)).toEqual({
      changes: [
        { kind: "complete", lessonId: "a", at: 7 },
        { kind: "tick", item: { kind: "extra", id: "consensus" }, at: 7 },
        { kind: "tick", item: { kind: "item", id: "supplementary" }, at: 7 },
      ],
      locked: [],
      gone: 0,
    });
    expect(tick({ ...nothing, completed: completed("a") }, keys, false)).toEqual({
      changes: [
        { kind: "reopen", lessonId: "a" },
        { kind: "untick", item: { kind: "extra", id: "consensus" } },
        { kind: "untick", item: { kind: "item", id: "supplementary" } },
      ],
      locked: [],
      gone: 0,
    });
  });

  it("takes lessons in the order of the course, so a phase opens the first lesson of the next", () => {
    const { changes, locked } = tick(nothing, ["lesson:c", "lesson:b", "lesson:a"]);
    expect(changes.map((change) => "lessonId" in change && change.lessonId)).toEqual(["a", "b", "c"]);
    expect(locked).toEqual([]);
  });

  it("leaves a lesson alone while something before it is missing, and names that", () => {
    const { changes, locked } = tick(nothing, ["lesson:a", "lesson:c"]);
    expect(changes).toEqual([{ kind: "complete", lessonId: "a", at: 7 }]);
    expect(locked.map(({ lesson, missing }) => [lesson.id, missing.map(({ id }) => id)])).toEqual([["c", ["b"]]]);
  });

  it("locks nothing in open mode", () => {
    expect(tick(nothing, ["lesson:c"], true, "open")).toMatchObject({
      changes: [{ kind: "complete", lessonId: "c" }],
      locked: [],
    });
  });

  it("can take back a lesson that others wait for", () => {
    const progress = { ...nothing, completed: completed("a", "b", "c") };
    expect(tick(progress, ["lesson:a"], false)).toEqual({
      changes: [{ kind: "reopen", lessonId: "a" }],
      locked: [],
      gone: 0,
    });
  });

  it("counts what the course no longer has, and never writes a line that ticks itself", () => {
    const { changes, gone } = tick(nothing, ["lesson:a", "lesson:went", "video:went", "item:phase-1-completed"]);
    expect(changes).toEqual([{ kind: "complete", lessonId: "a", at: 7 }]);
    expect(gone).toBe(3);
  });
});
