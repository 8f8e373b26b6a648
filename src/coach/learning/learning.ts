import { searchTimeZones } from "../../reminders/time-zone.ts";
import { bindVerbs } from "../bind.ts";
import type { Worker } from "../reminders/ports.ts";
import { completeLesson } from "./complete-lesson.ts";
import { findLearner, findLesson, glanceAtLearner, readOwnCourses } from "./find-learner.ts";
import { findJoinable, joinCourse } from "./join-course.ts";
import { eraseProgress, readKept, readKeptOne, readLeaving } from "./kept-progress.ts";
import { leaveCourse } from "./leave-course.ts";
import type { LearningPorts } from "./ports.ts";
import { readNotes } from "./read-notes.ts";
import { snoozeTimer, startLesson } from "./start-lesson.ts";
import { tickItems } from "./tick-items.ts";

/** Joining, lessons, the checklist, leaving and what is kept after it. */
export function createLearning(ports: LearningPorts & { worker: Worker }) {
  const { bind, bindAndArm } = bindVerbs(ports);
  return {
    searchTimeZones: (typed: string, limit: number) => searchTimeZones(typed, ports.clock.now(), limit),
    findLearner: bind(findLearner),
    glanceAtLearner: bind(glanceAtLearner),
    readOwnCourses: bind(readOwnCourses),
    findLesson: bind(findLesson),
    readNotes: bind(readNotes),
    findJoinable: bind(findJoinable),
    joinCourse: bindAndArm(joinCourse),
    readLeaving: bind(readLeaving),
    readKept: bind(readKept),
    readKeptOne: bind(readKeptOne),
    leaveCourse: bindAndArm(leaveCourse),
    eraseProgress: bindAndArm(eraseProgress),
    startLesson: bindAndArm(startLesson),
    snoozeTimer: bindAndArm(snoozeTimer),
    completeLesson: bindAndArm(completeLesson),
    tickItems: bindAndArm(tickItems),
  };
}
