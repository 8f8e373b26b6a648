import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Block, Span } from "../../src/course/prose.ts";
import { pagesOf } from "../../src/discord/views/prose.ts";

const plain = (text: string): Span => ({ kind: "plain", text });
const paragraph = (...spans: Span[]): Block => ({ kind: "paragraph", spans });

const anyText = fc.oneof(
  fc.string({ minLength: 1, maxLength: 200 }),
  fc.constantFrom("*", "`", "A sentence. ", "word ", "👩‍🚀", "](", "```").map((part) => part.repeat(60)),
);
const anySpan: fc.Arbitrary<Span> = fc.oneof(
  fc.record({ kind: fc.constantFrom("plain", "strong", "emphasis", "code"), text: anyText }),
  fc.record({ kind: fc.constant("link"), text: anyText, url: fc.constant("https://example.com/") }),
);
const anySpans = fc.array(anySpan, { minLength: 1, maxLength: 8 });
const anyBlock: fc.Arbitrary<Block> = fc.oneof(
  anySpans.map((spans): Block => ({ kind: "paragraph", spans })),
  fc.record({
    kind: fc.constant("list"),
    start: fc.constantFrom(null, 1, 7),
    items: fc.array(anySpans, { minLength: 1, maxLength: 20 }),
  }),
  fc.record({ kind: fc.constant("code"), language: fc.constantFrom("", "text"), text: anyText }),
);

describe("prose in Discord's markdown", () => {
  it("keeps its marks, and escapes text that only looks like one", () => {
    const spans: Span[] = [
      { kind: "strong", text: "What is *promised*." },
      plain(" 2*3 and "),
      { kind: "emphasis", text: "in doubt" },
      plain(": "),
      { kind: "code", text: "a_b" },
      plain(" <@1> "),
      { kind: "code", text: "a`b" },
      { kind: "link", text: "how", url: "https://example.com/a_b" },
    ];
    expect(pagesOf([paragraph(...spans)], 1_000)).toEqual([
      "**What is \\*promised\\*.** 2\\*3 and *in doubt*: `a_b` <@1> `` a`b ``[how](<https://example.com/a_b>)",
    ]);
  });

  it("shows lists as lines, and code in its fence", () => {
    const blocks: Block[] = [
      { kind: "list", start: 1, items: [[plain("Cut")], [plain("Cook")]] },
      { kind: "code", language: "text", text: "a -> *b*" },
      { kind: "list", start: null, items: [[plain("Why?")]] },
    ];
    expect(pagesOf(blocks, 1_000)).toEqual(["1. Cut\n2. Cook\n```text\na -> *b*\n```\n\n- Why?"]);
  });

  it("escapes text that only looks like a quotation or small print, and keeps the first number of a list", () => {
    const blocks: Block[] = [
      paragraph(plain("> not a quotation")),
      paragraph(plain("-# nor small")),
      { kind: "list", start: 7, items: [[plain("seven")]] },
    ];
    expect(pagesOf(blocks, 1_000)).toEqual(["\\> not a quotation\n\n\\-# nor small\n\n7. seven"]);
  });

  it("leaves the spaces around bold text outside its marks, even if it is divided", () => {
    const spans: Span[] = [plain("a"), { kind: "strong", text: " b " }, plain("c"), { kind: "emphasis", text: " " }];
    expect(pagesOf([paragraph(...spans)], 1_000)).toEqual(["a **b** c "]);
    const long = paragraph({ kind: "strong", text: "First one. ".repeat(12).trim() });
    for (const page of pagesOf([long], 100)) expect(page).toMatch(/^(\*\*First one\.\*\* ?)+$/);
  });

  it("breaks pages between blocks, with pages of about the same length", () => {
    const blocks = ["a", "b", "c", "d", "e"].map((letter) => paragraph(plain(letter.repeat(100))));
    expect(pagesOf(blocks, 420).map((page) => page.length)).toEqual([304, 202]);
    expect(pagesOf(blocks, 600)).toHaveLength(1);
  });

  it("keeps a short line with what it leads to", () => {
    const steps: Block = { kind: "list", start: 1, items: [[plain("Cut ".repeat(70).trim())], [plain("Cook")]] };
    const blocks = [
      paragraph(plain("Long. ".repeat(43).trim())),
      paragraph({ kind: "strong", text: "Step by step." }),
      steps,
    ];
    const [first, second, ...rest] = pagesOf(blocks, 330);
    expect(rest).toEqual([]);
    expect(first).not.toContain("Step");
    expect(second).toMatch(/^\*\*Step by step\.\*\*\n\n1\. Cut/);
  });

  it("divides a block that is longer than a page between sentences, items or lines", () => {
    const sentences = pagesOf(
      [paragraph(plain("One sentence. ".repeat(20)), { kind: "strong", text: "The end." })],
      100,
    );
    expect(sentences.length).toBeGreaterThan(2);
    for (const page of sentences) expect(page).toMatch(/^(One sentence\. ?)+(\*\*The end\.\*\*)?$/);
    const items: Block = {
      kind: "list",
      start: 1,
      items: Array.from({ length: 20 }, () => [plain("An item of the list")]),
    };
    const lists = pagesOf([items], 100);
    expect(lists.join("\n").split("\n").at(-1)).toBe("20. An item of the list");
    for (const page of lists) expect(page).toMatch(/^(\d+\. An item of the list\n?)+$/);
    const code: Block = { kind: "code", language: "text", text: "x -> y\n".repeat(30).trim() };
    for (const page of pagesOf([code], 100)) expect(page).toMatch(/^```text\n(x -> y\n)+```$/);
  });

  it("never exceeds the limit, and always has a page", () => {
    fc.assert(
      fc.property(fc.array(anyBlock, { maxLength: 12 }), fc.integer({ min: 200, max: 2_300 }), (blocks, limit) => {
        const pages = pagesOf(blocks, limit);
        expect(pages.length).toBeGreaterThan(0);
        for (const page of pages) expect(page.length).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 300 },
    );
  });
});
