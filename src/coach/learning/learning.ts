import { searchTimeZones } from "../../reminders/time-zone.ts";
import { bindVerbs } from "../bind.ts";
import type { Worker } from "../reminders/ports.ts";
import { completeLesson } from "./complete-lesson.ts";
import { findLearner, findLesson, glanceAtLearner, readOwnCourses } from "./find-learner.ts";
import { joinCourse } from "./join-course.ts";
import { leaveCourse } from "./leave-course.ts";
import type { LearningPorts } from "./ports.ts";
import { readNotes } from "./read-notes.ts";
import { reopenLesson } from "./reopen-lesson.ts";
import { snoozeTimer, startLesson } from "./start-lesson.ts";
import { tickItems } from "./tick-items.ts";

/** Joining, lessons, the checklist and leaving. */
export function createLearning(ports: LearningPorts & { worker: Worker }) {
  const { bind, bindAndArm } = bindVerbs(ports);
  return {
    searchTimeZones: (typed: string, limit: number) => searchTimeZones(typed, ports.clock.now(), limit),
    findLearner: bind(findLearner),
    glanceAtLearner: bind(glanceAtLearner),
    readOwnCourses: bind(readOwnCourses),
    findLesson: bind(findLesson),
    readNotes: bind(readNotes),
    joinCourse: bindAndArm(joinCourse),
    leaveCourse: bindAndArm(leaveCourse),
    startLesson: bindAndArm(startLesson),
    snoozeTimer: bindAndArm(snoozeTimer),
    completeLesson: bindAndArm(completeLesson),
    reopenLesson: bindAndArm(reopenLesson),
    tickItems: bindAndArm(tickItems),
  };
}
