import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import type { BuiltInCourse } from "../../../src/coach/courses/ports.ts";
import { openDatabase } from "../../../src/storage/sqlite/database.ts";
import { sql } from "../../../src/storage/sqlite/drizzle.ts";
import { createStorage } from "../../../src/storage/sqlite/storage.ts";
import type { Storage } from "../../../src/storage/storage.ts";
import { expectValue, GUILD, makeCoach } from "../coach.ts";
import { makeCourse, makeQuestion } from "../course.ts";
import { writeCourse } from "../markdown.ts";
import type { Seen } from "./perform.ts";
import { openRows, type RowReader } from "./rows.ts";

const QUESTIONS = ["alpha", "beta", "gamma", "delta"].flatMap((lesson) => [
  makeQuestion(lesson, "one"),
  makeQuestion(lesson, "two"),
]);

export const BUILT_INS: readonly BuiltInCourse[] = [
  {
    course: makeCourse([["alpha", "beta"], ["gamma"], ["delta"]], {
      id: "sample",
      title: "Sample",
      extras: [{ id: "reader", title: "Reader", linkTitle: null, link: null, alternates: [] }],
      checklist: [{ id: "essay", text: "An essay", phase: null }],
    }),
    questions: QUESTIONS,
    notes: new Map(),
    markdown: writeCourse("Sample", ["Alpha", "Beta"], ["Gamma"], ["Delta"]),
  },
  {
    course: makeCourse([["alpha"], ["beta"]], { id: "other", title: "Other" }),
    questions: [],
    notes: new Map(),
    markdown: writeCourse("Other", ["Alpha"], ["Beta"]),
  },
];

/** The texts that are imported. They have the same lessons in another order, or without some of them. */
export const TEXTS = new Map([
  ["text-0", writeCourse("Sample", ["Gamma"], ["Alpha"], ["Beta"])],
  ["text-1", writeCourse("Sample", ["Delta", "Beta"], ["Gamma"])],
  ["text-2", writeCourse("Sample", ["Alpha", "Beta", "Gamma", "Delta"])],
]);

/** Member 1 may have two more reminders before the limit. */
const REMINDERS_OF_MEMBER_1 = 18;

/** One database file that two storages have open. It is the same at the start of every run. */
export type Town = {
  storages: readonly [Storage, Storage];
  rows: RowReader;
  /** What the members can press at the start. */
  seen(): Seen;
  /** Restores the file to its first state. */
  reset(): void;
  close(): void;
};

export async function openTown(): Promise<Town> {
  // Loaded when it is first needed, which would be a wait that the scheduler does not know.
  await import("../../../src/course/markdown/parse-course.ts");
  await import("../../../src/reminders/when.ts");
  const folder = mkdtempSync(join(tmpdir(), "lockstep-town-"));
  const [file, first] = [join(folder, "lockstep.db"), join(folder, "first.db")];
  const storages = [openWithoutSync(file), openWithoutSync(file)] as const;
  const seen = await settle(storages[0]);
  const keeper = new Sqlite(file);
  keeper.exec(`vacuum into '${first}'`);
  keeper.exec(`attach '${first}' as first`);
  keeper.pragma("foreign_keys = off");
  keeper.pragma("synchronous = off");
  const tables = keeper
    .prepare<[], string>(
      "select name from main.sqlite_master where type = 'table' and name not like '\\_\\_%' escape '\\'",
    )
    .pluck()
    .all();
  const rows = openRows(file);
  const reset = keeper.transaction(() => {
    for (const table of tables) {
      keeper.exec(`delete from main."${table}"`);
      keeper.exec(`insert into main."${table}" select * from first."${table}"`);
    }
  });
  return {
    storages,
    rows,
    seen: () => ({ enrolments: new Map(seen.enrolments), quizzes: new Map(seen.quizzes) }),
    reset,
    close() {
      rows.close();
      keeper.close();
      for (const storage of storages) storage.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Like `openSqlite`, but no commit waits for the disk, because tests have no power cuts. */
function openWithoutSync(file: string): Storage {
  const database = openDatabase(file);
  database.orm.run(sql`pragma synchronous = off`);
  return createStorage(database);
}

/** Two members in both courses, with everything that they need to collide from the first step. */
async function settle(storage: Storage): Promise<Seen> {
  const test = makeCoach(BUILT_INS, { storage });
  const { learning, reminders, quizzes, courses } = test.coach;
  const seen: Seen = { enrolments: new Map(), quizzes: new Map() };
  for (const userId of ["1", "2"]) {
    for (const courseId of ["other", "sample"]) {
      const joined = await learning.joinCourse({ guildId: GUILD, userId, courseId, timeZone: "Europe/Vienna" });
      seen.enrolments.set(`${userId}/${courseId}`, [expectValue(joined).learner.enrolment.id]);
    }
    const who = { guildId: GUILD, userId };
    for (let count = 0; count < (userId === "1" ? REMINDERS_OF_MEMBER_1 : 2); count += 1) {
      const time = `${String(13 + (count % 10)).padStart(2, "0")}:15`;
      expectValue(await reminders.addWeeklyReminder({ ...who, weekday: 1 + (count % 7), time }));
    }
    expectValue(await learning.startLesson({ ...who, lessonId: "alpha" }));
    const begun = expectValue(await quizzes.beginQuiz({ ...who, lessonId: "alpha" }));
    seen.quizzes.set(userId, [begun.quiz.id]);
  }
  const address = "text-1";
  test.attached.set(address, { kind: "text", text: TEXTS.get(address) ?? "" });
  const file = { name: "path.md", address, bytes: 100 };
  expectValue(await courses.importCourse({ guildId: GUILD, userId: "admin", file, courseId: "sample" }));
  await test.loop.stop();
  return seen;
}
