import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseMarkdown } from "../../../src/sandbox/page/markdown.ts";
import type { MarkdownNode } from "../../../src/sandbox/page/view.ts";

const text = (value: string): MarkdownNode => ({ kind: "text", text: value });

function allKinds(nodes: readonly MarkdownNode[]): string[] {
  return nodes.flatMap((node) => {
    if (node.kind === "list") return [node.kind, ...node.items.flatMap(allKinds)];
    return "children" in node ? [node.kind, ...allKinds(node.children)] : [node.kind];
  });
}

describe("text", () => {
  test("bold, italic, underline, strike and spoiler nest", () => {
    expect(parseMarkdown("**bold** and ~~||gone __under *it*__||~~")).toEqual([
      { kind: "strong", children: [text("bold")] },
      text(" and "),
      {
        kind: "strike",
        children: [
          {
            kind: "spoiler",
            children: [
              text("gone "),
              { kind: "underline", children: [text("under "), { kind: "emphasis", children: [text("it")] }] },
            ],
          },
        ],
      },
    ]);
  });

  test("words with underscores and escaped stars stay as they are", () => {
    expect(parseMarkdown("snake_case_name \\*star\\*")).toEqual([text("snake_case_name *star*")]);
  });

  test("markup inside code is shown, not read", () => {
    expect(parseMarkdown("`**a**`")).toEqual([{ kind: "code", text: "**a**" }]);
    expect(parseMarkdown("```ts\nlet *a* = 1;\n```\nafter")).toEqual([
      { kind: "code-block", language: "ts", text: "let *a* = 1;" },
      text("after"),
    ]);
  });

  test("a line break is a break", () => {
    expect(parseMarkdown("one\ntwo")).toEqual([text("one"), { kind: "break" }, text("two")]);
  });
});

describe("blocks", () => {
  test("headings of three sizes and subtext begin a line", () => {
    expect(parseMarkdown("# One\n## Two\n### Three\n-# small\n#### four")).toEqual([
      { kind: "heading", level: 1, children: [text("One")] },
      { kind: "heading", level: 2, children: [text("Two")] },
      { kind: "heading", level: 3, children: [text("Three")] },
      { kind: "subtext", children: [text("small")] },
      text("#### four"),
    ]);
    expect(parseMarkdown("see # this")).toEqual([text("see # this")]);
  });

  test("a heading follows bold text on the line above", () => {
    expect(parseMarkdown("**a**\n# b").at(-1)).toEqual({ kind: "heading", level: 1, children: [text("b")] });
  });

  test("dashes and stars make a list, and text continues after it", () => {
    expect(parseMarkdown("Before\n- one\n* two **bold**\nafter")).toEqual([
      text("Before"),
      { kind: "break" },
      {
        kind: "list",
        start: null,
        items: [[text("one")], [text("two "), { kind: "strong", children: [text("bold")] }]],
      },
      text("after"),
    ]);
  });

  test("a numbered list keeps its first number", () => {
    expect(parseMarkdown("3. three\n4. four")).toEqual([
      { kind: "list", start: 3, items: [[text("three")], [text("four")]] },
    ]);
  });

  test("a deeper list lies inside the item above it", () => {
    expect(parseMarkdown("- a\n  - b\n    1. c\n- d")).toEqual([
      {
        kind: "list",
        start: null,
        items: [
          [
            text("a"),
            {
              kind: "list",
              start: null,
              items: [[text("b"), { kind: "list", start: 1, items: [[text("c")]] }]],
            },
          ],
          [text("d")],
        ],
      },
    ]);
  });

  test("an indented line belongs to the item above it", () => {
    expect(parseMarkdown("- a\n  more\n- b")).toEqual([
      { kind: "list", start: null, items: [[text("a"), { kind: "break" }, text("more")], [text("b")]] },
    ]);
  });

  test("a number inside bold text and a dash inside a line are not lists", () => {
    expect(parseMarkdown("**1. Read the paper**")).toEqual([{ kind: "strong", children: [text("1. Read the paper")] }]);
    expect(parseMarkdown("Ada - Grace")).toEqual([text("Ada - Grace")]);
  });

  test("a quote holds a list, and ends with its last line", () => {
    expect(parseMarkdown("> - a\n> b\nafter")).toEqual([
      { kind: "quote", children: [{ kind: "list", start: null, items: [[text("a")]] }, text("b")] },
      text("after"),
    ]);
    expect(parseMarkdown(">>> a\nb")).toEqual([{ kind: "quote", children: [text("a"), { kind: "break" }, text("b")] }]);
  });
});

describe("what Discord alone has", () => {
  test("mentions keep their ids", () => {
    expect(parseMarkdown("<@123456789012345678><#123456789012345679><@&123456789012345670>@everyone")).toEqual([
      { kind: "user", id: "123456789012345678" },
      { kind: "channel", id: "123456789012345679" },
      { kind: "role", id: "123456789012345670" },
      { kind: "mention", text: "@everyone" },
    ]);
    expect(parseMarkdown("</remind weekly:123456789012345678>")).toEqual([{ kind: "mention", text: "/remind weekly" }]);
  });

  test("timestamps keep their style, or get the short one if none is given", () => {
    expect(parseMarkdown("<t:1700000000:R><t:1700000000>")).toEqual([
      { kind: "timestamp", seconds: 1_700_000_000, style: "R" },
      { kind: "timestamp", seconds: 1_700_000_000, style: "f" },
    ]);
  });
});

describe("links", () => {
  test("bare, bracketed and masked addresses lead to the web", () => {
    const link = (href: string, label = href): MarkdownNode => ({ kind: "link", href, children: [text(label)] });
    expect(parseMarkdown("https://a.example/x?y=1. <https://b.example/> [c](https://c.example/d(1))")).toEqual([
      link("https://a.example/x?y=1"),
      text(". "),
      link("https://b.example/"),
      text(" "),
      link("https://c.example/d(1)", "c"),
    ]);
  });

  test("an address that is not a web address becomes plain text", () => {
    expect(parseMarkdown("[press](javascript:alert(1))")).toEqual([text("press")]);
    expect(parseMarkdown("<data:/text/html,x>")).toEqual([text("data:/text/html,x")]);
  });
});

test("any text is parsed, and every link in it leads to the web", () => {
  const pieces = fc.constantFrom(
    "**",
    "*",
    "_",
    "~~",
    "||",
    "`",
    "```",
    "> ",
    "- ",
    "1. ",
    "# ",
    "\n",
    "<t:1:R>",
    "[a](",
    "javascript:",
    "https://x.example",
    ")",
    "<",
    ">",
    "word",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 4 })), { maxLength: 30 }), (parts) => {
      const nodes = parseMarkdown(parts.join(""));
      expect(allKinds(nodes)).not.toContain(undefined);
      expect(JSON.stringify(nodes)).not.toMatch(/"href":"(?!https?:)/);
    }),
  );
});
