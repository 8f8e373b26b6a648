import { answerWith, reply, update } from "../src/discord/answer.ts";
import { type Command, type Presses, route } from "../src/discord/command.ts";
import { ownCourse } from "../src/discord/complete-course.ts";
import { retriedView } from "../src/discord/views/reminder-message.ts";
import { addedView, remindersView, removedView, WHEN_INPUT, whenForm } from "../src/discord/views/reminders.ts";

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

const weekly = route({
  description: "Every week at the same local time",
  options: {
    day: {
      type: "integer",
      description: "The day of the week",
      required: true,
      choices: WEEKDAYS.map((name, index) => ({ name, value: index + 1 })),
    },
    time: { type: "text", description: "Your local time: 19:00 or 7pm", required: true, maxLength: 20 },
    course: ownCourse,
  },
  run: async ({ day, time, course }, context) =>
    answerWith(
      await context.coach.reminders.addWeeklyReminder({ ...context, courseId: course, weekday: day, time }),
      context,
      (added) => reply(addedView(added)),
    ),
});

const once = route({
  description: "Once, at a local time of yours",
  options: {
    when: {
      type: "text",
      description: "For example: tomorrow 19:00, in 2 hours, friday 8am",
      required: true,
      maxLength: 100,
    },
    course: ownCourse,
  },
  run: async ({ when, course }, context) =>
    answerWith(
      await context.coach.reminders.addOnceReminder({ ...context, courseId: course, when, lessonId: null }),
      context,
      (added) => reply(addedView(added)),
    ),
});

const list = route({
  description: "What is planned, with a menu to remove it",
  options: { course: ownCourse },
  run: async ({ course }, context) =>
    answerWith(await context.coach.reminders.listReminders({ ...context, courseId: course }), context, (reminders) =>
      reply(remindersView(reminders)),
    ),
});

const off = route({
  description: "Switch every reminder and timer of your course off",
  options: { course: ownCourse },
  run: async ({ course }, context) =>
    answerWith(
      await context.coach.reminders.removeReminders({ ...context, courseId: course, reminderIds: "all" }),
      context,
      (removed) => reply(removedView(removed)),
    ),
});

export const remind: Command = {
  name: "remind",
  description: "Reminders in your own time: weekly, once, list, off",
  public: false,
  routes: { kind: "subcommands", routes: { weekly, once, list, off } },
};

export const remindPresses: Pick<
  Presses,
  "remind" | "remind-form" | "remove-reminders" | "remove-all-reminders" | "retry-messages"
> = {
  remind: async ({ enrolmentId, lessonId }) => ({ kind: "modal", modal: whenForm(enrolmentId, lessonId) }),
  "remind-form": async ({ enrolmentId, lessonId }, context) => {
    const when = context.inputs.get(WHEN_INPUT) ?? "";
    return answerWith(
      await context.coach.reminders.addOnceReminder({ userId: context.userId, enrolmentId, when, lessonId }),
      context,
      (added) => reply(addedView(added)),
    );
  },
  "remove-reminders": async ({ enrolmentId }, context) =>
    answerWith(
      await context.coach.reminders.removeReminders({
        userId: context.userId,
        enrolmentId,
        reminderIds: context.values.map(Number),
      }),
      context,
      (removed) => update(removedView(removed)),
    ),
  "remove-all-reminders": async ({ enrolmentId }, context) =>
    answerWith(
      await context.coach.reminders.removeReminders({ userId: context.userId, enrolmentId, reminderIds: "all" }),
      context,
      (removed) => update(removedView(removed)),
    ),
  "retry-messages": async ({ enrolmentId }, context) =>
    answerWith(
      await context.coach.reminders.retryDirectMessages({ userId: context.userId, enrolmentId }),
      context,
      ({ outcome }) => reply(retriedView(outcome)),
    ),
};
