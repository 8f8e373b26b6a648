import type { House } from "../support/house.ts";
import { MEMBERS } from "./cast.ts";
import { bringCourses, leaveCoursesWaiting } from "./courses.ts";
import { joinAll, standAtTheDoor, study } from "./learners.ts";
import { beginPlay, type OpenForm, type Play } from "./play.ts";
import { askQuizzes, review } from "./quizzes.ts";
import { leaveRemindersUnderWay, passTheWeek, planReminders } from "./reminders.ts";

/**
 * Plays a week that creates every kind of row that the bot keeps, with this version's commands and labels. At the end
 * the clock is paused, a few minutes before anything falls due, and the bot is stopped.
 */
export async function populate(house: House): Promise<{ forms: OpenForm[] }> {
  await house.startBot();
  const play = await beginPlay(house);
  await bringCourses(play);
  await joinAll(
    play,
    MEMBERS.filter((name) => name !== "Niklaus"),
  );
  await standAtTheDoor(play);
  await study(play);
  await planReminders(play);
  await askQuizzes(play);
  await passTheWeek(play);
  await review(play);
  await leaveRemindersUnderWay(play);
  await leaveCoursesWaiting(play);
  await standStill(play);
  return { forms: play.forms };
}

/** A paused clock shows the same instant whenever the files are opened again. */
async function standStill({ house }: Play): Promise<void> {
  house.clock.pause();
  await house.stopBot();
}
