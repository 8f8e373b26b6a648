import { createCodec } from "./codec.ts";
import { leaderboardActions } from "./cohort.ts";
import { courseActions } from "./courses.ts";
import { type ActionFrom, type ActionOf, mergeFeatures } from "./declare.ts";
import { joinActions, leaveActions } from "./enrolment.ts";
import { checklistActions, lessonActions, pathActions, resourcesActions } from "./learning.ts";
import { quizActions } from "./quizzes.ts";
import { reminderActions } from "./reminders.ts";

/** Every action that a button, menu or form of this bot asks for. */
export const allActions = mergeFeatures(
  joinActions,
  leaveActions,
  lessonActions,
  pathActions,
  checklistActions,
  resourcesActions,
  quizActions,
  reminderActions,
  leaderboardActions,
  courseActions,
);

export type AllActions = typeof allActions;
export type Action = ActionOf<AllActions>;
export type ButtonAction = ActionFrom<AllActions, { kind: "button" }>;

export const actions = createCodec(allActions);
