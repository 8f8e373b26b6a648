import type { Rule } from "../../../src/reminders/rule.ts";
import { ruleKey } from "../../../src/reminders/rule-key.ts";
import type { Progress } from "../../../src/study/progress.ts";
import type { Act } from "./acts.ts";
import type { Rows } from "./rows.ts";

/** Something that the bot said it had done. */
export type Said =
  /** A learner's progress as the reply showed it. */
  | { kind: "progress"; enrolmentId: number; progress: Progress }
  | { kind: "not-done"; enrolmentId: number; lessons: readonly string[]; ticks: readonly string[] }
  | { kind: "timer"; enrolmentId: number; lessonId: string }
  | { kind: "timer-ended"; enrolmentId: number; lessonIds: readonly string[] }
  | { kind: "reminder"; enrolmentId: number; key: string; rule: Rule }
  /** `keys` are the keys of their rules; null for all. */
  | { kind: "reminders-removed"; enrolmentId: number; keys: readonly string[] | null }
  | { kind: "joined"; enrolmentId: number; userId: string; zone: string }
  | { kind: "current"; enrolmentId: number }
  | { kind: "left"; enrolmentId: number; erased: boolean }
  | { kind: "response"; quizId: number; enrolmentId: number; position: number; choices: readonly number[] }
  | { kind: "hidden"; userId: string; hidden: boolean }
  | { kind: "published"; draftId: number; number: number }
  | { kind: "restored"; number: number; to: number }
  | { kind: "mode"; mode: string }
  | { kind: "archived"; archived: boolean };

/**
 * One act, the steps at which it began and ended, and the reply. `said` is null if its process died before it replied.
 */
export type Record = { act: Act; process: string; begun: number; ended: number; said: readonly Said[] | null };

type Of<Kind extends Said["kind"]> = Extract<Said, { kind: Kind }>;

/**
 * Finds lost writes. Everything that the bot said it had done must be in the rows, unless an act that ended later undid
 * it. An act without a reply may have undone anything of its member or of the course.
 */
