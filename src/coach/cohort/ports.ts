import type { Catalog, Census } from "../courses/ports.ts";
import type { Learners } from "../learning/ports.ts";
import type { World } from "../ports.ts";

/** What the coach needs to know about all learners of a server. Instants are UTC epoch milliseconds. */

export type LearnerProgress = {
  enrolmentId: number;
  userId: string;
  /** As Discord last showed the member in the server; null if that is not known, or if they are not there any more. */
  displayName: string | null;
  /** When Discord last said so; null if it was never asked. */
  namedAt: number | null;
  joinedAt: number;
  /** Lesson ids with the instant of completion. */
  completed: ReadonlyMap<string, number>;
};

export type Cohorts = Census & {
  /** The learners of a course who are active and not hidden. */
  cohort(guildId: string, courseId: string): Promise<readonly LearnerProgress[]>;
  /** Keeps a member's name with their enrolments in the server, if they have any; null if Discord no longer has them there. */
  keepName(input: { guildId: string; userId: string; displayName: string | null; now: number }): Promise<void>;
};

/** Asks Discord about members. */
export type MemberDirectory = {
  /**
   * As the server's members see it; null only if Discord says that this user is not in the server. Rejects if it says
   * anything else.
   */
  displayName(guildId: string, userId: string): Promise<string | null>;
};

export type CohortPorts = World & {
  catalog: Catalog;
  learners: Learners;
  cohorts: Cohorts;
  directory: MemberDirectory;
};
