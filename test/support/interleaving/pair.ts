import { onTestFinished } from "vitest";
import type { BuiltInCourse } from "../../../src/coach/courses/ports.ts";
import { openSqlite } from "../../../src/storage/sqlite/storage.ts";
import { makeCoach, START, type TestCoach } from "../coach.ts";
import { makeCourse, makeQuestion } from "../course.ts";
import { makeDatabasePath } from "../database.ts";
import { createHandClock, type HandClock } from "../hand-clock.ts";
import { type HeldStorage, holdStorage } from "./held.ts";

export type HeldCoach = TestCoach & Pick<HeldStorage, "holdCall" | "holdAnswer">;

const CONTENT: BuiltInCourse = {
  course: makeCourse([["a", "b"], ["c"]], { id: "sample", title: "Sample" }),
  questions: [makeQuestion("a", "one")],
  notes: new Map(),
  markdown: "",
};

/** Two complete coaches on one database file, each with a connection and a delivery loop of its own, and one clock. */
export function makePair(): { left: HeldCoach; right: HeldCoach; clock: HandClock; file: string } {
  const file = makeDatabasePath();
  const clock = createHandClock(START);
  const open = (): HeldCoach => {
    const storage = openSqlite(file);
    onTestFinished(storage.close);
    const { holdCall, holdAnswer, ...held } = holdStorage(storage);
    return { ...makeCoach([CONTENT], { storage: held.storage, clock }), holdCall, holdAnswer };
  };
  return { left: open(), right: open(), clock, file };
}
