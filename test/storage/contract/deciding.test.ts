import { beforeEach, describe, expect, test, vi } from "vitest";
import type { LockedLearner } from "../../../src/coach/learning/ports.ts";
import { keepAll } from "../../../src/coach/ports.ts";
import { asItComes, editionOf, type ShelvedCourse } from "../../../src/course/versions.ts";
import { addReminder } from "../../../src/reminders/schedule.ts";
import type { Storage } from "../../../src/storage/storage.ts";
import type { Enrolment } from "../../../src/study/enrolment.ts";
import {
  ANN,
  BEN,
  COURSE,
  change,
  DAY,
  enrol,
  FRIDAYS,
  GUILD,
  MONDAYS,
  NOW,
  OTHER_GUILD,
  schedule,
} from "../learner.ts";
import { ENGINES } from "./engines.ts";

describe.each(ENGINES)("a decision for a learner, on $name", ({ open }) => {
  let storage: Storage;
  let ann: Enrolment;
  beforeEach(async () => {
    storage = await open();
    ann = await enrol(storage);
  });

  test("sees the current rows of the learner, and the member's other enrolments in the server", async () => {
    const left = await enrol(storage, { courseId: "left", now: NOW - DAY });
    await change(storage, left.id, { kind: "leave", at: NOW });
    await enrol(storage, { guildId: OTHER_GUILD });
    await enrol(storage, { userId: BEN });
    await change(
      storage,
      ann.id,
      { kind: "start", lessonId: "nodes", at: NOW },
      { kind: "complete", lessonId: "clocks", at: NOW + 1 },
      { kind: "tick", item: { kind: "extra", id: "book" }, at: NOW },
    );
    const later = await schedule(storage, ann.id, MONDAYS, NOW + DAY);
    const sooner = await schedule(storage, ann.id, FRIDAYS, NOW);

    const seen = await storage.learners.decide<LockedLearner>({ enrolmentId: ann.id, course: null, decide: keepAll });

    expect(seen).toEqual({
      kind: "decided",
      value: {
        enrolment: ann,
        progress: {
          started: new Map([["nodes", NOW]]),
          completed: new Map([["clocks", NOW + 1]]),
          ticks: new Set(["extra:book"]),
        },
        enrolments: [ann, { ...left, leftAt: NOW }],
        schedules: [sooner, later],
      },
    });
  });

  test("sees what the decision before it wrote", async () => {
    const add = (weekday: number) =>
      storage.learners.decide({
        enrolmentId: ann.id,
        course: null,
        decide: ({ schedules }) => ({
          value: schedules.length,
          changes: [{ kind: "schedule", rule: { kind: "weekly", weekday, time: "19:00" }, dueAt: NOW, createdAt: NOW }],
        }),
      });
    const counted = await Promise.all([1, 2, 3, 4].map(add));
    expect(counted.map((outcome) => (outcome.kind === "decided" ? outcome.value : null)).sort()).toEqual([0, 1, 2, 3]);
  });

  test("that writes nothing changes nothing", async () => {
    await schedule(storage, ann.id, MONDAYS);
    const before = [await storage.learners.byId(ann.id), await storage.learners.schedules(ann.id)];
    expect(
      await storage.learners.decide({ enrolmentId: ann.id, course: null, decide: () => keepAll("as it was") }),
    ).toEqual({ kind: "decided", value: "as it was" });
    expect([await storage.learners.byId(ann.id), await storage.learners.schedules(ann.id)]).toEqual(before);
  });

  test("that throws writes nothing, and the caller gets the error", async () => {
    const before = await storage.learners.byId(ann.id);
    const deciding = storage.learners.decide({
      enrolmentId: ann.id,
      course: null,
      decide() {
        throw new Error("no rule for this");
      },
    });
    await expect(deciding).rejects.toThrow("no rule for this");
    expect(await storage.learners.byId(ann.id)).toEqual(before);
  });

  test("is written whole or not at all", async () => {
    const before = await storage.learners.byId(ann.id);
    const changing = change(
      storage,
      ann.id,
      { kind: "complete", lessonId: "nodes", at: NOW },
      { kind: "leave", at: NOW },
      { kind: "schedule", rule: MONDAYS, dueAt: Number.NaN, createdAt: NOW },
    );
    await expect(changing).rejects.toThrow();
    expect(await storage.learners.byId(ann.id)).toEqual(before);
    // The store still works.
    await change(storage, ann.id, { kind: "complete", lessonId: "nodes", at: NOW });
  });

  test("about a learner who is gone is not made", async () => {
    await change(storage, ann.id, { kind: "erase" });
    const decide = vi.fn(() => keepAll(null));
    const course = { guildId: GUILD, courseId: COURSE, edition: "another" };
    expect(await storage.learners.decide({ enrolmentId: ann.id, course: null, decide })).toEqual({ kind: "gone" });
    expect(await storage.learners.decide({ enrolmentId: ann.id, course, decide })).toEqual({ kind: "gone" });
    expect(decide).not.toHaveBeenCalled();
  });
});