export function findLost(
  records: readonly Record[],
  rows: Rows,
  remindedOf: (rule: Rule, enrolmentId: number) => boolean,
): string[] {
  const lost: string[] = [];
  const enrolment = new Map(rows.enrolments.map((row) => [row.id, row]));
  const lessons = new Map(rows.lessons.map((row) => [`${row.enrolmentId}/${row.lessonId}`, row]));
  const ticks = new Set(rows.ticks.map(({ enrolmentId, key }) => `${enrolmentId}/${key}`));

  /** Whether an act that ended after `record` began reported something of that kind. */
  function wasUndone<Kind extends Said["kind"]>(
    record: Record,
    kind: Kind,
    isIt: (said: Of<Kind>) => boolean,
  ): boolean {
    return records.some(
      (other) =>
        other !== record &&
        other.ended > record.begun &&
        (other.said === null
          ? isOfSame(record.act, other.act)
          : other.said.some((said) => said.kind === kind && isIt(said as Of<Kind>))),
    );
  }

  const wasErased = (record: Record, enrolmentId: number) =>
    wasUndone(record, "left", (said) => said.enrolmentId === enrolmentId && said.erased);
  const wasLeft = (record: Record, enrolmentId: number) =>
    wasUndone(record, "left", (said) => said.enrolmentId === enrolmentId);
  const wasRemoved = (record: Record, enrolmentId: number, key: string) =>
    wasUndone(
      record,
      "reminders-removed",
      (said) => said.enrolmentId === enrolmentId && (said.keys?.includes(key) ?? true),
    );
  const tell = (record: Record, what: string) =>
    lost.push(`${JSON.stringify(record.act)} (${record.process}): ${what}`);

  function checkProgress(record: Record, { enrolmentId, progress }: Of<"progress">): void {
    const untaken = (name: "lessons" | "ticks", id: string) =>
      wasUndone(record, "not-done", (said) => said.enrolmentId === enrolmentId && said[name].includes(id));
    for (const id of progress.completed.keys()) {
      if (lessons.get(`${enrolmentId}/${id}`)?.completedAt != null || wasErased(record, enrolmentId)) continue;
      if (!untaken("lessons", id)) tell(record, `${id} was complete and is not`);
    }
    for (const id of progress.started.keys()) {
      if (lessons.get(`${enrolmentId}/${id}`)?.startedAt == null && !wasErased(record, enrolmentId)) {
        tell(record, `${id} was started and is not`);
      }
    }
    for (const key of progress.ticks) {
      if (!ticks.has(`${enrolmentId}/${key}`) && !wasErased(record, enrolmentId) && !untaken("ticks", key)) {
        tell(record, `${key} was ticked and is not`);
      }
    }
  }

  function checkNotDone(record: Record, { enrolmentId, lessons: ids, ticks: keys }: Of<"not-done">): void {
    const shownAgain = (name: "completed" | "ticks", id: string) =>
      wasUndone(record, "progress", (said) => said.enrolmentId === enrolmentId && said.progress[name].has(id));
    for (const id of ids) {
      if (lessons.get(`${enrolmentId}/${id}`)?.completedAt == null) continue;
      if (!shownAgain("completed", id)) tell(record, `${id} was taken back and is complete`);
    }
    for (const key of keys) {
      if (ticks.has(`${enrolmentId}/${key}`) && !shownAgain("ticks", key)) tell(record, `${key} is ticked again`);
    }
  }

  function checkReminder(record: Record, { enrolmentId, key, rule }: Of<"reminder">): void {
    if (rows.schedules.some((row) => row.enrolmentId === enrolmentId && row.key === key)) return;
    if (rule.kind !== "weekly" && remindedOf(rule, enrolmentId)) return;
    // What passes while its learner is away is over; a weekly reminder goes on.
    if (rule.kind === "weekly" ? wasErased(record, enrolmentId) : wasLeft(record, enrolmentId)) return;
    if (!wasRemoved(record, enrolmentId, key)) tell(record, `${key} is gone`);
  }

  function checkTimer(record: Record, { enrolmentId, lessonId }: Of<"timer">): void {
    const rule: Rule = { kind: "timer", lessonId, startedAt: 0 };
    const stands = rows.schedules.some((row) => row.enrolmentId === enrolmentId && row.key === `timer:${lessonId}`);
    if (stands || remindedOf(rule, enrolmentId) || wasLeft(record, enrolmentId)) return;
    if (wasRemoved(record, enrolmentId, ruleKey(rule))) return;
    const ended = wasUndone(
      record,
      "timer-ended",
      (said) => said.enrolmentId === enrolmentId && said.lessonIds.includes(lessonId),
    );
    if (!ended) tell(record, `the timer of ${lessonId} is gone and nobody was asked`);
  }

  function checkJoined(record: Record, { enrolmentId, userId, zone }: Of<"joined">): void {
    if (wasLeft(record, enrolmentId)) return;
    const row = enrolment.get(enrolmentId);
    if (row === undefined || row.leftAt !== null) tell(record, "the member is not in the course");
    else if (row.timeZone !== zone && !wasUndone(record, "joined", (said) => said.userId === userId)) {
      tell(record, `the zone is ${row.timeZone}`);
    }
  }

  /** The course that was chosen last must be the current one. */
  function checkCurrent(record: Record, { enrolmentId }: Of<"current">): void {
    const own = enrolment.get(enrolmentId);
    if (own === undefined || own.leftAt !== null || wasLeft(record, enrolmentId)) return;
    const siblings = rows.enrolments.filter((row) => row.userId === own.userId && row.leftAt === null && row !== own);
    const newer = siblings.filter((row) => row.activatedAt > own.activatedAt);
    for (const { id } of newer) {
      if (!wasUndone(record, "current", (said) => said.enrolmentId === id)) tell(record, `course of ${id} is current`);
    }
  }

  function check(record: Record, said: Said): void {
    switch (said.kind) {
      case "progress":
        checkProgress(record, said);
        return;
      case "not-done":
        checkNotDone(record, said);
        return;
      case "reminder":
        checkReminder(record, said);
        return;
      case "timer":
        checkTimer(record, said);
        return;
      case "joined":
        checkJoined(record, said);
        return;
      case "current":
        checkCurrent(record, said);
        return;
      case "left": {
        const row = enrolment.get(said.enrolmentId);
        const isBack = wasUndone(record, "joined", ({ enrolmentId }) => enrolmentId === said.enrolmentId);
        const isIn = row !== undefined && (said.erased || (row.leftAt === null && !isBack));
        if (isIn) tell(record, "they are in the course");
        return;
      }
      case "response": {
        const kept = rows.responses.find((row) => row.quizId === said.quizId && row.position === said.position);
        const isSame = kept?.choices === JSON.stringify(said.choices);
        if (!isSame && !wasErased(record, said.enrolmentId)) tell(record, "the response is another one");
        return;
      }
      case "hidden": {
        const own = rows.enrolments.filter(({ userId }) => userId === said.userId);
        const changed =
          wasUndone(record, "hidden", ({ userId, hidden }) => userId === said.userId && hidden !== said.hidden) ||
          wasUndone(record, "left", ({ erased }) => erased);
        if (own.some(({ hidden }) => Boolean(hidden) !== said.hidden) && !changed) tell(record, "hiding was forgotten");
        return;
      }
      case "published":
      case "restored": {
        const version = rows.versions.find(({ number }) => number === said.number);
        const isIt = said.kind === "published" ? version?.draftId === said.draftId : version?.restored === said.to;
        if (!isIt) tell(record, `version ${said.number} is another one`);
        return;
      }
      case "mode":
        if (rows.courses[0]?.mode !== said.mode && !wasUndone(record, "mode", ({ mode }) => mode !== said.mode)) {
          tell(record, "the mode was forgotten");
        }
        return;
      case "archived": {
        const isArchived = rows.courses[0]?.archived === 1;
        if (isArchived === said.archived) return;
        if (!wasUndone(record, "archived", ({ archived }) => archived !== said.archived))
          tell(record, "it was forgotten");
        return;
      }
      case "timer-ended":
      case "reminders-removed":
        return;
    }
  }

  for (const record of records) for (const said of record.said ?? []) check(record, said);
  return lost;
}

function isOfSame(act: Act, other: Act): boolean {
  const [member, otherMember] = [act, other].map((one) => ("member" in one ? one.member : null));
  return member === otherMember;
}
