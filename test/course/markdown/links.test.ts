import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCourse } from "../../../src/course/markdown/parse-course.ts";
import { LinkSchema } from "../../../src/course/model.ts";

function read(address: string) {
  const markdown = `# Cooking\n\n## Learning Path\n\n### Phase 1: Basics\n\n1. **Knives** — [Article](<${address}>)`;
  const { course, diagnostics } = parseCourse(markdown, { id: "cooking", file: "path.md" });
  return { course, link: course?.phases[0]?.lessons[0]?.link, diagnostics };
}

describe("a link", () => {
  it.each([
    ["https://example.com", "https://example.com/"],
    ["https://Example.COM:443/a/../b", "https://example.com/b"],
    ["https://example.com/grüße", "https://example.com/gr%C3%BC%C3%9Fe"],
    ["https://münchen.example/a", "https://xn--mnchen-3ya.example/a"],
    ["https://example.com/a|b{c}^`", "https://example.com/a%7Cb%7Bc%7D%5E%60"],
    ["https://example.com/?q={a|b}&c[]=1", "https://example.com/?q=%7Ba%7Cb%7D&c%5B%5D=1"],
    ["https://example.com/100%zz", "https://example.com/100%25zz"],
    ["https://example.com/a#b#c", "https://example.com/a#b%23c"],
    ["https://example.com/a%20b?c=%C3%A9#d", "https://example.com/a%20b?c=%C3%A9#d"],
  ])("%s is sent as %s", (written, sent) => {
    const { link, diagnostics } = read(written);
    expect(diagnostics).toEqual([]);
    expect(link).toBe(sent);
  });

  it.each([
    ["https://intranet/knives", "Discord refuses links to “intranet”"],
    ["https://localhost:8080/", "Discord refuses links to “localhost”"],
    ["https://[::1]/", "Discord refuses links to “[::1]”"],
    [`https://example.com/${"я".repeat(100)}`, "That takes 620 characters, and at most 512 fit."],
  ])("%s is left out with a warning, and the course is still served", (written, told) => {
    const { course, link, diagnostics } = read(written);
    expect(diagnostics).toMatchObject([{ code: "link-refused", severity: "warning" }]);
    expect(diagnostics[0]?.message).toContain(told);
    expect([course === null, link]).toEqual([false, null]);
  });

  it("is a whole address in ASCII, whatever was written", () => {
    const part = fc.string({ unit: fc.constantFrom(..."aé|{}[]^`%zA7/?#&='\"~.:@ ") });
    fc.assert(
      fc.property(part, (rest) => {
        const { link } = read(`https://example.com/${rest.trim()}`);
        if (link) expect(LinkSchema.safeParse(link).success).toBe(true);
        if (link) expect(link).toMatch(/^[!-~]+$/);
      }),
    );
  });

  it("that names itself is shown once", () => {
    const markdown =
      "# Cooking\n\n## Overview\n\nSee <https://example.com>.\n\n## Learning Path\n\n### Phase 1: Basics\n\n1. **Knives** — [Article](https://example.com)";
    const { course } = parseCourse(markdown, { id: "cooking", file: "path.md" });
    expect(course?.overview).toBe("See https://example.com.");
  });
});
