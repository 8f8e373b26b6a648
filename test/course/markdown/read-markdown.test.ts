import fc from "fast-check";
import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTaskListItemFromMarkdown } from "mdast-util-gfm-task-list-item";
import { gfmTaskListItem } from "micromark-extension-gfm-task-list-item";
import { describe, expect, it } from "vitest";
import { createReport } from "../../../src/course/diagnostics.ts";
import { readMarkdown } from "../../../src/course/markdown/read-markdown.ts";
import { anyMarkdown } from "../../support/course/any-markdown.ts";

/** A tree without the locations where its nodes end. */
function summarise(node: Nodes): unknown {
  const { line, column } = node.position?.start ?? { line: 0, column: 0 };
  const kind = node.type === "linkReference" ? "link" : node.type;
  const value = "value" in node ? node.value : null;
  const checked = node.type === "listItem" ? node.checked : null;
  return [kind, line, column, value, checked, ...("children" in node ? node.children.map(summarise) : [])];
}

function parseWhole(markdown: string): unknown {
  const root = fromMarkdown(markdown, {
    extensions: [gfmTaskListItem()],
    mdastExtensions: [gfmTaskListItemFromMarkdown()],
  });
  return root.children.map(summarise);
}

function parseInPieces(markdown: string): unknown {
  const report = createReport("path.md");
  const blocks = readMarkdown(markdown, report);
  expect(report.diagnostics()).toEqual([]);
  return blocks?.map(summarise);
}

function expectSameTree(markdown: string): void {
  expect(parseInPieces(markdown)).toEqual(parseWhole(markdown));
}

const readable = anyMarkdown.map((markdown) => `A${markdown.replace(/[\0\uFFFD]/g, "")}`);

describe("reading markdown", () => {
  it("gives the same tree as CommonMark, although it counts the work", () => {
    fc.assert(fc.property(readable, expectSameTree), { numRuns: 300 });
  });

  it("gives the same tree in pieces as in one, with the same locations", () => {
    const filler = `\n\n${"Words, words, words. ".repeat(250)}\n\n`;
    const parts = fc.array(readable, { minLength: 3, maxLength: 4 }).map((all) => all.join(filler + filler));
    fc.assert(fc.property(parts, expectSameTree), { numRuns: 30 });
  });

  it.each(["   ```\n   k", "   <div>\n   k"])("closes an open block at the end of its list: %j", (open) => {
    const item = `1. a ${"words ".repeat(60)}\n`;
    const document = `${item}${open} ${"words ".repeat(60)}\n\r\n# m\n${`${item}\n${item}`.repeat(4)}\n`;
    expectSameTree(document);
  });

  it("gives the same lists in pieces as in one, whatever is between their items", () => {
    const long = "words ".repeat(60);
    const lines = ["1. a", "2. b", "3) c", "- d", "   - e", "  - f", "     - g", "    h", "i", "> j", "   k", "\t- l"];
    const marks = ["", "", "```", "~~~", "   ```", "<!--", "-->", "<div>", "</div>", "# m", "n\n===", "10. ", "---"];
    const line = fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...lines).map((start) => `${start} ${long}`) },
      { weight: 2, arbitrary: fc.constantFrom(...marks) },
    );
    const ending = fc.constantFrom("\n", "\n\n", "\r\n", "\n\r\n");
    const document = fc
      .array(fc.tuple(line, ending), { minLength: 10, maxLength: 40 })
      .map((all) => all.map(([text, end]) => text + end).join(""));
    fc.assert(fc.property(document, expectSameTree), { numRuns: 300 });
  });

  const LONG = `\n\n${"Words, words, words. ".repeat(500)}\n\n`;

  it.each([
    ["a fence", `\`\`\`\n${LONG}# No heading\n\`\`\`\n`],
    ["a comment left open in a quotation", `Words\n\n> <!--${LONG}# A heading\n`],
    ["a comment left open in a list", `Words${LONG}- <!--\n\n# A heading${LONG}`],
    ["a comment", `<!--\n${LONG}# No heading\n-->\n`],
    ["a reference and its definition", `[a]\n${LONG}# Heading\n\n[a]: https://example.com\n`],
    ["a heading and a word that begins with its mark", `A\n${LONG}#B\n${LONG}\n# C\n${LONG}`],
  ])("is not misled if the parts of %s are far apart", (_what, markdown) => {
    expectSameTree(markdown);
  });

  it("takes the first of two definitions, as CommonMark does", () => {
    const blocks = readMarkdown(
      "[a]\n\n[a]: https://example.com/1\n[a]: https://example.com/2\n",
      createReport("path.md"),
    );
    expect(blocks?.[0]).toMatchObject({ children: [{ type: "link", url: "https://example.com/1" }] });
  });
});
