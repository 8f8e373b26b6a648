import BetterSqlite from "better-sqlite3";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { editionOf } from "../../../src/course/versions.ts";
import { applyMigrations } from "../../../src/storage/sqlite/migrations.ts";
import { openSqlite } from "../../../src/storage/sqlite/storage.ts";
import type { Storage } from "../../../src/storage/storage.ts";
import { makeDatabasePath } from "../../support/database.ts";
import { claim, claimIds, WORKER } from "../claim.ts";
import { ANN, BEN, change, DAY, GUILD, MINUTE, NOW, schedule } from "../learner.ts";
import { migrationsUpTo } from "./earlier-migrations.ts";

/**
 * A database of the version in which deliveries only went to learners, with rows of every kind. Ann has a row of each
 * kind, Ben's direct messages are closed, and Cleo has left.
 */
const FILLED = `
  insert into enrolments (id, guild_id, user_id, course_id, time_zone, hidden, joined_at, activated_at, left_at,
      direct_messages_closed_at, told_of_closed_direct_messages) values
    (1, '${GUILD}', '${ANN}', 'cooking', 'Europe/Vienna', 0, 10, 11, null, null, 0),
    (2, '${GUILD}', '${BEN}', 'cooking', 'Asia/Kathmandu', 1, 20, 21, null, 22, 1),
    (4, '${GUILD}', 'cleo', 'cooking', 'UTC', 0, 30, 31, 32, null, 0);
  insert into lesson_progress values (1, 'nodes', 12, 13), (1, 'clocks', 14, null), (4, 'nodes', null, 15);
  insert into ticks values (1, 'extra', 'book', 16), (1, 'item', 'notes', 17);

  insert into reminders (id, enrolment_id, rule, rule_key, due_at, created_at) values
    (3, 1, '{"kind":"weekly","weekday":1,"time":"19:00"}', 'weekly:1:19:00', ${NOW + 7 * DAY}, 40),
    (5, 1, '{"kind":"timer","lessonId":"clocks","startedAt":14}', 'timer:clocks', ${NOW + DAY}, 41),
    (6, 2, '{"kind":"once","at":"2026-12-01T19:00","lessonId":"nodes"}', 'once:2026-12-01T19:00:nodes', ${NOW + 2 * DAY}, 42),
    (9, 2, '{"kind":"moment","instant":43,"lessonId":null}', 'moment:43:', ${NOW + 3 * DAY}, 43);
  delete from reminders where id = 9;

  insert into deliveries (id, enrolment_id, omitted, claimed_at, attempts, next_attempt_at, failure, sent_at, message_id) values
    ('sent', 1, 0, 50, 1, 50, null, 51, 'message'),
    ('failed', 1, 4, ${NOW - DAY}, 2, ${NOW + MINUTE}, '502 Bad Gateway', null, null),
    ('kept', 2, 0, ${NOW - DAY}, 0, ${NOW - DAY}, null, null, null),
    ('nothing-to-say', 4, 0, 60, 1, 60, null, 61, null);
  insert into delivery_occurrences (reminder_id, due_at, delivery_id, rule) values
    (3, ${NOW - 14 * DAY}, 'sent', '{"kind":"weekly","weekday":1,"time":"19:00"}'),
    (7, ${NOW - 2 * DAY}, 'failed', '{"kind":"timer","lessonId":"a \\"quoted\\" lesson","startedAt":5}'),
    (3, ${NOW - DAY}, 'failed', '{"kind":"weekly","weekday":1,"time":"19:00"}'),
    (3, ${NOW - 7 * DAY}, 'failed', '{"kind":"weekly","weekday":1,"time":"19:00"}'),
    (8, ${NOW - DAY}, 'kept', '{"kind":"once","at":"2026-11-22T19:00","lessonId":null}'),
    (2, 60, 'nothing-to-say', '{"kind":"moment","instant":60,"lessonId":"nodes"}');

  insert into quizzes values (7, 1, 'nodes', '["nodes/a","nodes/b@3"]', 70), (8, 1, null, '["nodes/a"]', 71);
  insert into answers values (7, 0, 'nodes/a', '[2,0]', 0, 72), (7, 1, 'nodes/b', '[1]', 1, 73);
  insert into review_cards values (1, 'nodes/a', 74, 1.5, 6.25, 1, 0, 1, 0, 72);

  insert into server_courses (guild_id, course_id, version, source, mode, archived) values
    ('${GUILD}', 'cooking', 3, 1, 'open', 0),
    ('${GUILD}', 'baking', 0, 0, 'guided', 1);
  insert into course_versions values
    ('${GUILD}', 'cooking', 1, '# One', null, 1, 80, '${ANN}'),
    ('${GUILD}', 'cooking', 2, '# Two', null, 2, 81, '${BEN}'),
    ('${GUILD}', 'cooking', 3, null, 1, null, 82, '${ANN}');
  insert into course_drafts values (5, '${GUILD}', 'cooking', '# Draft', 83, '${ANN}');
`;

