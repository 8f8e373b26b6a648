import { beforeEach, describe, expect, test } from "vitest";
import type { CourseDraft } from "../../src/coach/courses/ports.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { openTestStorage } from "../support/database.ts";
import { ANN, BEN, COURSE, enrol, GUILD, NOW } from "./learner.ts";

let storage: Storage;
beforeEach(() => {
  storage = openTestStorage();
});

async function importDraft(markdown: string, { guildId = GUILD, courseId = "cooking" } = {}): Promise<CourseDraft> {
  const input = { guildId, courseId, markdown, importedAt: NOW, importedBy: ANN };
  return (await storage.shelf.saveDraft(input)).draft;
}

async function publish(markdown: string, parts: { guildId?: string; courseId?: string } = {}) {
  const { id: draftId, guildId } = await importDraft(markdown, parts);
  return storage.shelf.publish({ guildId, draftId, from: null, userId: ANN, now: NOW });
}

describe("a draft", () => {
  test("takes the place of the course's earlier one, under another id", async () => {
    const first = await importDraft("# One");
    const second = await importDraft("# Two");
    const other = await importDraft("# Three", { courseId: "baking" });
    expect(second.id).not.toBe(first.id);
    expect(await storage.shelf.draft(GUILD, first.id)).toBeNull();
    expect(await storage.shelf.drafts(GUILD)).toEqual([other, second]);
  });

  test("is its server's alone", async () => {
    const { id } = await importDraft("# One");
    expect(await storage.shelf.draft("9", id)).toBeNull();
    expect(await storage.shelf.drafts("9")).toEqual([]);
    expect(await storage.shelf.discardDraft("9", id)).toBe(false);
    expect(await storage.shelf.publish({ guildId: "9", draftId: id, from: null, userId: BEN, now: NOW })).toEqual({
      kind: "gone",
    });
    expect(await storage.shelf.draft(GUILD, id)).not.toBeNull();
  });

  test("that was discarded is gone, and cannot be published", async () => {
    const { id } = await importDraft("# One");
    expect(await storage.shelf.discardDraft(GUILD, id)).toBe(true);
    expect(await storage.shelf.discardDraft(GUILD, id)).toBe(false);
    expect(await storage.shelf.publish({ guildId: GUILD, draftId: id, from: null, userId: ANN, now: NOW })).toEqual({
      kind: "gone",
    });
    expect(await storage.shelf.courses(GUILD)).toEqual([]);
  });
});

describe("publishing", () => {
  test("counts versions by server and course, and keeps every text", async () => {
    expect(await publish("# One")).toEqual({
      ...{ kind: "published", courseId: "cooking", number: 1, already: false, offeredAgain: false },
    });
    expect(await publish("# Two")).toMatchObject({ number: 2 });
    expect(await publish("# Else", { courseId: "baking" })).toMatchObject({ number: 1 });
    expect(await publish("# Away", { guildId: "9" })).toMatchObject({ number: 1 });
    expect(await storage.shelf.course(GUILD, "cooking")).toMatchObject({ version: 2, source: 2 });
    expect((await storage.shelf.versions(GUILD, "cooking")).map(({ number }) => number)).toEqual([2, 1]);
    expect(await storage.shelf.source(GUILD, "cooking", 1)).toBe("# One");
    expect(await storage.shelf.source("9", "cooking", 1)).toBe("# Away");
    expect(await storage.shelf.drafts(GUILD)).toEqual([]);
  });

  test("twice is publishing once", async () => {
    const { id: draftId } = await importDraft("# One");
    const input = { guildId: GUILD, draftId, from: null, userId: ANN, now: NOW };
    await storage.shelf.publish(input);
    expect(await storage.shelf.publish({ ...input, userId: BEN })).toEqual({
      kind: "published",
      courseId: "cooking",
      number: 1,
      already: true,
      offeredAgain: false,
    });
    expect(await storage.shelf.versions(GUILD, "cooking")).toHaveLength(1);
  });

  test("offers an archived course again and keeps its mode", async () => {
    await publish("# One");
    await storage.shelf.setArchived(GUILD, "cooking", true);
    await storage.shelf.setMode(GUILD, "cooking", "open");
    await publish("# Two");
    expect(await storage.shelf.course(GUILD, "cooking")).toMatchObject({ archived: false, mode: "open" });
  });
});

