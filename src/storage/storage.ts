import type { CourseShelf } from "../coach/course-ports.ts";
import type { Enrolments, ProgressStore, Quizzes } from "../coach/learner-ports.ts";
import type { Deliveries, Reminders } from "../coach/reminder-ports.ts";
import { createCourseShelf } from "./course-shelf.ts";
import { type Database, openDatabase } from "./database.ts";
import { createDeliveryStore } from "./deliveries.ts";
import { createEnrolmentStore } from "./enrolments.ts";
import { createProgressStore } from "./progress.ts";
import { createQuizStore } from "./quizzes.ts";
import { createReminderStore } from "./reminders.ts";

export type Storage = {
  shelf: CourseShelf;
  enrolments: Enrolments;
  progress: ProgressStore;
  quizzes: Quizzes;
  reminders: Reminders;
  deliveries: Deliveries;
  close(): void;
};

/** `file` may be `:memory:`. Throws a `DatabaseError` for a file that cannot be used. */
export function openStorage(file: string): Storage {
  return createStorage(openDatabase(file));
}

export function createStorage(database: Database): Storage {
  return {
    shelf: createCourseShelf(database),
    enrolments: createEnrolmentStore(database),
    progress: createProgressStore(database),
    quizzes: createQuizStore(database),
    reminders: createReminderStore(database),
    deliveries: createDeliveryStore(database),
    close: database.close,
  };
}
