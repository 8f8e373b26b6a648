import { describe, expect, it } from "vitest";
import { parseCourse } from "../../../src/course/markdown/parse-course.ts";

/** Phases of lessons; `title < dependencies` states what a lesson depends on. */
function parse(...phases: string[][]) {
  const sections = phases.map((lessons, index) => {
    const items = lessons.map((lesson) => {
      const [title, dependencies] = lesson.split(" < ");
      const line = `1. **${title}** — [Article](https://example.com)\n`;
      return dependencies === undefined ? line : `${line}   - Dependencies: ${dependencies}\n`;
    });
    return `### Phase ${index + 1}: Part\n\n${items.join("")}\n`;
  });
  return parseCourse(`# Course\n\n## Learning Path\n\n${sections.join("")}`, { id: "course", file: "path.md" });
}

const phase = (number: number) => ({ kind: "phase", phase: number });
const lesson = (id: string) => ({ kind: "lesson", lesson: id });

describe("dependencies", () => {
  it.each([
    ["Complete Phase 1", [phase(1)]],
    ["complete phase 1", [phase(1)]],
    ["Phase 1", [phase(1)]],
    ["Phases 1 and 2", [phase(1), phase(2)]],
    ["Phases 1, 2 and 3", [phase(1), phase(2), phase(3)]],
    ["Phase 1; Phase 2", [phase(1), phase(2)]],
    ["Raft", [lesson("raft")]],
    ["Complete raft", [lesson("raft")]],
    ["Raft, Clocks, and Phase 2", [lesson("raft"), lesson("clocks"), phase(2)]],
    ["Raft and Raft", [lesson("raft")]],
    ["Locks, Leases and Fences", [lesson("locks-leases-and-fences")]],
    [
      "Raft and Locks, Leases and Fences; Clocks",
      [lesson("raft"), lesson("locks-leases-and-fences"), lesson("clocks")],
    ],
    ["Complete Guide", [lesson("complete-guide")]],
    ["None", []],
  ])("“%s” is understood", (text, expected) => {
    const { course, diagnostics } = parse(
      ["Raft", "Complete Guide"],
      ["Clocks", "Locks, Leases and Fences"],
      ["Gossip"],
      ["Paxos", `Zab < ${text}`],
    );
    expect(diagnostics).toEqual([]);
    expect(course?.phases[3]?.lessons[1]?.dependencies).toEqual(expected);
    expect(course?.phases[3]?.dependencies).toEqual([phase(3)]);
  });

  it("of a phase are those of its first lesson, including lessons", () => {
    const { course } = parse(["Raft", "Clocks"], ["Gossip"], ["Paxos < Raft; Phase 1"]);
    expect(course?.phases.map(({ dependencies }) => dependencies)).toEqual([
      [],
      [phase(1)],
      [lesson("raft"), phase(1)],
    ]);
  });

  it("that are empty leave the phase after the one before it", () => {
    expect(parse(["Raft"], ["Gossip < None"]).course?.phases[1]?.dependencies).toEqual([phase(1)]);
  });

  it.each([
    ["Phase 7", "There is no “Phase 7” in this course."],
    ["Phase 0", "There is no “Phase 0” in this course."],
    ["Gosip", "Did you mean “Gossip”?"],
    ["Complete Phse 2", "Did you mean “Phase 2”?"],
    ["Rfat", "Did you mean “Raft”?"],
    ["Something else entirely", "There is no “Something else entirely” in this course. Name a phase"],
  ])("that name “%s” are unknown", (text, message) => {
    const { course, diagnostics } = parse(["Raft"], ["Gossip", `Paxos < ${text}`]);
    expect(course).toBeNull();
    expect(diagnostics.map(({ code }) => code)).toEqual(["dependency-unknown"]);
    expect(diagnostics[0]?.message).toContain(message);
  });

  it("are each reported when several are unknown", () => {
    const { diagnostics } = parse(["Raft", "Gossip < Raaft, Phase 1 and Phase 9"]);
    expect(diagnostics.map(({ code }) => code)).toEqual([
      "dependency-unknown",
      "dependency-unknown",
      "dependency-cycle",
    ]);
  });
});

describe("a circle of dependencies", () => {
  it.each([
    ["a lesson that waits for itself", [["Raft", "Paxos < Paxos"]], "“Paxos” → “Paxos”"],
    ["a lesson that waits for its own phase", [["Raft", "Paxos < Phase 1"]], "Phase 1 → “Paxos” → Phase 1"],
    [
      "a phase that waits for a later one",
      [["Raft < Phase 2"], ["Paxos"]],
      "Phase 2 → “Paxos” → Phase 2 → Phase 1 → “Raft” → Phase 2",
    ],
    ["a phase opened by a lesson inside it", [["Raft < Paxos", "Paxos"]], "Phase 1 → “Paxos” → Phase 1"],
  ])("is found in %s", (_what, phases, circle) => {
    const { course, diagnostics } = parse(...phases);
    expect(course).toBeNull();
    expect(diagnostics.map(({ code }) => code)).toEqual(["dependency-cycle"]);
    expect(diagnostics[0]?.message).toContain(circle);
  });

  it("is not reported if lessons of one phase wait for each other in order", () => {
    expect(parse(["Raft", "Paxos < Raft", "Zab < Paxos and Raft"]).diagnostics).toEqual([]);
  });

  it("that is as long as the course is found, and named in short", () => {
    const titles = Array.from({ length: 500 }, (_, index) => `Lesson ${index}`);
    const lessons = titles.map((title, index) => `${title} < ${titles[(index + 1) % titles.length]}`);
    const { diagnostics } = parse(
      ...Array.from({ length: 50 }, (_, index) => lessons.slice(10 * index, 10 * index + 10)),
    );
    expect(diagnostics.map(({ code }) => code)).toContain("dependency-cycle");
    expect(diagnostics.every(({ message }) => message.length < 200)).toBe(true);
  });
});
