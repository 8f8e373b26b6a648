import { fail, type Result, succeed } from "../src/coach/problem.ts";
import type { joinActions } from "../src/discord/actions/enrolment.ts";
import { slug } from "../src/discord/actions/fields.ts";
import { command } from "../src/discord/command.ts";
import { completeOfferedCourse } from "../src/discord/complete-course.ts";
import { MAX_CHOICES } from "../src/discord/limits.ts";
import type { PressContext, PressesOf } from "../src/discord/press.ts";
import { type FormReply, mapResult, openForm, type Reply, reply } from "../src/discord/reply.ts";
import { chooseCourseView, joinedView, zoneForm } from "../src/discord/views/enrolment.ts";

export const join = command({
  name: "join",
  description: "Join the course, or change your time zone",
  options: {
    zone: {
      type: "text",
      description: "A city near you, your country or a time zone; your reminders use it",
      required: true,
      maxLength: 60,
      complete: async (typed, { coach }) =>
        (await coach.learning.searchTimeZones(typed, MAX_CHOICES)).map(({ timeZone, label }) => ({
          name: label,
          value: timeZone,
        })),
    },
    course: {
      type: "text",
      description: "Which course, if the server has several",
      maxLength: 150,
      complete: completeOfferedCourse,
    },
  },
  run: async ({ zone, course }, context) =>
    mapResult(await context.coach.learning.joinCourse({ ...context, courseId: course, timeZone: zone }), (joined) =>
      reply(joinedView(joined)),
    ),
});

/** Asks for the time zone, or first for the course if several are offered and none was named. */
async function beginJoining(
  courseId: string | null,
  { coach, guildId, userId }: PressContext,
): Promise<Result<Reply | FormReply>> {
  if (guildId === null) return fail({ kind: "not-joined" });
  const offered = courseId === null ? await coach.courses.offeredCourses(guildId) : [];
  if (offered.length > 1) return succeed(reply(chooseCourseView(offered)));
  // Nobody fills in a form for a course that they cannot join.
  return mapResult(await coach.learning.findJoinable({ guildId, userId, courseId }), () =>
    openForm(zoneForm(courseId)),
  );
}

/** What a menu holds can be forged: only an id of a course goes into the form's own id. Joining checks whether it is here. */
async function beginWith(chosen: string, context: PressContext): Promise<Result<Reply | FormReply>> {
  if (slug.safeParse(chosen).success) return beginJoining(chosen, context);
  const offered = context.guildId === null ? [] : await context.coach.courses.offeredCourses(context.guildId);
  const known = offered.map(({ course }) => ({ id: course.id, title: course.title }));
  return fail({ kind: "unknown-course", asked: chosen, known });
}

async function joinWith(courseId: string | null, timeZone: string | undefined, context: PressContext) {
  const { coach, guildId, userId } = context;
  if (guildId === null || timeZone === undefined) return fail({ kind: "not-joined" });
  return mapResult(await coach.learning.joinCourse({ guildId, userId, courseId, timeZone }), (joined) =>
    reply(joinedView(joined)),
  );
}

export const joinPresses: PressesOf<typeof joinActions> = {
  join: ({ courseId }, context) => beginJoining(courseId, context),
  "choose-course": (_fields, context) => beginWith(context.values[0] ?? "", context),
  "join-form": ({ courseId }, context) => joinWith(courseId, context.inputs.zone, context),
  "join-zone": ({ courseId }, context) => joinWith(courseId, context.values[0], context),
};
