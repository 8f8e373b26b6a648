import { type Answer, answerWith, reply } from "../src/discord/answer.ts";
import { command, type PressContext, type Presses } from "../src/discord/command.ts";
import { completeOfferedCourse } from "../src/discord/complete-course.ts";
import { MAX_CHOICES } from "../src/discord/limits.ts";
import { chooseCourseView, joinedView, ZONE_INPUT, zoneForm } from "../src/discord/views/enrolment.ts";
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
        coach.learning.searchTimeZones(typed, MAX_CHOICES).map(({ timeZone, label }) => ({
          name: label,
          value: timeZone,
        })),
    },
    course: {
      type: "text",
      description: "Which course, where the server has several",
      maxLength: 150,
      complete: completeOfferedCourse,
    },
  },
  run: async ({ zone, course }, context) =>
    answerWith(
      await context.coach.learning.joinCourse({ ...context, courseId: course, timeZone: zone }),
      context,
      (joined) => reply(joinedView(joined)),
    ),
});

/** Where several courses are offered and none was named, which one comes before where the member lives. */
async function beginJoining(courseId: string | null, { coach, guildId }: PressContext): Promise<Answer> {
  const offered = courseId !== null || guildId === null ? [] : await coach.courses.offeredCourses(guildId);
  return offered.length > 1 ? reply(chooseCourseView(offered)) : { kind: "modal", modal: zoneForm(courseId) };
}

async function joinWith(courseId: string | null, timeZone: string | undefined, context: PressContext) {
  const { coach, guildId, userId } = context;
  if (guildId === null || timeZone === undefined) return reply(problemView({ kind: "not-joined" }, false));
  return answerWith(await coach.learning.joinCourse({ guildId, userId, courseId, timeZone }), context, (joined) =>
    reply(joinedView(joined)),
  );
}

export const joinPresses: Pick<Presses, "join" | "choose-course" | "join-form" | "join-zone"> = {
  join: ({ courseId }, context) => beginJoining(courseId, context),
  "choose-course": (_fields, context) => beginJoining(context.values[0] ?? null, context),
  "join-form": ({ courseId }, context) => joinWith(courseId, context.inputs.get(ZONE_INPUT), context),
  "join-zone": ({ courseId }, context) => joinWith(courseId, context.values[0], context),
};
