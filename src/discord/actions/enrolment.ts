import { chosen, opensForm, pressed, submitted } from "./declare.ts";
import { flag, number, optionalSlug } from "./fields.ts";

export const joinActions = {
  /** Opens the form that asks for a time zone. */
  join: opensForm(pressed({ courseId: optionalSlug })),
  /** The chosen course is the menu's value. */
  "choose-course": opensForm(chosen("option", {})),
  "join-form": submitted({ zone: "text" }, { courseId: optionalSlug }),
  "join-zone": chosen("option", { courseId: optionalSlug }),
};

export const leaveActions = {
  leave: pressed({ enrolmentId: number, erase: flag }),
  stay: pressed({ enrolmentId: number }),
  /** Shows what is kept of a course that the member left. */
  kept: pressed({ enrolmentId: number }),
  /** The enrolment is the menu's value. */
  "choose-kept": chosen("option", {}),
};
