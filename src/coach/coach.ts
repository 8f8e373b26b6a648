import { searchTimeZones } from "../reminders/time-zone.ts";
import { completeLesson } from "./complete-lesson.ts";
import { discardDraft, publishDraft, publishLatestDraft, readDraft } from "./course-drafts.ts";
import {
  exportCourse,
  listCourses,
  listTexts,
  previewCourse,
  proposeRollback,
  readCourse,
  rollBack,
  setArchived,
  setMode,
} from "./course-versions.ts";
import { retryDirectMessages, takeNotice } from "./direct-messages.ts";
import { findLearner, findLessonFor, glanceAtLearner, readOwnCourses, type Who } from "./find-learner.ts";
import { importCourse } from "./import-course.ts";
import { joinCourse } from "./join-course.ts";
import { readLeaderboard, setHidden } from "./leaderboard.ts";
import { leaveCourse } from "./leave-course.ts";
import type { Ports } from "./ports.ts";
import { answerQuestion, beginQuiz, continueQuiz } from "./quiz.ts";
import { readNotes } from "./read-notes.ts";
import type { ReminderLoop } from "./reminder-loop.ts";
import { addOnceReminder, addWeeklyReminder, listReminders, removeReminders } from "./reminders.ts";
import { snoozeTimer, startLesson } from "./start-lesson.ts";
import { tickItems } from "./tick-items.ts";
import { createTurns } from "./turns.ts";

/** The use cases with their ports in hand: what commands call. One verb each. */
export type Coach = ReturnType<typeof createCoach>;

export function createCoach(ports: Ports, loop: ReminderLoop) {
  type Verb<Input, Output> = (ports: Ports, input: Input) => Promise<Output>;
  const inTurn = createTurns();
  const bind =
    <Input extends { userId: string }, Output>(verb: Verb<Input, Output>) =>
    (input: Input): Promise<Output> =>
      inTurn(input.userId, () => verb(ports, input));
  /** For verbs that may change when the next reminder is due. */
  const bindAndArm =
    <Input extends { userId: string }, Output>(verb: Verb<Input, Output>) =>
    async (input: Input): Promise<Output> => {
      const output = await inTurn(input.userId, () => verb(ports, input));
      await loop.arm();
      return output;
    };
  return {
    searchTimeZones: (typed: string, limit: number) => searchTimeZones(typed, ports.clock.now(), limit),
    offeredCourses: async (guildId: string) =>
      (await ports.catalog.courses(guildId)).filter(({ archived }) => !archived),
    findLearner: bind(findLearner),
    glanceAtLearner: bind(glanceAtLearner),
    readOwnCourses: bind(readOwnCourses),
    findLesson: bind(findLessonFor),
    readNotes: bind(readNotes),
    joinCourse: bindAndArm(joinCourse),
    leaveCourse: bindAndArm(leaveCourse),
    startLesson: bindAndArm(startLesson),
    snoozeTimer: bindAndArm(snoozeTimer),
    completeLesson: bindAndArm(completeLesson),
    tickItems: bindAndArm(tickItems),
    beginQuiz: bind(beginQuiz),
    answerQuestion: bind(answerQuestion),
    continueQuiz: bind(continueQuiz),
    addWeeklyReminder: bindAndArm(addWeeklyReminder),
    addOnceReminder: bindAndArm(addOnceReminder),
    listReminders: bind(listReminders),
    removeReminders: bindAndArm(removeReminders),
    readLeaderboard: bind(readLeaderboard),
    setHidden: bind(setHidden),
    importCourse: bind(importCourse),
    readDraft: bind(readDraft),
    publishDraft: bind(publishDraft),
    publishLatestDraft: bind(publishLatestDraft),
    discardDraft: bind(discardDraft),
    listCourses: bind(listCourses),
    previewCourse: bind(previewCourse),
    readCourse: bind(readCourse),
    listTexts: bind(listTexts),
    proposeRollback: bind(proposeRollback),
    rollBack: bind(rollBack),
    setArchived: bind(setArchived),
    setMode: bind(setMode),
    exportCourse: bind(exportCourse),
    takeNotice: (who: Who) => inTurn(who.userId, () => takeNotice(ports, loop, who)),
    retryDirectMessages: (who: Who) => inTurn(who.userId, () => retryDirectMessages(ports, loop, who)),
  };
}
