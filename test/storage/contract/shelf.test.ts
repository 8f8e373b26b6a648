import { beforeEach, describe, expect, test } from "vitest";
import { keepAll } from "../../../src/coach/ports.ts";
import {
  asItComes,
  type CourseVersion,
  publishDraft,
  restoreVersion,
  type Shelf,
  type ShelfChange,
} from "../../../src/course/versions.ts";
import type { Storage } from "../../../src/storage/storage.ts";
import { ANN, BEN, COURSE, GUILD, NOW, OTHER_GUILD } from "../learner.ts";
import { ENGINES } from "./engines.ts";

describe.each(ENGINES)("a server's shelf, on $name", ({ open }) => {
  let storage: Storage;
  beforeEach(async () => {
    storage = await open();
  });

  /** Writes these changes without a rule. Gives the shelf afterwards. */
  async function write(changes: readonly ShelfChange[], guildId = GUILD): Promise<Shelf> {
    return (await storage.shelf.decide({ guildId, decide: () => ({ value: null, changes }) })).shelf;
  }

  const draftOf = (markdown: string, courseId = "cooking"): ShelfChange => ({
    kind: "save-draft",
    courseId,
    markdown,
    importedAt: NOW,
    importedBy: ANN,
  });

  /** Saves a draft. Gives its id. */
  async function save(markdown: string, { guildId = GUILD, courseId = "cooking" } = {}): Promise<number> {
    const { drafts } = await write([draftOf(markdown, courseId)], guildId);
    return drafts.find((draft) => draft.courseId === courseId)?.id ?? 0;
  }

  /** Publishes a text as the real rule does. */
  async function publish(markdown: string, parts: { guildId?: string; courseId?: string } = {}) {
    const { guildId = GUILD } = parts;
    const draftId = await save(markdown, parts);
    const { value } = await storage.shelf.decide({
      guildId,
      decide(shelf) {
        const { outcome, changes } = publishDraft(shelf, { draftId, from: null, userId: ANN, now: NOW });
        return { value: outcome, changes };
      },
    });
    return value;
  }

  const versionOf = (parts: Partial<CourseVersion>): CourseVersion => ({
    courseId: "cooking",
    number: 1,
    restored: null,
    draftId: null,
    publishedAt: NOW,
    publishedBy: ANN,
    ...parts,
  });

  test("is empty at first", async () => {
    expect(await storage.shelf.read(GUILD)).toEqual({ courses: [], versions: [], drafts: [] });
    expect(await storage.shelf.course(GUILD, COURSE)).toBeNull();
    expect(await storage.shelf.courses(GUILD)).toEqual([]);
    expect(await storage.shelf.draft(GUILD, 1)).toBeNull();
    expect(await storage.shelf.markdown(GUILD, COURSE, 1)).toBeNull();
  });

  describe("a decision", () => {
    test("sees the current shelf, and gives the shelf afterwards", async () => {
      await publish("# One");
      const draftId = await save("# Two");
      const before = await storage.shelf.read(GUILD);
      expect(before).toEqual({
        courses: [{ ...asItComes("cooking"), version: 1, textVersion: 1 }],
        versions: [versionOf({ draftId: expect.any(Number) })],
        drafts: [{ id: draftId, courseId: "cooking", importedAt: NOW, importedBy: ANN }],
      });

      const decided = await storage.shelf.decide<Shelf>({
        guildId: GUILD,
        decide: (shelf) => ({ value: shelf, changes: [{ kind: "discard-draft", draftId }] }),
      });

      expect(decided).toEqual({ value: before, shelf: { ...before, drafts: [] } });
      expect(await storage.shelf.read(GUILD)).toEqual(decided.shelf);
    });

    test("that writes nothing changes nothing", async () => {
      await publish("# One");
      const before = await storage.shelf.read(GUILD);
      expect(await storage.shelf.decide({ guildId: GUILD, decide: () => keepAll("as it was") })).toEqual({
        value: "as it was",
        shelf: before,
      });
      expect(await storage.shelf.read(GUILD)).toEqual(before);
    });

    test("that throws writes nothing", async () => {
      const deciding = storage.shelf.decide({
        guildId: GUILD,
        decide() {
          throw new Error("no rule for this");
        },
      });
      await expect(deciding).rejects.toThrow("no rule for this");
      expect(await storage.shelf.read(GUILD)).toEqual({ courses: [], versions: [], drafts: [] });
    });

    test("is written whole or not at all", async () => {
      await publish("# One");
      const before = await storage.shelf.read(GUILD);
      const same = versionOf({ restored: 0 });
      const changes: ShelfChange[] = [draftOf("# Two"), { kind: "add-version", version: same }];
      await expect(write(changes)).rejects.toThrow();
      expect(await storage.shelf.read(GUILD)).toEqual(before);
    });

    test("sees what the decision before it wrote", async () => {
      const draftId = await save("# One");
      const press = (userId: string) =>
        storage.shelf.decide({
          guildId: GUILD,
          decide(shelf) {
            const { outcome, changes } = publishDraft(shelf, { draftId, from: 0, userId, now: NOW });
            return { value: outcome, changes };
          },
        });
      const pressed = await Promise.all([press(ANN), press(BEN)]);
      const outcomes = pressed.map(({ value }) => value);
      expect(outcomes.filter((outcome) => outcome.kind === "published" && !outcome.already)).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome.kind === "published" && outcome.already)).toHaveLength(1);
      expect((await storage.shelf.read(GUILD)).versions).toHaveLength(1);
    });
  });

  describe("a draft", () => {
    test("is kept with its text", async () => {
      const id = await save("# One\r\n\nÜ 🦀\n");
      expect(await storage.shelf.draft(GUILD, id)).toEqual({
        id,
        guildId: GUILD,
        courseId: "cooking",
        markdown: "# One\r\n\nÜ 🦀\n",
        importedAt: NOW,
        importedBy: ANN,
      });
    });

    test("replaces the earlier one of its course under a new id, and the newest is listed first", async () => {
      const first = await save("# One");
      const second = await save("# Two");
      const other = await save("# Three", { courseId: "baking" });
      expect(second).toBeGreaterThan(first);
      expect(await storage.shelf.draft(GUILD, first)).toBeNull();
      expect((await storage.shelf.read(GUILD)).drafts.map(({ id }) => id)).toEqual([other, second]);
    });

    test("never gets the id of a discarded one", async () => {
      const first = await save("# One");
      await write([{ kind: "discard-draft", draftId: first }]);
      expect(await storage.shelf.draft(GUILD, first)).toBeNull();
      expect(await save("# One")).toBeGreaterThan(first);
    });

    test("belongs to its server only", async () => {
      const id = await save("# One");
      expect(await storage.shelf.draft(OTHER_GUILD, id)).toBeNull();
      expect((await storage.shelf.read(OTHER_GUILD)).drafts).toEqual([]);
      await write([{ kind: "discard-draft", draftId: id }], OTHER_GUILD);
      await save("# Away", { guildId: OTHER_GUILD });
      expect((await storage.shelf.draft(GUILD, id))?.markdown).toBe("# One");
    });

    test("of another server gives a version no text", async () => {
      const id = await save("# One");
      const version = versionOf({ draftId: id });
      await expect(write([{ kind: "add-version", version }], OTHER_GUILD)).rejects.toThrow();
      expect(await storage.shelf.read(OTHER_GUILD)).toEqual({ courses: [], versions: [], drafts: [] });
    });
  });

  describe("versions", () => {
    test("are counted by server and course, and every text is kept", async () => {
      expect(await publish("# One")).toMatchObject({ kind: "published", number: 1 });
      expect(await publish("# Two")).toMatchObject({ number: 2 });
      expect(await publish("# Else", { courseId: "baking" })).toMatchObject({ number: 1 });
      expect(await publish("# Away", { guildId: OTHER_GUILD })).toMatchObject({ number: 1 });
      const { courses, versions, drafts } = await storage.shelf.read(GUILD);
      expect(courses.map(({ courseId, version }) => [courseId, version])).toEqual([
        ["baking", 1],
        ["cooking", 2],
      ]);
      expect(versions.filter(({ courseId }) => courseId === "cooking").map(({ number }) => number)).toEqual([2, 1]);
      expect(versions.filter(({ courseId }) => courseId === "baking").map(({ number }) => number)).toEqual([1]);
      expect(drafts).toEqual([]);
      expect(await storage.shelf.markdown(GUILD, "cooking", 1)).toBe("# One");
      expect(await storage.shelf.markdown(GUILD, "cooking", 2)).toBe("# Two");
      expect(await storage.shelf.markdown(GUILD, "baking", 1)).toBe("# Else");
      expect(await storage.shelf.markdown(OTHER_GUILD, "cooking", 1)).toBe("# Away");
      expect(await storage.shelf.markdown(GUILD, "cooking", 3)).toBeNull();
    });

    test("that bring another back have no text of their own", async () => {
      await publish("# One");
      await publish("# Two");
      const { value, shelf } = await storage.shelf.decide({
        guildId: GUILD,
        decide(before) {
          const input = { courseId: "cooking", from: 2, to: 1, hasBuiltIn: false, userId: BEN, now: NOW + 1 };
          const { outcome, changes } = restoreVersion(before, input);
          return { value: outcome, changes };
        },
      });
      expect(value).toBe("restored");
      expect(shelf.courses).toEqual([{ ...asItComes("cooking"), version: 3, textVersion: 1 }]);
      expect(shelf.versions[0]).toEqual(versionOf({ number: 3, restored: 1, publishedAt: NOW + 1, publishedBy: BEN }));
      expect(await storage.shelf.markdown(GUILD, "cooking", 3)).toBeNull();
      expect(await publish("# Four")).toMatchObject({ number: 4 });
      expect(await storage.shelf.course(GUILD, "cooking")).toMatchObject({ version: 4, textVersion: 4 });
    });
  });

  describe("a course", () => {
    test("can be on the shelf before anything was published, in one server only, and is replaced as a whole", async () => {
      const open = { ...asItComes(COURSE), mode: "open" } as const;
      const archived = { ...asItComes(COURSE), archived: true };
      await write([{ kind: "put-course", course: open }]);
      await write([{ kind: "put-course", course: archived }], OTHER_GUILD);
      expect(await storage.shelf.courses(GUILD)).toEqual([open]);
      expect(await storage.shelf.course(GUILD, COURSE)).toEqual(open);
      expect(await storage.shelf.course(OTHER_GUILD, COURSE)).toEqual(archived);
      await write([{ kind: "put-course", course: archived }]);
      expect(await storage.shelf.course(GUILD, COURSE)).toEqual(archived);
    });

    test("is listed in order of its id", async () => {
      for (const courseId of ["soup", "baking", "cooking"]) {
        await write([{ kind: "put-course", course: asItComes(courseId) }]);
      }
      const ids = (await storage.shelf.courses(GUILD)).map(({ courseId }) => courseId);
      expect(ids).toEqual(["baking", "cooking", "soup"]);
    });
  });
});
