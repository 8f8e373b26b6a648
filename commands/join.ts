import { answerWith, reply } from "../src/discord/answer.ts";
import { type CommandContext, command, type PressContext, type Presses } from "../src/discord/command.ts";
import { MAX_CHOICES } from "../src/discord/limits.ts";
import { joinedView, ZONE_INPUT, zoneForm } from "../src/discord/views/enrolment.ts";
import { problemView } from "../src/discord/views/problem.ts";

export const join = command({
  name: "join",
  description: "Join the course, or change your time zone",
  options: {
    zone: {
      type: "text",
      description: "Your time zone, or a big city in it: reminders keep to it",
      required: true,
      maxLength: 60,
      complete: async (typed, { coach }) =>
        coach.searchTimeZones(typed, MAX_CHOICES).map(({ timeZone, label }) => ({
          name: label,
          value: timeZone,
        })),
    },
    course: {
      type: "text",
      description: "Which course, where the server has several",
      maxLength: 100,
      complete: completeCourse,
    },
  },
  run: async ({ zone, course }, context) =>
    answerWith(await context.coach.joinCourse({ ...context, courseId: course, timeZone: zone }), context, (joined) =>
      reply(joinedView(joined)),
    ),
});

async function completeCourse(typed: string, { coach, guildId }: CommandContext) {
  const wanted = typed.trim().toLowerCase();
  return (await coach.offeredCourses(guildId))
    .map(({ course }) => ({ name: course.title, value: course.id }))
    .filter(({ name, value }) => name.toLowerCase().includes(wanted) || value.includes(wanted));
}

async function joinWith(courseId: string | null, timeZone: string | undefined, context: PressContext) {
  const { coach, guildId, userId } = context;
  if (guildId === null || timeZone === undefined) return reply(problemView({ kind: "not-joined" }, false));
  return answerWith(await coach.joinCourse({ guildId, userId, courseId, timeZone }), context, (joined) =>
    reply(joinedView(joined)),
  );
}

export const joinPresses: Pick<Presses, "join" | "join-form" | "join-zone"> = {
  join: async ({ courseId }) => ({ kind: "modal", modal: zoneForm(courseId) }),
  "join-form": ({ courseId }, context) => joinWith(courseId, context.inputs.get(ZONE_INPUT), context),
  "join-zone": ({ courseId }, context) => joinWith(courseId, context.values[0], context),
};
