import type { Cohorts } from "../coach/cohort/ports.ts";
import type { CourseShelf } from "../coach/courses/ports.ts";
import type { Learners } from "../coach/learning/ports.ts";
import type { Quizzes } from "../coach/quizzes/ports.ts";
import type { Deliveries, DirectChannels, ServerSchedules } from "../coach/reminders/ports.ts";
import type { Servers } from "../coach/servers/ports.ts";
import type { DatabaseError } from "./database-error.ts";

/** Whether what members are told is kept really is. Each question is answered with null if all is well. */
export type Health = {
  /** Why what is written is not kept. Cheap enough to ask every few seconds. */
  findLoss(): Promise<DatabaseError | null>;
  /** What is damaged in what is kept, as far as opening did not look for it already. Others work meanwhile. */
  findDamage(): Promise<DatabaseError | null>;
};

/** What every engine provides. The tests in `test/storage/contract` run against each engine. */
export type Storage = {
  shelf: CourseShelf;
  learners: Learners;
  cohorts: Cohorts;
  quizzes: Quizzes;
  serverSchedules: ServerSchedules;
  deliveries: Deliveries;
  directChannels: DirectChannels;
  servers: Servers;
  health: Health;
  close(): void;
};