describe("bringing a version back", () => {
  const input = { guildId: GUILD, courseId: "cooking", userId: BEN, now: NOW + 1 };

  test("is a new version with the old text in force", async () => {
    await publish("# One");
    await publish("# Two");
    expect(await storage.shelf.restore({ ...input, from: 2, to: 1 })).toBe(true);
    expect(await storage.shelf.course(GUILD, "cooking")).toMatchObject({ version: 3, source: 1 });
    expect((await storage.shelf.versions(GUILD, "cooking"))[0]).toEqual({
      number: 3,
      restored: 1,
      publishedAt: NOW + 1,
      publishedBy: BEN,
    });
    expect(await publish("# Four")).toMatchObject({ number: 4 });
    expect(await storage.shelf.course(GUILD, "cooking")).toMatchObject({ version: 4, source: 4 });
  });

  test("changes nothing when another version came in between, in another server, or where there is none", async () => {
    await publish("# One");
    await publish("# Two");
    await publish("# Three");
    expect(await storage.shelf.restore({ ...input, from: 2, to: 1 })).toBe(false);
    expect(await storage.shelf.restore({ ...input, guildId: "9", from: 3, to: 1 })).toBe(false);
    expect(await storage.shelf.course(GUILD, "cooking")).toMatchObject({ version: 3, source: 3 });
  });
});

test("a mode and an archive mark can be set before anything was published, each in one server", async () => {
  await storage.shelf.setMode(GUILD, COURSE, "open");
  await storage.shelf.setArchived("9", COURSE, true);
  const untouched = { courseId: COURSE, version: 0, source: 0 };
  expect(await storage.shelf.courses(GUILD)).toEqual([{ ...untouched, mode: "open", archived: false }]);
  expect(await storage.shelf.course("9", COURSE)).toEqual({ ...untouched, mode: "guided", archived: true });
});

test("the census counts active learners, hidden ones too, and who completed what", async () => {
  const ann = await enrol(storage);
  const ben = await enrol(storage, { userId: BEN });
  const left = await enrol(storage, { userId: "left" });
  await enrol(storage, { guildId: "9" });
  await storage.enrolments.setHidden(GUILD, BEN, true);
  for (const { id: enrolmentId } of [ann, ben, left]) {
    await storage.progress.completeLessons({ enrolmentId, lessonIds: ["nodes"], now: NOW });
  }
  await storage.progress.startLesson({ enrolmentId: ann.id, lessonId: "clocks", now: NOW, timerDueAt: null });
  await storage.enrolments.leave({ enrolmentId: left.id, erase: false, now: NOW });
  expect(await storage.enrolments.census(GUILD, COURSE)).toEqual({ learners: 2, completions: new Map([["nodes", 2]]) });
});

test("the course chosen last is the current one; one that was left cannot be chosen", async () => {
  const first = await enrol(storage, { courseId: "first", now: NOW });
  const second = await enrol(storage, { courseId: "second", now: NOW + 1 });
  await storage.enrolments.makeCurrent(first, NOW + 1);
  expect((await storage.enrolments.ofMember(GUILD, ANN)).map(({ id }) => id)).toEqual([first.id, second.id]);
  await storage.enrolments.leave({ enrolmentId: second.id, erase: false, now: NOW + 3 });
  await storage.enrolments.makeCurrent(second, NOW + 4);
  expect(await storage.enrolments.ofMember(GUILD, ANN)).toEqual([first]);
});
