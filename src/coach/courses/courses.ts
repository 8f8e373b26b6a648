import { bindVerbs } from "../bind.ts";
import type { Worker } from "../reminders/ports.ts";
import { discardDraft, publishDraft, publishLatestDraft, readDraft } from "./course-drafts.ts";
import { listTexts } from "./course-texts.ts";
import { exportCourse, proposeRollback, rollBack, setArchived, setMode } from "./course-versions.ts";
import { importCourse } from "./import-course.ts";
import { listCourses, offeredCourses, previewCourse, readCourse } from "./list-courses.ts";
import type { CoursePorts } from "./ports.ts";

/** The courses of a server: listing, importing, publishing, rolling back. */
export function createCourses(ports: CoursePorts & { worker: Worker }) {
  const { bind } = bindVerbs(ports);
  return {
    offeredCourses: bind(offeredCourses),
    listCourses: bind(listCourses),
    previewCourse: bind(previewCourse),
    readCourse: bind(readCourse),
    listTexts: bind(listTexts),
    importCourse: bind(importCourse),
    readDraft: bind(readDraft),
    publishDraft: bind(publishDraft),
    publishLatestDraft: bind(publishLatestDraft),
    discardDraft: bind(discardDraft),
    proposeRollback: bind(proposeRollback),
    rollBack: bind(rollBack),
    setArchived: bind(setArchived),
    setMode: bind(setMode),
    exportCourse: bind(exportCourse),
  };
}
