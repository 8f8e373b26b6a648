import { chosen, pressed } from "./declare.ts";
import { deliveryId, minutes, noteSection, number, optionalSlug, slug } from "./fields.ts";

export const lessonActions = {
  /** Shows a lesson in a message of its own; null is the next one. */
  learn: pressed({ enrolmentId: number, lessonId: optionalSlug }),
  /** Under every message to a server: shows whoever presses their next lesson. It says how the message is found again. */
  "my-lesson": pressed({ deliveryId }),
  /** The message turns to a lesson; null is the next one. */
  "turn-lesson": pressed({ enrolmentId: number, lessonId: optionalSlug }),
  /** The message turns to what was chosen: a section of the lesson's notes, a quiz and so on. See `LESSON_PARTS`. */
  "lesson-part": chosen("option", { enrolmentId: number, lessonId: slug }),
  /** Shows a section of the lesson's notes, in a message of its own. */
  notes: pressed({ enrolmentId: number, lessonId: slug, section: noteSection }),
  /** The message that shows notes turns to another page, or section. */
  "turn-notes": pressed({ enrolmentId: number, lessonId: slug, section: noteSection, page: number }),
  start: pressed({ enrolmentId: number, lessonId: slug }),
  done: pressed({ enrolmentId: number, lessonId: slug }),
  /** Takes Done back. */
  reopen: pressed({ enrolmentId: number, lessonId: slug }),
  snooze: pressed({ enrolmentId: number, lessonId: slug, minutes }),
};

export const pathActions = {
  path: pressed({ enrolmentId: number, page: number }),
};

export const checklistActions = {
  checklist: pressed({ enrolmentId: number, page: number }),
  tick: chosen("option", { enrolmentId: number, page: number }),
  untick: chosen("option", { enrolmentId: number, page: number }),
};

export const resourcesActions = {
  resources: pressed({ enrolmentId: number, page: number }),
};
