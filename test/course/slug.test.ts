import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SlugSchema } from "../../src/course/model.ts";
import { createSlugSet, slugify } from "../../src/course/slug.ts";

describe("a slug", () => {
  it.each([
    ["Leader Election", "leader-election"],
    ["  2PC (and 3PC): why / how + when?", "2pc-and-3pc-why-how-when"],
    ["Crème brûlée", "creme-brulee"],
    ["ﬁne print", "fine-print"],
    ["مقدمة", ""],
    ["—", ""],
  ])("of “%s” is “%s”", (text, slug) => {
    expect(slugify(text)).toBe(slug);
  });

  it("ends with a whole word's letter when it is cut at 48 characters", () => {
    expect(slugify(`${"a".repeat(47)} b`)).toBe("a".repeat(47));
  });

  it("of any text is empty or a valid id", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const slug = slugify(text);
        expect(slug === "" || SlugSchema.safeParse(slug).success).toBe(true);
      }),
    );
  });
});

describe("a set of slugs", () => {
  it("hands out every slug only once, and all are valid", () => {
    const slug = fc.constantFrom("raft", "raft-2", "a".repeat(48), `${"b".repeat(45)}-cd`);
    fc.assert(
      fc.property(fc.array(slug, { maxLength: 30 }), (wanted) => {
        const slugs = createSlugSet();
        const claimed = wanted.map((each) => slugs.claim(each));
        expect(new Set(claimed).size).toBe(wanted.length);
        expect(claimed.every((each) => SlugSchema.safeParse(each).success)).toBe(true);
      }),
    );
  });

  it("numbers the second and the third", () => {
    const slugs = createSlugSet();
    expect([slugs.claim("raft"), slugs.claim("raft"), slugs.claim("raft")]).toEqual(["raft", "raft-2", "raft-3"]);
  });
});
