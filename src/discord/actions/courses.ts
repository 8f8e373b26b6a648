import { pressed, submitted } from "./declare.ts";
import { flag, number, slug } from "./fields.ts";

export const courseActions = {
  /** Shows an import that is waiting for Publish. */
  "course-draft": pressed({ draftId: number, page: number }),
  /** `from`: the version that it was compared with; 0 is the built-in course, or none. */
  "course-publish": pressed({ draftId: number, from: number }),
  /** Imports a course with the file that was uploaded. */
  "course-import-form": submitted({ file: "file", course: "text" }, {}),
  "course-discard": pressed({ draftId: number }),
  "course-preview": pressed({ courseId: slug, page: number }),
  /** Shows what bringing back the text of version `to` would change. */
  "course-changes": pressed({ courseId: slug, to: number, page: number }),
  /** Leaves version `from` for the text of version `to`; 0 is the built-in course. */
  "course-roll-back": pressed({ courseId: slug, from: number, to: number }),
  "course-keep": pressed({ courseId: slug }),
  "course-archive": pressed({ courseId: slug, archived: flag }),
};
