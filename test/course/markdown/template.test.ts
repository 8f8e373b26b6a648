import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseCourse } from "../../../src/course/markdown/parse-course.ts";
import type { Course } from "../../../src/course/model.ts";

const ROOT = join(import.meta.dirname, "../../..");
const template = readFileSync(join(ROOT, "test/fixtures/course/learning-path.md"), "utf8");
const filled = readFileSync(join(ROOT, "content/distributed-systems/path.md"), "utf8");

function parse(markdown: string) {
  return parseCourse(markdown, { id: "distributed-systems", file: "path.md" });
}

function withoutLinks(course: Course | null): unknown {
  return {
    ...course,
    phases: course?.phases.map((phase) => ({
      ...phase,
      lessons: phase.lessons.map((lesson) => ({ ...lesson, link: null, alternates: [] })),
    })),
    extras: course?.extras.map((extra) => ({ ...extra, link: null, linkTitle: null, alternates: [] })),
    videos: course?.videos.map((video) => ({ ...video, link: null, duration: null, channel: null, alternates: [] })),
  };
}

describe("the untouched template", () => {
  const { course, diagnostics } = parse(template);

  it("loads, with a warning for each placeholder and no other", () => {
    expect(course).not.toBeNull();
    expect(diagnostics.map(({ severity, code, line }) => [severity, code, line])).toEqual([
      ...[17, 22, 31, 36, 40, 48, 52, 58, 59, 60].map((line) => ["warning", "link-missing", line]),
      ...[64, 64, 65, 65].map((line) => ["warning", "placeholder", line]),
    ]);
  });

  it("has every phase and lesson in order, with minutes, focus and next step", () => {
    expect(
      course?.phases.map(({ number, title, lessons }) => [
        number,
        title,
        ...lessons.map(({ id, kind, duration, focus, nextStep }) => [id, kind, duration?.longest, focus, nextStep]),
      ]),
    ).toEqual([
      [
        1,
        "Foundations",
        ["heartbeats", "Article", 30, "Understanding how systems detect failures", "Move to resource 2"],
        [
          "consensus-algorithms",
          "Article",
          45,
          "Algorithms for reaching agreement in distributed systems",
          "Move to Phase 2",
        ],
      ],
      [
        2,
        "Core Concepts",
        ["leader-election", "Article", 35, "Selecting leaders in distributed systems", null],
        ["distributed-transactions", "Article", 40, "Managing transactions across multiple systems", null],
        ["gossip-protocol", "Article", 35, "Epidemic-style information dissemination", null],
      ],
      [
        3,
        "Advanced Topics",
        ["commit-protocols", "Article", 45, "Two-phase and three-phase commit protocols", null],
        ["advanced-concepts", "Article", 40, "Vector clocks, CRDTs, and failure handling", null],
      ],
    ]);
  });

  it("opens a phase after what its first lesson states, or else after the phase before it", () => {
    expect(course?.phases.map(({ dependencies }) => dependencies)).toEqual([
      [],
      [{ kind: "phase", phase: 1 }],
      [{ kind: "phase", phase: 2 }],
    ]);
    expect(course?.phases[1]?.lessons[0]?.dependencies).toEqual([{ kind: "phase", phase: 1 }]);
    expect(course?.phases[2]?.lessons[0]?.dependencies).toEqual([]);
  });

  it("ticks the lines of its checklist that name a phase", () => {
    expect(course?.checklist.map(({ text, phase }) => [text, phase])).toEqual([
      ["Phase 1 completed", 1],
      ["Phase 2 completed", 2],
      ["Phase 3 completed", 3],
      ["Supplementary materials reviewed", null],
    ]);
  });

  it("shows no placeholder to anybody", () => {
    expect(JSON.stringify(withoutLinks(course))).toBe(JSON.stringify(course));
    expect(JSON.stringify(course)).not.toMatch(/\[(?:Article|URL|Duration|Channel)/);
  });
});

describe("the course on distributed systems", () => {
  const { course, diagnostics } = parse(filled);

  it("has no diagnostics", () => {
    expect(diagnostics).toEqual([]);
  });

  it("is the template with its placeholders filled in", () => {
    expect(withoutLinks(course)).toEqual(parse(template).course);
  });

  it("keeps every line of the template that is not a placeholder", () => {
    const lines = new Set(filled.split("\n"));
    const kept = template.split("\n").filter((line) => !/\[(?:Article|URL|Duration)/.test(line));
    expect(kept.filter((line) => !lines.has(line))).toEqual([]);
  });

  it("has a link and alternates for every lesson, resource and video", () => {
    const lessons = course?.phases.flatMap((phase) => phase.lessons) ?? [];
    const resources = [...lessons, ...(course?.extras ?? []), ...(course?.videos ?? [])];
    expect(resources).toHaveLength(12);
    expect(resources.filter(({ link, alternates }) => link === null || alternates.length === 0)).toEqual([]);
  });
});
