import { createCohort } from "./cohort/cohort.ts";
import type { CohortPorts } from "./cohort/ports.ts";
import { createCourses } from "./courses/courses.ts";
import type { CoursePorts } from "./courses/ports.ts";
import { createLearning } from "./learning/learning.ts";
import type { QuizPorts } from "./quizzes/ports.ts";
import { createQuizzes } from "./quizzes/quizzes.ts";
import type { ReminderPorts } from "./reminders/ports.ts";
import { createReminders } from "./reminders/reminders.ts";
import type { ServerPorts } from "./servers/ports.ts";
import { createServers } from "./servers/servers.ts";

export type CoachPorts = CoursePorts & QuizPorts & ReminderPorts & CohortPorts & ServerPorts;

/** The use cases by subject, bound to their ports. Commands call these, one function for each use case. */
export type Coach = ReturnType<typeof createCoach>;

export function createCoach(ports: CoachPorts) {
  return {
    courses: createCourses(ports),
    learning: createLearning(ports),
    quizzes: createQuizzes(ports),
    reminders: createReminders(ports),
    cohort: createCohort(ports),
    servers: createServers(ports),
  };
}
