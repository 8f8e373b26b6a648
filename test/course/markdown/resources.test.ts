import { describe, expect, it } from "vitest";
import { parseCourse } from "../../../src/course/markdown/parse-course.ts";

const HEAD = `# Cooking

## Learning Path

### Phase 1: Basics

1. **Knives** — [Article](https://example.com/knives)

### Phase 2: Fire

1. **Heat** — [Article](https://example.com/heat)

`;

function parse(section: string, lines: string[]) {
  return parseCourse(`${HEAD}## ${section}\n\n${lines.join("\n")}\n`, { id: "cooking", file: "path.md" });
}

const link = "https://example.com/salt";
const alternate = { title: "Sea salt", link: "https://example.com/sea", duration: { shortest: 5, longest: 5 } };

describe("an additional resource", () => {
  it.each([
    [`- Salt — [All about salt](${link})`, { title: "Salt", linkTitle: "All about salt", link }],
    [`* Salt - and pepper – [All about salt](${link})`, { title: "Salt - and pepper", linkTitle: "All about salt" }],
    [`1. Salt — <${link}>`, { title: "Salt", linkTitle: null, link }],
    [`- [Salt](${link})`, { title: "Salt", linkTitle: null, link }],
    [`- **Salt** — [](${link})`, { title: "Salt", linkTitle: null, link }],
  ])("is read from %s", (line, expected) => {
    const { course, diagnostics } = parse("Additional Resources", [line]);
    expect(diagnostics).toEqual([]);
    expect(course?.extras).toMatchObject([{ id: expect.stringMatching(/^salt/), ...expected, alternates: [] }]);
  });

  it.each(["- Salt — [URL/Link description]", "- Salt — [All about salt]()"])("has no link yet in %s", (line) => {
    const { course, diagnostics } = parse("Additional Resources", [line]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["link-missing"]);
    expect(course?.extras).toMatchObject([{ title: "Salt", linkTitle: null, link: null }]);
  });

  it.each(["- Salt", `- Salt [All about salt](${link})`, `- Salt — [All about salt](${link}), a book`, "- > Salt"])(
    "cannot be read from %s",
    (line) => {
      expect(parse("Additional Resources", [line]).diagnostics.map(({ code }) => code)).toContain("extra-line");
    },
  );

  it("may have alternates, and titles may repeat", () => {
    const lines = [`- Salt — [One](${link})`, "  - Alternate: [Sea salt](https://example.com/sea) (5 minutes)"];
    const { course } = parse("Additional Resources", [...lines, `- Salt — [Two](${link})`]);
    expect(course?.extras.map(({ id, alternates }) => [id, alternates])).toEqual([
      ["salt", [alternate]],
      ["salt-2", []],
    ]);
  });
});

describe("a supplementary video", () => {
  const duration = { shortest: 15, longest: 15 };

  it.each([
    [`- Salt — 15 minutes — [Cooks](${link})`, { title: "Salt", channel: "Cooks" }],
    [`- [Salt](${link}) — 14:36 — Cooks`, { title: "Salt", channel: "Cooks" }],
    [`- Salt - a love story — 15 min — [Cooks - the channel](${link})`, { channel: "Cooks - the channel" }],
    [`- [Salt - a love story](${link}) - 15 min - Cooks`, { title: "Salt - a love story" }],
    [`- [Salt -](${link}) — 15 min — Cooks`, { title: "Salt -" }],
  ])("is read from %s", (line, expected) => {
    const { course, diagnostics } = parse("Supplementary Videos", [line]);
    expect(diagnostics).toEqual([]);
    expect(course?.videos).toMatchObject([{ link, duration, ...expected }]);
  });

  it.each([
    ["- Salt — [Duration] — [Channel/Source]", ["placeholder", "placeholder"], { duration: null, channel: null }],
    [`- [Salt](${link}) — 15 minutes — [Channel/Source]`, ["placeholder"], { link, duration, channel: null }],
    ["- Salt — 15 minutes — Cooks", ["link-missing"], { link: null, duration, channel: "Cooks" }],
  ])("is incomplete in %s", (line, codes, expected) => {
    const { course, diagnostics } = parse("Supplementary Videos", [line]);
    expect(diagnostics.map(({ code }) => code)).toEqual(codes);
    expect(course?.videos).toMatchObject([{ title: "Salt", ...expected }]);
  });

  it.each([
    [`- Salt — a while — [Cooks](${link})`, "duration-unreadable"],
    [`- Salt — [Cooks](${link})`, "video-line"],
    [`- — 15 minutes — [Cooks](${link})`, "video-line"],
  ])("cannot be read from %s", (line, code) => {
    const { course, diagnostics } = parse("Supplementary Videos", [line]);
    expect(course).toBeNull();
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
  });

  it("may have alternates, and no other sub-bullet", () => {
    const lines = [
      `- Salt — 15 minutes — [Cooks](${link})`,
      "  - Alternate: [Sea salt](https://example.com/sea) (5 min)",
    ];
    const { course, diagnostics } = parse("Supplementary Videos", [...lines, "  - Focus: Taste"]);
    expect(course?.videos[0]?.alternates).toEqual([alternate]);
    expect(diagnostics.map(({ code, line }) => [code, line])).toEqual([["field-unknown", 17]]);
  });
});

describe("a line of the completion checklist", () => {
  it.each([
    ["Phase 1 completed", 1],
    ["I have done phase 2!", 2],
    ["Everything in Phase 2 is complete", 2],
    ["Phases 1 and 2 completed", null],
    ["Phase 1 and 2 completed", null],
    ["Phase 1 done, Phase 2 done", null],
    ["Phase 1 discussed", null],
    ["Dinner completed", null],
  ])("“%s” stands for phase %s", (text, phase) => {
    const { course, diagnostics } = parse("Completion Checklist", [`- [ ] ${text}`]);
    expect(diagnostics).toEqual([]);
    expect(course?.checklist).toMatchObject([{ text, phase }]);
  });
});
