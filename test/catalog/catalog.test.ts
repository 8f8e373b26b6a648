import { beforeEach, describe, expect, test, vi } from "vitest";
import { createCatalog } from "../../src/catalog/catalog.ts";
import type { Catalog } from "../../src/coach/courses/ports.ts";
import * as parser from "../../src/course/markdown/parse-course.ts";
import {
  asItComes,
  editionOf,
  findShelved,
  publishDraft,
  restoreVersion,
  type ShelvedCourse,
} from "../../src/course/versions.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { ANN, GUILD, NOW, OTHER_GUILD } from "../storage/learner.ts";
import { makeCourse, makeQuestion } from "../support/course.ts";
import { openTestStorage } from "../support/database.ts";

vi.mock(import("../../src/course/markdown/parse-course.ts"), { spy: true });

const builtIn = {
  course: makeCourse([["knives", "heat"]], { id: "cooking", title: "Cooking" }),
  questions: [makeQuestion("knives", "grip"), makeQuestion("heat", "oil")],
  notes: new Map(["knives", "heat"].map((lesson) => [lesson, { brief: [] }])),
  markdown: "",
};

const markdownOf = (title: string, lesson: string) =>
  `# ${title}\n\n## Learning Path\n\n### Phase 1: Basics\n\n1. **${lesson}** — [Article](https://example.com/)\n`;

let storage: Storage;
let catalog: Catalog;
beforeEach(() => {
  storage = openTestStorage();
  catalog = createCatalog([builtIn], storage.shelf);
});

async function publish(markdown: string, { guildId = GUILD, courseId = "cooking" } = {}): Promise<void> {
  const saved = await storage.shelf.decide({
    guildId,
    decide: () => ({
      value: null,
      changes: [{ kind: "save-draft", courseId, markdown, importedAt: NOW, importedBy: ANN }],
    }),
  });
  const draftId = saved.shelf.drafts[0]?.id ?? 0;
  await storage.shelf.decide({
    guildId,
    decide: (shelf) => ({
      value: null,
      changes: publishDraft(shelf, { draftId, from: null, userId: ANN, now: NOW }).changes,
    }),
  });
}

async function restore(from: number, to: number): Promise<void> {
  const input = { courseId: "cooking", from, to, hasBuiltIn: true, userId: ANN, now: NOW };
  await storage.shelf.decide({
    guildId: GUILD,
    decide: (shelf) => ({ value: null, changes: restoreVersion(shelf, input).changes }),
  });
}

async function put(courseId: string, parts: Partial<ShelvedCourse>): Promise<void> {
  await storage.shelf.decide({
    guildId: GUILD,
    decide: (shelf) => ({
      value: null,
      changes: [{ kind: "put-course", course: { ...findShelved(shelf, courseId), ...parts } }],
    }),
  });
}

