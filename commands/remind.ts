import { succeed } from "../src/coach/problem.ts";
import type { reminderActions } from "../src/discord/actions/reminders.ts";
import { route, type SlashCommand } from "../src/discord/command.ts";
import { ownCourse } from "../src/discord/complete-course.ts";
import type { PressesOf } from "../src/discord/press.ts";
import { mapResult, openForm, reply, update } from "../src/discord/reply.ts";
import { retriedView } from "../src/discord/views/reminder-message.ts";
import { addedView, remindersView, removedView, whenForm } from "../src/discord/views/reminders.ts";

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
    mapResult(
      await context.coach.reminders.addWeeklyReminder({ ...context, courseId: course, weekday: day, time }),
      (added) => reply(addedView(added)),
    ),
});

const once = route({
  description: "Once, at a time in your own zone",
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
    mapResult(
      await context.coach.reminders.addOnceReminder({ ...context, courseId: course, when, lessonId: null }),
      (added) => reply(addedView(added)),
    ),
});

const list = route({
  description: "What is planned, with a menu to remove it",
  options: { course: ownCourse },
  run: async ({ course }, context) =>
    mapResult(await context.coach.reminders.listReminders({ ...context, courseId: course }), (reminders) =>
      reply(remindersView(reminders)),
    ),
});

const off = route({
  description: "Switch off every reminder and timer of your course",
  options: { course: ownCourse },
  run: async ({ course }, context) =>
    mapResult(
      await context.coach.reminders.removeReminders({ ...context, courseId: course, reminderIds: "all" }),
      (removed) => reply(removedView(removed)),
    ),
});

export const remind: SlashCommand = {
  kind: "slash",
  name: "remind",
  description: "Reminders in your own time: weekly, once, list, off",
  public: false,
  leadsSomewhere: ({ own }) => own.length > 0,
  routes: { kind: "subcommands", routes: { weekly, once, list, off } },
};

export const remindPresses: PressesOf<typeof reminderActions> = {
  remind: async ({ enrolmentId, lessonId }) => succeed(openForm(whenForm(enrolmentId, lessonId))),
  "remind-form": async ({ enrolmentId, lessonId }, context) => {
    const { when } = context.inputs;
    return mapResult(
      await context.coach.reminders.addOnceReminder({ userId: context.userId, enrolmentId, when, lessonId }),
      (added) => reply(addedView(added)),
    );
  },
  "remove-reminders": async ({ enrolmentId }, context) =>
    mapResult(
      await context.coach.reminders.removeReminders({
        userId: context.userId,
        enrolmentId,
        reminderIds: context.values.map(Number),
      }),
      (removed) => update(removedView(removed)),
    ),
  "remove-all-reminders": async ({ enrolmentId }, context) =>
    mapResult(
      await context.coach.reminders.removeReminders({ userId: context.userId, enrolmentId, reminderIds: "all" }),
      (removed) => update(removedView(removed)),
    ),
  "retry-messages": async ({ enrolmentId }, context) =>
    mapResult(
      await context.coach.reminders.retryDirectMessages({ userId: context.userId, enrolmentId }),
      ({ outcome }) => reply(retriedView(outcome)),
    ),
  reminders: async ({ enrolmentId }, context) =>
    mapResult(await context.coach.reminders.listReminders({ userId: context.userId, enrolmentId }), (reminders) =>
      reply(remindersView(reminders)),
    ),
};
