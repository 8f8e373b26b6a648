import { describe, expect, it } from "vitest";
import {
  asItComes,
  type CourseVersion,
  type DraftEntry,
  editionOf,
  findShelved,
  publishDraft,
  restoreVersion,
  type Shelf,
  type ShelvedCourse,
} from "../../src/course/versions.ts";

const NOW = Date.UTC(2026, 10, 23, 18);
const EMPTY: Shelf = { courses: [], versions: [], drafts: [] };

const draft = (id: number, courseId = "cooking"): DraftEntry => ({ id, courseId, importedAt: 1, importedBy: "ann" });
const version = (number: number, parts: Partial<CourseVersion> = {}): CourseVersion => ({
  courseId: "cooking",
  number,
  restored: null,
  draftId: number,
  publishedAt: number,
  publishedBy: "ann",
  ...parts,
});
const shelved = (parts: Partial<ShelvedCourse> = {}): ShelvedCourse => ({ ...asItComes("cooking"), ...parts });

describe("a course's edition", () => {
  const base = shelved({ version: 2, textVersion: 2 });

  it("is the same for two reads of the same course", () => {
    expect(editionOf({ ...base })).toBe(editionOf(base));
  });

  it.each<[string, Partial<ShelvedCourse>]>([
    ["text", { version: 3 }],
    ["mode", { mode: "open" }],
    ["place on the shelf", { archived: true }],
  ])("is another once the %s is", (_, parts) => {
    expect(editionOf({ ...base, ...parts })).not.toBe(editionOf(base));
  });

  it("is never that of a course that differs in several ways at once", () => {
    const editions = [1, 11].flatMap((number) =>
      (["guided", "open"] as const).flatMap((mode) =>
        [true, false].map((archived) => editionOf({ version: number, mode, archived })),
      ),
    );
    expect(new Set(editions).size).toBe(8);
  });
});

describe("a course on a shelf", () => {
  it("is as it comes until the server changes it", () => {
    expect(findShelved(EMPTY, "cooking")).toEqual({
      courseId: "cooking",
      version: 0,
      textVersion: 0,
      mode: "guided",
      archived: false,
    });
    const changed = shelved({ mode: "open" });
    expect(findShelved({ courses: [asItComes("baking"), changed] }, "cooking")).toBe(changed);
  });
});

describe("publishing a draft", () => {
  const input = { draftId: 7, from: null, userId: "ben", now: NOW };

  it("makes it version 1 of a course that was never published here", () => {
    expect(publishDraft({ ...EMPTY, drafts: [draft(9, "baking"), draft(7)] }, input)).toEqual({
      outcome: { kind: "published", courseId: "cooking", number: 1, already: false, offeredAgain: false },
      changes: [
        {
          kind: "add-version",
          version: version(1, { draftId: 7, publishedAt: NOW, publishedBy: "ben" }),
        },
        { kind: "put-course", course: shelved({ version: 1, textVersion: 1 }) },
        { kind: "discard-draft", draftId: 7 },
      ],
    });
  });

  it("counts on from the newest version, even if an older text is used", () => {
    const shelf = {
      courses: [shelved({ version: 3, textVersion: 1 })],
      versions: [version(3, { restored: 1, draftId: null }), version(2), version(1)],
      drafts: [draft(7)],
    };
    const { outcome, changes } = publishDraft(shelf, input);
    expect(outcome).toMatchObject({ kind: "published", number: 4 });
    expect(changes).toContainEqual({ kind: "put-course", course: shelved({ version: 4, textVersion: 4 }) });
  });

  it("offers an archived course again and keeps its mode", () => {
    const shelf = { ...EMPTY, courses: [shelved({ archived: true, mode: "open" })], drafts: [draft(7)] };
    const { outcome, changes } = publishDraft(shelf, input);
    expect(outcome).toMatchObject({ offeredAgain: true });
    expect(changes).toContainEqual({
      kind: "put-course",
      course: shelved({ version: 1, textVersion: 1, mode: "open", archived: false }),
    });
  });

  it("twice counts once, even if another member presses or another version came after", () => {
    const shelf = {
      courses: [shelved({ version: 2, textVersion: 2 })],
      versions: [version(2), version(1, { draftId: 7 })],
      drafts: [],
    };
    for (const from of [null, 0, 2]) {
      expect(publishDraft(shelf, { ...input, from })).toEqual({
        outcome: { kind: "published", courseId: "cooking", number: 1, already: true, offeredAgain: false },
        changes: [],
      });
    }
  });

  it("that was discarded or replaced comes to nothing", () => {
    expect(publishDraft({ ...EMPTY, drafts: [draft(8)] }, input)).toEqual({ outcome: { kind: "gone" }, changes: [] });
  });

  it("that was compared with an older version changes nothing; one that was not compared goes over it", () => {
    const shelf = {
      courses: [shelved({ version: 2, textVersion: 2 })],
      versions: [version(2), version(1)],
      drafts: [draft(7)],
    };
    expect(publishDraft(shelf, { ...input, from: 1 })).toEqual({
      outcome: { kind: "moved-on", courseId: "cooking" },
      changes: [],
    });
    expect(publishDraft(shelf, { ...input, from: 2 }).outcome).toMatchObject({ kind: "published", number: 3 });
    expect(publishDraft(shelf, input).outcome).toMatchObject({ kind: "published", number: 3 });
  });
});