function makeFilled(sql: string): string {
  const file = makeDatabasePath();
  const connection = new BetterSqlite(file);
  applyMigrations(connection, migrationsUpTo("0002_answers_of_several_choices"));
  connection.exec(sql);
  connection.close();
  return file;
}

function open(file: string): Storage {
  const storage = openSqlite(file);
  onTestFinished(() => storage.close());
  return storage;
}

const weekly = { kind: "weekly", weekday: 1, time: "19:00" } as const;

describe("a database from before deliveries could go to anyone", () => {
  let file: string;
  let storage: Storage;
  beforeEach(() => {
    file = makeFilled(FILLED);
    storage = open(file);
  });

  test("keeps every learner with their progress", async () => {
    const ann = await storage.learners.byId(1);
    expect(ann).toEqual({
      enrolment: {
        id: 1,
        guildId: GUILD,
        userId: ANN,
        courseId: "cooking",
        timeZone: "Europe/Vienna",
        hidden: false,
        joinedAt: 10,
        activatedAt: 11,
        leftAt: null,
        directMessagesClosedAt: null,
        toldOfClosedDirectMessages: false,
        refusal: null,
      },
      progress: {
        started: new Map([
          ["nodes", 12],
          ["clocks", 14],
        ]),
        completed: new Map([["nodes", 13]]),
        ticks: new Set(["extra:book", "item:notes"]),
      },
    });
    expect((await storage.learners.byId(2))?.enrolment).toMatchObject({
      hidden: true,
      directMessagesClosedAt: 22,
      toldOfClosedDirectMessages: true,
    });
    expect(await storage.learners.byId(4)).toMatchObject({ enrolment: { leftAt: 32 } });
  });

  test("keeps the pending reminders as schedules, under their ids", async () => {
    expect(await storage.learners.schedules(1)).toEqual([
      { id: 5, rule: { kind: "timer", lessonId: "clocks", startedAt: 14 }, dueAt: NOW + DAY, createdAt: 41 },
      { id: 3, rule: weekly, dueAt: NOW + 7 * DAY, createdAt: 40 },
    ]);
    expect(await storage.learners.schedules(2)).toEqual([
      {
        id: 6,
        rule: { kind: "once", at: "2026-12-01T19:00", lessonId: "nodes" },
        dueAt: NOW + 2 * DAY,
        createdAt: 42,
      },
    ]);
    expect((await schedule(storage, 1, weekly, NOW)).id).toBe(3);
  });

  test("gives no schedule the id of an old reminder, not even of a deleted one", async () => {
    expect((await schedule(storage, 1, { kind: "weekly", weekday: 5, time: "19:00" })).id).toBe(10);
  });

  test("keeps what was not sent: its recipient, its content and its next attempt", async () => {
    expect(await storage.deliveries.keptFor(1)).toEqual([
      {
        id: "failed",
        recipient: { kind: "member", guildId: GUILD, userId: ANN },
        payload: {
          kind: "reminder",
          enrolmentId: 1,
          occurrences: [
            { scheduleId: 3, dueAt: NOW - 7 * DAY, rule: weekly },
            {
              scheduleId: 7,
              dueAt: NOW - 2 * DAY,
              rule: { kind: "timer", lessonId: 'a "quoted" lesson', startedAt: 5 },
            },
            { scheduleId: 3, dueAt: NOW - DAY, rule: weekly },
          ],
          omitted: 4,
        },
        claimedAt: NOW - DAY,
        attempts: 2,
        // Nobody knows any more how those attempts ended.
        uncertainSince: NOW - DAY,
      },
    ]);
    expect(await storage.deliveries.keptFor(2)).toMatchObject([
      { id: "kept", recipient: { userId: BEN }, payload: { omitted: 0, occurrences: [{ scheduleId: 8 }] } },
    ]);
    expect(await storage.deliveries.nextDueAt()).toBe(NOW + MINUTE);
    expect(await claim(storage)).toEqual([]);
    expect(await claimIds(storage, { now: NOW + MINUTE })).toEqual(["failed"]);
    await change(storage, 2, { kind: "reopen-direct-messages", at: NOW });
    expect(await claimIds(storage, { now: NOW })).toEqual(["kept"]);
  });

  test("sends nothing twice", async () => {
    const before = await claim(storage, { now: NOW + MINUTE });
    for (const { id } of before) await storage.deliveries.markSent(id, null, NOW);
    // Even if the old reminder were due again at the same instant.
    await change(storage, 1, { kind: "reschedule", scheduleId: 3, dueAt: NOW - 14 * DAY });
    const [next] = await claim(storage, { worker: WORKER, now: NOW - 14 * DAY });
    expect(next).toBeUndefined();
    const connection = new BetterSqlite(file, { readonly: true });
    const rows = connection
      .prepare("select id, sent_at, sent_channel_id, message_id from deliveries order by id")
      .all();
    connection.close();
    expect(rows).toEqual([
      { id: "failed", sent_at: NOW, sent_channel_id: null, message_id: null },
      { id: "kept", sent_at: null, sent_channel_id: null, message_id: null },
      { id: "nothing-to-say", sent_at: 61, sent_channel_id: null, message_id: null },
      { id: "sent", sent_at: 51, sent_channel_id: null, message_id: "message" },
    ]);
  });

  test("keeps quizzes, responses and review cards", async () => {
    expect(await storage.quizzes.byId(7)).toEqual({
      id: 7,
      enrolmentId: 1,
      lessonId: "nodes",
      questionIds: ["nodes/a", "nodes/b@3"],
      startedAt: 70,
      responses: [
        { position: 0, questionId: "nodes/a", choices: [2, 0], right: false, answeredAt: 72 },
        { position: 1, questionId: "nodes/b", choices: [1], right: true, answeredAt: 73 },
      ],
    });
    expect(await storage.quizzes.byId(8)).toMatchObject({ lessonId: null, responses: [] });
    expect(await storage.quizzes.cards(1)).toEqual([
      {
        questionId: "nodes/a",
        dueAt: 74,
        stability: 1.5,
        difficulty: 6.25,
        state: 1,
        learningSteps: 0,
        repetitions: 1,
        lapses: 0,
        lastReviewAt: 72,
      },
    ]);
  });

  test("keeps each server's courses, with the text in use", async () => {
    const { courses, versions, drafts } = await storage.shelf.read(GUILD);
    expect(courses).toEqual([
      { courseId: "baking", version: 0, textVersion: 0, mode: "guided", archived: true },
      { courseId: "cooking", version: 3, textVersion: 1, mode: "open", archived: false },
    ]);
    expect(versions.map(({ number, restored, draftId }) => [number, restored, draftId])).toEqual([
      [3, 1, null],
      [2, null, 2],
      [1, null, 1],
    ]);
    expect(drafts).toEqual([{ id: 5, courseId: "cooking", importedAt: 83, importedBy: ANN }]);
    expect(await storage.shelf.markdown(GUILD, "cooking", 1)).toBe("# One");
    expect((await storage.shelf.draft(GUILD, 5))?.markdown).toBe("# Draft");
    const [, cooking] = courses;
    const course = { guildId: GUILD, courseId: "cooking", edition: cooking === undefined ? "" : editionOf(cooking) };
    const decided = await storage.learners.decide({
      enrolmentId: 1,
      course,
      decide: () => ({ value: "decided for it", changes: [] }),
    });
    expect(decided).toEqual({ kind: "decided", value: "decided for it" });
  });

  test("keeps everything of the others if one learner is erased, and has no dangling references", async () => {
    await change(storage, 1, { kind: "erase" });
    const connection = new BetterSqlite(file, { readonly: true });
    const count = (table: string) => connection.prepare(`select count(*) from ${table}`).pluck().get();
    expect([count("deliveries"), count("occurrences"), count("schedules"), count("responses")]).toEqual([2, 2, 1, 0]);
    expect(connection.pragma("foreign_key_check")).toEqual([]);
    expect(connection.pragma("integrity_check", { simple: true })).toBe("ok");
    connection.close();
  });
});

test("a database that never had a reminder gives its first schedule the id 1", async () => {
  const storage = open(
    makeFilled(`insert into enrolments (id, guild_id, user_id, course_id, time_zone, joined_at, activated_at)
      values (1, '${GUILD}', '${ANN}', 'cooking', 'UTC', 0, 0)`),
  );
  expect((await schedule(storage, 1, weekly)).id).toBe(1);
});

test("a database whose reminders were all deleted continues after the last id", async () => {
  const storage = open(
    makeFilled(`insert into enrolments (id, guild_id, user_id, course_id, time_zone, joined_at, activated_at)
        values (1, '${GUILD}', '${ANN}', 'cooking', 'UTC', 0, 0);
      insert into reminders values (41, 1, '{"kind":"weekly","weekday":1,"time":"19:00"}', 'weekly:1:19:00', 0, 0);
      delete from reminders`),
  );
  expect((await schedule(storage, 1, weekly)).id).toBe(42);
});
