import { describe, expect, it } from "vitest";
import { makeChecklist } from "../../src/study/checklist.ts";
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
