import type { House } from "../support/house.ts";
import { MEMBERS } from "./cast.ts";
import { bringCourses, leaveCoursesWaiting } from "./courses.ts";
import { joinAll, standAtTheDoor, study } from "./learners.ts";
import { beginPlay, type OpenForm, type Play } from "./play.ts";
import { askQuizzes, review } from "./quizzes.ts";
import { leaveRemindersUnderWay, passTheWeek, planReminders } from "./reminders.ts";

/**
 * Plays a week in which every kind of thing comes into being that the bot keeps, with today's commands and labels. It
 * ends with the clock paused, a few minutes before anything falls due, and the bot stopped.
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

/** Whoever opens the files again finds the same instant, whenever that is. */
async function standStill({ house }: Play): Promise<void> {
  house.clock.pause();
  await house.stopBot();
}
