import type { BuiltInCourse } from "../../../src/coach/courses/ports.ts";
import { parseCourse } from "../../../src/course/markdown/parse-course.ts";
import type { Course } from "../../../src/course/model.ts";
import { nextWeekly } from "../../../src/reminders/due.ts";
import type { WeeklyRule } from "../../../src/reminders/rule.ts";
import { ruleKey } from "../../../src/reminders/rule-key.ts";
import { standIn } from "../../../src/study/standing.ts";
import type { Rows } from "./rows.ts";

/** The limit that the bot promises. It is repeated here, so that a change of the promise is noticed. */
const MOST_REMINDERS = 20;

/** The state of a course at one moment. */
type Served = { course: Course; mode: "guided" | "open" };

/**
 * Checks what each transaction wrote, by the rows before and after it. These rules must hold after every transaction,
 * whichever process wrote it.
 */
export function createWitness(builtIns: readonly BuiltInCourse[]) {
  const parsed = new Map<string, Course>();
  let report: (problem: string) => void = () => {};
  /** Whether an instant is an occurrence of a weekly rule in a zone. Cached, because Temporal is slow. */
  const judged = new Map<string, boolean>();

  function servedOf({ courses, versions }: Rows, courseId: string): Served | null {
    const shelved = courses.find((course) => course.courseId === courseId);
    const mode = shelved?.mode ?? "guided";
    const number = shelved?.textVersion ?? 0;
    const builtIn = builtIns.find(({ course }) => course.id === courseId);
    if (number === 0) return builtIn === undefined ? null : { course: builtIn.course, mode };
    const text = versions.find((version) => version.courseId === courseId && version.number === number)?.markdown;
    if (text == null) return null;
    const known = parsed.get(text) ?? parseCourse(text, { id: courseId, file: "path.md" }).course;
    if (known === null) return null;
    parsed.set(text, known);
    return { course: known, mode };
  }

  function isOccurrence(rule: WeeklyRule, zone: string, dueAt: number): boolean {
    const key = `${ruleKey(rule)} ${zone} ${dueAt}`;
    const known = judged.get(key) ?? nextWeekly(rule, zone, dueAt - 1) === dueAt;
    judged.set(key, known);
    return known;
  }

  /** What must hold in any state that others can see. */
  function judgeState(rows: Rows): void {
    const active = new Map(rows.enrolments.filter(({ leftAt }) => leftAt === null).map((row) => [row.id, row]));
    for (const [enrolmentId, own] of Map.groupBy(rows.schedules, (row) => row.enrolmentId)) {
      const reminders = own.filter(({ rule }) => rule.kind !== "timer").length;
      if (reminders > MOST_REMINDERS) report(`enrolment ${enrolmentId} has ${reminders} reminders`);
      if (new Set(own.map(({ key }) => key)).size < own.length) report(`enrolment ${enrolmentId} has a rule twice`);
    }
    for (const [userId, own] of Map.groupBy(active.values(), (row) => row.userId)) {
      if (new Set(own.map(({ activatedAt }) => activatedAt)).size < own.length) {
        report(`member ${userId} has two current courses`);
      }
    }
    for (const [userId, own] of Map.groupBy(rows.enrolments, (row) => row.userId)) {
      if (new Set(own.map(({ hidden }) => hidden)).size > 1) report(`member ${userId} is half hidden`);
    }
    for (const { enrolmentId, questionId, repetitions } of rows.cards) {
      const given = rows.responses.filter((row) => row.enrolmentId === enrolmentId && row.questionId === questionId);
      if (given.length !== repetitions) {
        report(`the card of ${questionId} counts ${repetitions} reviews for ${given.length} responses`);
      }
    }
    for (const { courseId, version, textVersion } of rows.courses) {
      const own = rows.versions.filter((row) => row.courseId === courseId);
      if (own.some(({ number }, index) => number !== index + 1)) report(`the versions of ${courseId} have a gap`);
      if (own.length !== version) report(`${courseId} says version ${version} and has ${own.length}`);
      const newest = own.at(-1);
      if (newest !== undefined && textVersion !== (newest.restored ?? newest.number)) {
        report(`${courseId} shows text ${textVersion}, and version ${newest.number} is the newest`);
      }
    }
    const named = rows.deliveries.flatMap(({ occurrences }) =>
      occurrences.map((one) => `${one.scheduleId} at ${one.dueAt}`),
    );
    if (new Set(named).size < named.length) report("an occurrence is in two deliveries");
  }

  /**
   * What one transaction may do to a learner's progress, by the version of the course that was current when it was
   * written.
   */
  function judgeProgress(before: Rows, after: Rows): void {
    const known = new Map(before.lessons.map((row) => [`${row.enrolmentId}/${row.lessonId}`, row]));
    for (const { enrolmentId, lessonId, startedAt, completedAt } of after.lessons) {
      const old = known.get(`${enrolmentId}/${lessonId}`);
      const isNew =
        (completedAt !== null && old?.completedAt == null) || (startedAt !== null && old?.startedAt == null);
      if (!isNew) continue;
      const enrolment = after.enrolments.find(({ id }) => id === enrolmentId);
      if (enrolment?.leftAt !== null)
        report(`${lessonId} is written for enrolment ${enrolmentId}, which is not active`);
      const served = enrolment === undefined ? null : servedOf(after, enrolment.courseId);
      if (served === null) continue;
      const others = after.lessons.filter(
        (row) => row.enrolmentId === enrolmentId && row.lessonId !== lessonId && row.completedAt !== null,
      );
      const completed = new Map(others.map((row) => [row.lessonId, row.completedAt ?? 0]));
      const { lessons } = standIn(served.course, { completed }, served.mode);
      const standing = lessons.find(({ lesson }) => lesson.id === lessonId);
      if (standing === undefined) report(`${lessonId} is written for a course that does not have it`);
      else if (standing.state === "locked")
        report(`${lessonId} is written for enrolment ${enrolmentId}, and is locked`);
    }
  }

  /** Who may be enrolled: nobody new in an archived course. */
  function judgeEnrolments(before: Rows, after: Rows): void {
    const archived = new Set(after.courses.flatMap((course) => (course.archived === 1 ? [course.courseId] : [])));
    for (const { id, courseId } of after.enrolments) {
      const isNew = !before.enrolments.some((row) => row.id === id);
      if (isNew && archived.has(courseId)) report(`enrolment ${id} is new in ${courseId}, which is archived`);
    }
  }

  /** What one transaction may do to quizzes. */
  function judgeQuizzes(before: Rows, after: Rows): void {
    const knownQuizzes = new Set(before.quizzes.map(({ id }) => id));
    const knownResponses = new Set(before.responses.map(({ quizId, position }) => `${quizId}/${position}`));
    const asked = [
      ...after.quizzes.flatMap(({ id, enrolmentId, lessonId }) =>
        knownQuizzes.has(id) || lessonId === null ? [] : [{ enrolmentId, lessonId }],
      ),
      ...after.responses.flatMap(({ quizId, position, enrolmentId, questionId }) =>
        knownResponses.has(`${quizId}/${position}`) ? [] : [{ enrolmentId, lessonId: questionId.split("/")[0] }],
      ),
    ];
    for (const { enrolmentId, lessonId } of asked) {
      const enrolment = after.enrolments.find(({ id }) => id === enrolmentId);
      if (enrolment?.leftAt !== null) report(`a quiz is written for enrolment ${enrolmentId}, which is not active`);
      const served = enrolment === undefined ? null : servedOf(after, enrolment.courseId);
      const has = served?.course.phases.some(({ lessons }) => lessons.some(({ id }) => id === lessonId));
      if (has === false) report(`a quiz is written about ${lessonId}, which the course does not have`);
    }
  }

  /** How one transaction may change due times. */
  function judgeSchedules(before: Rows, after: Rows, now: number): void {
    const away = new Set(before.enrolments.filter(({ leftAt }) => leftAt !== null).map(({ id }) => id));
    const isBack = (enrolmentId: number) =>
      away.has(enrolmentId) && after.enrolments.some(({ id, leftAt }) => id === enrolmentId && leftAt === null);
    const isErased = (enrolmentId: number) => !after.enrolments.some(({ id }) => id === enrolmentId);
    for (const old of before.schedules) {
      const { id, enrolmentId, key } = old;
      if (!away.has(enrolmentId) || isBack(enrolmentId) || isErased(enrolmentId)) continue;
      const kept = after.schedules.find((row) => row.id === id);
      if (kept?.dueAt !== old.dueAt) report(`${key} of enrolment ${enrolmentId} does not wait for its learner`);
    }
    for (const { id, enrolmentId, rule, key, dueAt } of after.schedules) {
      if (away.has(enrolmentId) && !isBack(enrolmentId)) continue;
      if (isBack(enrolmentId) && dueAt <= now) report(`${key} of enrolment ${enrolmentId} is overdue after a return`);
      const old = before.schedules.find((row) => row.id === id);
      if (old === undefined || old.dueAt === dueAt) continue;
      const mayPass = isBack(enrolmentId) || after.occurrences.has(`${id} at ${old.dueAt}`);
      if (rule.kind === "weekly" && old.dueAt <= now && !mayPass) {
        report(`${key} of enrolment ${enrolmentId} passes over its occurrence at ${old.dueAt}`);
      }
      if (rule.kind === "weekly" && dueAt <= now) report(`${key} of enrolment ${enrolmentId} is moved into the past`);
    }
    for (const { enrolmentId, rule, key, dueAt } of after.schedules) {
      const zone = after.enrolments.find((row) => row.id === enrolmentId)?.timeZone;
      if (rule.kind !== "weekly" || zone === undefined || dueAt <= now) continue;
      if (!isOccurrence(rule, zone, dueAt)) report(`${key} is due at another hour than that in ${zone}`);
    }
  }

  return {
    judge(before: Rows, after: Rows, now: number, tell: (problem: string) => void): void {
      report = tell;
      judgeState(after);
      judgeEnrolments(before, after);
      judgeProgress(before, after);
      judgeQuizzes(before, after);
      judgeSchedules(before, after, now);
    },
  };
}