describe.each(ENGINES)("a decision for a course, on $name", ({ open }) => {
  let storage: Storage;
  let ann: Enrolment;
  beforeEach(async () => {
    storage = await open();
    ann = await enrol(storage);
  });

  const asBuiltIn = asItComes(COURSE);
  const put = (course: ShelvedCourse, guildId = GUILD) =>
    storage.shelf.decide({ guildId, decide: () => ({ value: null, changes: [{ kind: "put-course", course }] }) });

  /** Makes both kinds of decision for this course. Gives their outcomes. */
  async function decideFor(course: ShelvedCourse) {
    const decide = vi.fn(() => keepAll(null));
    const edition = { guildId: GUILD, courseId: course.courseId, edition: editionOf(course) };
    const outcomes = [
      await storage.learners.decide({ enrolmentId: ann.id, course: edition, decide }),
      await storage.learners.decideForMember({ guildId: GUILD, userId: ANN, course: edition, decide }),
    ];
    return { kinds: outcomes.map(({ kind }) => kind), calls: decide.mock.calls.length };
  }

  test("is made if the server has not changed the course", async () => {
    expect(await decideFor(asBuiltIn)).toEqual({ kinds: ["decided", "decided"], calls: 2 });
  });

  test.each<[string, Partial<ShelvedCourse>]>([
    ["has a newer version", { version: 1, textVersion: 1 }],
    ["is studied in another mode", { mode: "open" }],
    ["was archived", { archived: true }],
  ])("is not made if the course %s meanwhile, but is made for the newer course", async (_, parts) => {
    const changed = { ...asBuiltIn, ...parts };
    await put(changed);
    expect(await decideFor(asBuiltIn)).toEqual({ kinds: ["course-moved", "course-moved"], calls: 0 });
    expect(await decideFor(changed)).toEqual({ kinds: ["decided", "decided"], calls: 2 });
  });

  test("does not depend on other courses or other servers", async () => {
    await put({ ...asItComes("other"), mode: "open" });
    await put({ ...asBuiltIn, mode: "open" }, OTHER_GUILD);
    expect(await decideFor(asBuiltIn)).toEqual({ kinds: ["decided", "decided"], calls: 2 });
  });

  test("is made even if the course has changed, if the decision does not depend on it", async () => {
    await put({ ...asBuiltIn, archived: true });
    const outcome = await storage.learners.decide({ enrolmentId: ann.id, course: null, decide: () => keepAll(1) });
    expect(outcome).toEqual({ kind: "decided", value: 1 });
  });

  test("writes nothing if the course has changed", async () => {
    await put({ ...asBuiltIn, mode: "open" });
    const edition = { guildId: GUILD, courseId: COURSE, edition: editionOf(asBuiltIn) };
    await storage.learners.decide({
      enrolmentId: ann.id,
      course: edition,
      decide: () => ({ value: null, changes: [{ kind: "complete", lessonId: "nodes", at: NOW }] }),
    });
    await storage.learners.decideForMember({
      guildId: GUILD,
      userId: ANN,
      course: edition,
      decide: () => ({ value: null, changes: [{ kind: "hide", hidden: true }] }),
    });
    const record = await storage.learners.byId(ann.id);
    expect(record?.enrolment).toEqual(ann);
    expect(record?.progress.completed.size).toBe(0);
  });
});

describe.each(ENGINES)("decisions on two connections, on $name", ({ openTwo }) => {
  test("see each other's writes, so that a limit holds", async () => {
    const [one, other] = await openTwo();
    const { id: enrolmentId } = await enrol(one);
    const add = (storage: Storage, hour: number) =>
      storage.learners.decide({
        enrolmentId,
        course: null,
        decide({ schedules }) {
          const time = `${String(hour).padStart(2, "0")}:00`;
          const rule = { kind: "weekly", weekday: 1, time } as const;
          const adding = addReminder(schedules, { rule, dueAt: NOW, now: NOW });
          return { value: adding.kind, changes: adding.kind === "added" ? adding.changes : [] };
        },
      });
    const hours = Array.from({ length: 24 }, (_, hour) => hour);
    const outcomes = await Promise.all(hours.map((hour) => add(hour % 2 === 0 ? one : other, hour)));
    const kinds = outcomes.map((outcome) => (outcome.kind === "decided" ? outcome.value : outcome.kind));
    expect(kinds.filter((kind) => kind === "added")).toHaveLength(20);
    expect(kinds.filter((kind) => kind === "full")).toHaveLength(4);
    expect(await one.learners.schedules(enrolmentId)).toHaveLength(20);
  });

  test("notice that a course was changed on the other connection", async () => {
    const [one, other] = await openTwo();
    const { id: enrolmentId } = await enrol(one);
    const course = { guildId: GUILD, courseId: COURSE, edition: editionOf(asItComes(COURSE)) };
    await other.shelf.decide({
      guildId: GUILD,
      decide: () => ({
        value: null,
        changes: [{ kind: "put-course", course: { ...asItComes(COURSE), archived: true } }],
      }),
    });
    expect(await one.learners.decide({ enrolmentId, course, decide: () => keepAll(null) })).toEqual({
      kind: "course-moved",
    });
  });
});
