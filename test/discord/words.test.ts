import { escapeMarkdown } from "discord.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clip } from "../../src/discord/clip.ts";
import { memberName, plain } from "../../src/discord/views/words.ts";

/** Texts with as many marks as letters. */
const anyText = fc
  .array(fc.oneof(fc.constantFrom(..."\\`*_~|#[]()<>-+. \n\t1a:/", "https://a.b/", "-# ", "> ", "12."), fc.string()))
  .map((parts) => parts.join(""));

it("course text is escaped as discord.js does, and so are quotations and small print", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const marks = { heading: true, bulletedList: true, numberedList: true, maskedLink: true };
      expect(plain(text)).toBe(escapeMarkdown(text, marks).replaceAll(/^(\s*)(>|-#)/gm, "$1\\$2"));
    }),
    { numRuns: 2_000 },
  );
});

it("a clipped text fits, ends in an ellipsis, and is cut between whole characters", () => {
  const part = fc.constantFrom("a", " ", "é", "e\u0301", "👩‍👩‍👧‍👦", "🇦🇹", "漢", "👍🏽");
  const segmenter = new Intl.Segmenter();
  fc.assert(
    fc.property(fc.array(part, { maxLength: 40 }), fc.integer({ min: 1, max: 60 }), (parts, limit) => {
      const text = parts.join("");
      const clipped = clip(text, limit);
      if (text.length <= limit) {
        expect(clipped).toBe(text);
        return;
      }
      let kept = "";
      for (const { segment } of segmenter.segment(text)) {
        if (kept.length + segment.length > limit - 1) break;
        kept += segment;
      }
      expect(clipped).toBe(`${kept.trimEnd()}…`);
      expect(clipped.length).toBeLessThanOrEqual(limit);
    }),
  );
});

describe("a member's name", () => {
  it("is set apart, so that a right-to-left one leaves the rest of the row as it is", () => {
    expect(memberName("مريم")).toBe("\u2068مريم\u2069");
    expect(memberName("a\u202eb\u2069c\nd")).toBe("\u2068a b c d\u2069");
  });

  it("marks up nothing and mentions nobody", () => {
    expect(memberName("*Ada* <@1> <#5> </a:1> <t:0> <:x:1>")).toBe(
      "\u2068\\*Ada\\* \\<@1> \\<#5> \\</a:1> \\<t:0> \\<:x:1>\u2069",
    );
  });

  it("is no longer than a name, with few marks on each letter", () => {
    expect(memberName("x".repeat(100))).toBe(`\u2068${"x".repeat(39)}…\u2069`);
    expect(memberName(`z${"\u0301".repeat(50)}`)).toBe(`\u2068z${"\u0301".repeat(3)}\u2069`);
  });

  it("is said to be of someone who left, if Discord shows none", () => {
    expect(memberName(null)).toBe("*someone who left*");
    expect(memberName(" \u2066 ")).toBe("*someone who left*");
  });
});