describe("bringing a version back", () => {
  const input = { courseId: "cooking", from: 2, to: 1, hasBuiltIn: false, userId: "ben", now: NOW };
  const shelf: Shelf = {
    courses: [shelved({ version: 2, textVersion: 2, mode: "open", archived: true })],
    versions: [version(2), version(1)],
    drafts: [],
  };

  it("is a new version with the old text, and changes nothing else of the course", () => {
    expect(restoreVersion(shelf, input)).toEqual({
      outcome: "restored",
      changes: [
        {
          kind: "add-version",
          version: version(3, { restored: 1, draftId: null, publishedAt: NOW, publishedBy: "ben" }),
        },
        { kind: "put-course", course: shelved({ version: 3, textVersion: 1, mode: "open", archived: true }) },
      ],
    });
  });

  it("can bring back the built-in course, if there is one", () => {
    const { outcome, changes } = restoreVersion(shelf, { ...input, to: 0, hasBuiltIn: true });
    expect(outcome).toBe("restored");
    expect(changes).toContainEqual({
      kind: "put-course",
      course: shelved({ version: 3, textVersion: 0, mode: "open", archived: true }),
    });
    expect(restoreVersion(shelf, { ...input, to: 0 })).toEqual({ outcome: "unknown", changes: [] });
  });

  it("twice is doing so once", () => {
    const after: Shelf = {
      courses: [shelved({ version: 3, textVersion: 1 })],
      versions: [version(3, { restored: 1, draftId: null }), version(2), version(1)],
      drafts: [],
    };
    expect(restoreVersion(after, input)).toEqual({ outcome: "already", changes: [] });
    // The same press cannot mean another version.
    expect(restoreVersion(after, { ...input, to: 0, hasBuiltIn: true })).toEqual({ outcome: "moved-on", changes: [] });
  });

  it("changes nothing when another version came in between", () => {
    const later = {
      ...shelf,
      courses: [shelved({ version: 3, textVersion: 3 })],
      versions: [version(3), version(2), version(1)],
    };
    expect(restoreVersion(later, input)).toEqual({ outcome: "moved-on", changes: [] });
    const muchLater = { ...later, courses: [shelved({ version: 4, textVersion: 4 })] };
    expect(restoreVersion(muchLater, input)).toEqual({ outcome: "moved-on", changes: [] });
    expect(restoreVersion(EMPTY, { ...input, from: 0, to: 0, hasBuiltIn: true })).toEqual({
      outcome: "in-use",
      changes: [],
    });
    expect(restoreVersion(EMPTY, input)).toEqual({ outcome: "moved-on", changes: [] });
  });

  it("brings back only what has a text of its own, in that course", () => {
    const withRestored: Shelf = {
      courses: [shelved({ version: 3, textVersion: 1 })],
      versions: [
        version(9, { courseId: "baking" }),
        version(3, { restored: 1, draftId: null }),
        version(2),
        version(1),
      ],
      drafts: [],
    };
    for (const to of [3, 9, 4]) {
      expect(restoreVersion(withRestored, { ...input, from: 3, to })).toEqual({ outcome: "unknown", changes: [] });
    }
    expect(restoreVersion(withRestored, { ...input, from: 3, to: 2 }).outcome).toBe("restored");
  });
});
