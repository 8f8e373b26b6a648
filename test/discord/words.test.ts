import { escapeMarkdown } from "discord.js";
import fc from "fast-check";
import { expect, it } from "vitest";
import { clip } from "../../src/discord/clip.ts";
import { plain } from "../../src/discord/views/words.ts";

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