describe("the catalog of a server", () => {
  test("that published nothing has the built-in courses", async () => {
    const { markdown: _, ...content } = builtIn;
    expect(await catalog.courses(GUILD)).toEqual([
      {
        ...content,
        mode: "guided",
        archived: false,
        version: 0,
        textVersion: 0,
        edition: editionOf(asItComes("cooking")),
      },
    ]);
    expect((await catalog.course(GUILD, "cooking"))?.course).toBe(builtIn.course);
    expect(await catalog.course(GUILD, "baking")).toBeNull();
  });

  test("has its own courses after the built-in ones, and no other server sees them", async () => {
    await publish(markdownOf("Baking", "Dough"), { courseId: "baking" });
    expect((await catalog.courses(GUILD)).map(({ course }) => course.title)).toEqual(["Cooking", "Baking"]);
    expect((await catalog.course(GUILD, "baking"))?.course).toMatchObject({ id: "baking", title: "Baking" });
    expect((await catalog.courses(OTHER_GUILD)).map(({ course }) => course.title)).toEqual(["Cooking"]);
    expect(await catalog.course(OTHER_GUILD, "baking")).toBeNull();
  });

  test("has its own version of a built-in course, with the questions and notes of the lessons that stayed", async () => {
    await publish(markdownOf("Our Cooking", "Heat"));
    const own = await catalog.course(GUILD, "cooking");
    expect(own).toMatchObject({ course: { title: "Our Cooking" }, version: 1 });
    expect(own?.questions).toEqual([builtIn.questions[1]]);
    expect([...(own?.notes.keys() ?? [])]).toEqual(["heat"]);
    expect((await catalog.course(OTHER_GUILD, "cooking"))?.course).toBe(builtIn.course);
  });

  test("has the newest version, or the one that was brought back, even the built-in one", async () => {
    await publish(markdownOf("First", "Heat"));
    const first = await catalog.course(GUILD, "cooking");
    await publish(markdownOf("Second", "Heat"));
    expect((await catalog.course(GUILD, "cooking"))?.course.title).toBe("Second");
    await restore(2, 1);
    expect(await catalog.course(GUILD, "cooking")).toEqual({
      ...first,
      version: 3,
      textVersion: 1,
      edition: expect.any(String),
    });
    await restore(3, 0);
    expect((await catalog.course(GUILD, "cooking"))?.course).toBe(builtIn.course);
  });

  test("keeps an archived course, marked as archived, with its mode", async () => {
    await put("cooking", { archived: true });
    await put("cooking", { mode: "open" });
    expect(await catalog.course(GUILD, "cooking")).toMatchObject({ archived: true, mode: "open" });
    expect(await catalog.courses(OTHER_GUILD)).toMatchObject([{ archived: false, mode: "guided" }]);
  });

  test("is separate from another server's, even if the ids and versions are the same", async () => {
    await publish(markdownOf("Ours", "Dough"), { courseId: "baking" });
    await publish(markdownOf("Theirs", "Dough"), { guildId: OTHER_GUILD, courseId: "baking" });
    expect((await catalog.course(GUILD, "baking"))?.course.title).toBe("Ours");
    expect((await catalog.course(OTHER_GUILD, "baking"))?.course.title).toBe("Theirs");
    expect((await catalog.course(GUILD, "baking"))?.course.title).toBe("Ours");
  });

  test("parses a version once", async () => {
    await publish(markdownOf("Baking", "Dough"), { courseId: "baking" });
    vi.mocked(parser.parseCourse).mockClear();
    await catalog.courses(GUILD);
    await catalog.courses(GUILD);
    await catalog.course(GUILD, "baking");
    expect(parser.parseCourse).toHaveBeenCalledTimes(1);
  });

  test("leaves out a text that the parser refuses now, and a built-in course that is gone", async () => {
    await publish("# Nothing here", { courseId: "baking" });
    await put("gardening", { mode: "open" });
    expect((await catalog.courses(GUILD)).map(({ course }) => course.id)).toEqual(["cooking"]);
    expect(await catalog.course(GUILD, "baking")).toBeNull();
  });

  test("gives each course the edition that the store compares", async () => {
    const editions: (string | undefined)[] = [];
    const note = async () => {
      const served = await catalog.course(GUILD, "cooking");
      const shelved = findShelved(await storage.shelf.read(GUILD), "cooking");
      expect(served?.edition).toBe(editionOf(shelved));
      editions.push(served?.edition);
    };
    await note();
    await publish(markdownOf("First", "Heat"));
    await note();
    await put("cooking", { mode: "open" });
    await note();
    await put("cooking", { archived: true });
    await note();
    await restore(1, 0);
    await note();
    expect(new Set(editions).size).toBe(5);
  });

  test("is parsed one course at a time, so that other work can run in between", async () => {
    for (const courseId of ["one", "two", "three"]) await publish(markdownOf(courseId, "Lesson"), { courseId });
    let turns = 0;
    let reading = true;
    const count = () => {
      turns += 1;
      if (reading) setImmediate(count);
    };
    setImmediate(count);
    const courses = await catalog.courses(GUILD);
    reading = false;
    expect(courses).toHaveLength(4);
    expect(turns).toBeGreaterThanOrEqual(3);
  });

  test("is parsed once if it is asked for twice at once", async () => {
    await publish(markdownOf("Baking", "Dough"), { courseId: "baking" });
    vi.mocked(parser.parseCourse).mockClear();
    const [one, other] = await Promise.all([catalog.course(GUILD, "baking"), catalog.course(GUILD, "baking")]);
    expect(one?.course).toBe(other?.course);
    expect(parser.parseCourse).toHaveBeenCalledOnce();
  });
});
