import type { SlashCommand } from "../src/discord/command.ts";
import type { Presses } from "../src/discord/press.ts";
import { checklist, checklistPresses } from "./checklist.ts";
import { course, coursePresses } from "./course.ts";
import { makeHelp } from "./help.ts";
import { join, joinPresses } from "./join.ts";
import { leaderboard, leaderboardPresses } from "./leaderboard.ts";
import { learn, learnPresses } from "./learn.ts";
import { leave, leavePresses } from "./leave.ts";
import { path, pathPresses } from "./path.ts";
import { quiz, quizPresses } from "./quiz.ts";
import { remind, remindPresses } from "./remind.ts";
import { resources, resourcesPresses } from "./resources.ts";

const others = [learn, join, path, checklist, quiz, remind, leaderboard, resources, leave, course];

/** Every command, in the order in which the help lists them. */
export const commands: readonly SlashCommand[] = [...others, makeHelp(others)];

/** The handler of each action. An action without one does not compile. */
export const presses: Presses = {
  ...joinPresses,
  ...leavePresses,
  ...learnPresses,
  ...pathPresses,
  ...checklistPresses,
  ...quizPresses,
  ...remindPresses,
  ...leaderboardPresses,
  ...resourcesPresses,
  ...coursePresses,
};
