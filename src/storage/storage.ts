import type { Cohorts } from "../coach/cohort/ports.ts";
import type { CourseShelf } from "../coach/courses/ports.ts";
import type { Learners } from "../coach/learning/ports.ts";
import type { Quizzes } from "../coach/quizzes/ports.ts";
import type { Deliveries, ServerSchedules } from "../coach/reminders/ports.ts";

/** What every engine provides. The tests in `test/storage/contract` run against each engine. */
export type Storage = {
  shelf: CourseShelf;
  learners: Learners;
  cohorts: Cohorts;
  quizzes: Quizzes;
  serverSchedules: ServerSchedules;
  deliveries: Deliveries;
  close(): void;
};
