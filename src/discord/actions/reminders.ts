import { chosen, opensForm, pressed, submitted } from "./declare.ts";
import { deliveryId, number, optionalSlug } from "./fields.ts";

export const reminderActions = {
  /** Opens the form that asks when. */
  remind: opensForm(pressed({ enrolmentId: number, lessonId: optionalSlug })),
  "remind-form": submitted({ when: "text" }, { enrolmentId: number, lessonId: optionalSlug }),
  /** The reminders are the menu's values. */
  "remove-reminders": chosen("option", { enrolmentId: number }),
  "remove-all-reminders": pressed({ enrolmentId: number }),
  "retry-messages": pressed({ enrolmentId: number }),
  /** Under every message to a learner: shows their reminders. The delivery is how the message is found again. */
  reminders: pressed({ enrolmentId: number, deliveryId }),
};
