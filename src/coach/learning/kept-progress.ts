import type { ServedCourse } from "../courses/ports.ts";
import { type Decision, keepAll } from "../ports.ts";
import { fail, type Result, succeed } from "../problem.ts";
import { glanceAtLearner } from "./find-learner.ts";
import { type Learner, toLearner } from "./learner.ts";
import type { LearnerChange, LearnerRecord, LearningPorts } from "./ports.ts";

/** What is kept of a member who left a course, or whose course is not here any more. */
export type Kept = {
  enrolmentId: number;
  courseId: string;
  hasLeft: boolean;
  /** Null if the course is not here any more. */
  learner: Learner | null;
  /** How many reminders and timers wait for the member to come back. */
  paused: number;
};

/** What a member can leave or erase: the course that they are in, or what is kept of the ones that they left. */
export type Leaving =
  | { kind: "in"; learner: Learner }
  | { kind: "kept"; kept: Kept }
  | { kind: "choose"; kept: Kept[] };

/** What `/leave` is about. A member who is in no course may have left several. */
export async function readLeaving(
  ports: LearningPorts,
  input: { guildId: string; userId: string; courseId: string | null },
): Promise<Result<Leaving>> {
  const found = await glanceAtLearner(ports, input);
  if (found.ok) return succeed({ kind: "in", learner: found.value });
  const { problem } = found;
  if (problem.kind === "left" && input.courseId === null) {
    const kept = await readKept(ports, input);
    if (kept.length > 1) return succeed({ kind: "choose", kept });
  }
  const enrolmentId = problem.kind === "left" || problem.kind === "course-gone" ? problem.enrolmentId : null;
  return enrolmentId === null ? found : readKeptOne(ports, { userId: input.userId, enrolmentId });
}

/** What is kept of one enrolment; if the member is in the course again, that. */
export async function readKeptOne(
  ports: LearningPorts,
  { userId, enrolmentId }: { userId: string; enrolmentId: number },
): Promise<Result<Leaving>> {
  const record = await ports.learners.byId(enrolmentId);
  if (record === null) return fail({ kind: "erased" });
  if (record.enrolment.userId !== userId) return fail({ kind: "not-yours" });
  const kept = await toKept(ports, record);
  return succeed(
    kept.hasLeft || kept.learner === null ? { kind: "kept", kept } : { kind: "in", learner: kept.learner },
  );
}

/** What is kept of every course that a member left in a server, the one that they left last first. */
export async function readKept(
  ports: LearningPorts,
  { guildId, userId }: { guildId: string; userId: string },
): Promise<Kept[]> {
  const left = await ports.learners.left(guildId, userId);
  return Promise.all(left.map((record) => toKept(ports, record)));
}

async function toKept(ports: LearningPorts, record: LearnerRecord): Promise<Kept> {
  const { id: enrolmentId, guildId, courseId, leftAt } = record.enrolment;
  const content = await ports.catalog.course(guildId, courseId);
  const paused = await ports.learners.schedules(enrolmentId);
  return {
    enrolmentId,
    courseId,
    hasLeft: leftAt !== null,
    learner: content === null ? null : toLearner(record, content),
    paused: paused.length,
  };
}

/** `content` is null if the course is not here any more. */
export type Erased = { courseId: string; content: ServedCourse | null };

/**
 * Deletes everything about one enrolment of a member: progress, responses, review cards, reminders and what was not
 * sent. It does not matter whether the member is in the course, has left it, or the course is gone.
 */
export async function eraseProgress(
  ports: LearningPorts,
  { userId, enrolmentId }: { userId: string; enrolmentId: number },
): Promise<Result<Erased>> {
  const decided = await ports.learners.decide({
    enrolmentId,
    course: null,
    decide: ({ enrolment }): Decision<Result<{ guildId: string; courseId: string }>, LearnerChange> =>
      enrolment.userId === userId
        ? { value: succeed(enrolment), changes: [{ kind: "erase" }] }
        : keepAll(fail({ kind: "not-yours" })),
  });
  if (decided.kind !== "decided") return fail({ kind: "erased" });
  if (!decided.value.ok) return decided.value;
  const { guildId, courseId } = decided.value.value;
  return succeed({ courseId, content: await ports.catalog.course(guildId, courseId) });
}
