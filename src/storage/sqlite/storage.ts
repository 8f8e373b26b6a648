import type { Clock } from "../../coach/ports.ts";
import type { Storage } from "../storage.ts";
import { createCohortStore } from "./cohorts.ts";
import { type Database, openDatabase } from "./database.ts";
import { createDeliveryStore } from "./deliveries.ts";
import { createDirectChannelStore } from "./direct-channels.ts";
import { createLearnerStore } from "./learners.ts";
import { createQuizStore } from "./quizzes.ts";
import { createServerScheduleStore } from "./schedules.ts";
import { createServerStore } from "./servers.ts";
import { createCourseShelf } from "./shelf.ts";

/** `file` may be `:memory:`; `clock` is for writes to wait, see `openDatabase`. Throws a `DatabaseError` for a file that cannot be used. */
export function openSqlite(file: string, clock?: Clock): Storage {
  return createStorage(openDatabase(file, clock));
}

export function createStorage(database: Database): Storage {
  return {
    shelf: createCourseShelf(database),
    learners: createLearnerStore(database),
    cohorts: createCohortStore(database),
    quizzes: createQuizStore(database),
    serverSchedules: createServerScheduleStore(database),
    deliveries: createDeliveryStore(database),
    directChannels: createDirectChannelStore(database),
    servers: createServerStore(database),
    health: { findLoss: async () => database.findLoss(), findDamage: database.findDamage },
    close: database.close,
  };
}
