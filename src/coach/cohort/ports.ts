import type { Catalog, Census } from "../courses/ports.ts";
import type { Learners } from "../learning/ports.ts";
import type { World } from "../ports.ts";

/** What the coach needs to know about all learners of a server. Instants are UTC epoch milliseconds. */

export type LearnerProgress = {
  enrolmentId: number;
  userId: string;
  joinedAt: number;
  /** Lesson ids with the instant of completion. */
  completed: ReadonlyMap<string, number>;
};

export type Cohorts = Census & {
  /** The learners of a course who are active and not hidden. */
  cohort(guildId: string, courseId: string): Promise<readonly LearnerProgress[]>;
};

export type CohortPorts = World & { catalog: Catalog; learners: Learners; cohorts: Cohorts };
