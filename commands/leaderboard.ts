import { fail, type Result } from "../src/coach/problem.ts";
import type { leaderboardActions } from "../src/discord/actions/cohort.ts";
import { command } from "../src/discord/command.ts";
import type { View } from "../src/discord/message.ts";
import type { PressContext, PressesOf } from "../src/discord/press.ts";
import { mapResult, type Reply, reply, update } from "../src/discord/reply.ts";
import { leaderboardView, visibilityView } from "../src/discord/views/leaderboard.ts";

export const leaderboard = command({
  name: "leaderboard",
  description: "How far this server has come, for everyone to see",
  public: true,
  leadsSomewhere: ({ own, offered }) => own.length + offered.length > 0,
  options: {},
  run: async (_options, context) =>
    mapResult(await context.coach.cohort.readLeaderboard({ ...context, courseId: null, page: 0 }), (board) =>
      // Who is hidden sees nothing of themselves on the board, and hears privately how to come back.
      reply(leaderboardView(board, 0), [], board.askerHidden ? visibilityView(true) : null),
    ),
});

async function redraw(
  courseId: string,
  page: number,
  context: PressContext,
  aside: View | null = null,
): Promise<Result<Reply>> {
  const { coach, guildId, userId } = context;
  // Boards are only in servers, so in a direct message the id must have been forged.
  if (guildId === null) return fail({ kind: "not-joined" });
  return mapResult(await coach.cohort.readLeaderboard({ guildId, userId, courseId, page }), (board) =>
    update(leaderboardView(board, page), { aside, forAll: true }),
  );
}

async function setHidden(hidden: boolean, { coach, guildId, userId }: PressContext): Promise<Result<View>> {
  if (guildId === null) return fail({ kind: "not-joined" });
  return mapResult(await coach.cohort.setHidden({ guildId, userId, hidden }), () => visibilityView(hidden));
}

export const leaderboardPresses: PressesOf<typeof leaderboardActions> = {
  leaderboard: ({ courseId, page }, context) => redraw(courseId, page, context),
  hide: async ({ courseId, page, hidden }, context) => {
    const told = await setHidden(hidden, context);
    return told.ok ? redraw(courseId, page, context, told.value) : told;
  },
  "hide-me": async (_fields, context) => mapResult(await setHidden(true, context), (view) => reply(view)),
  visibility: async ({ hidden }, context) => mapResult(await setHidden(hidden, context), (view) => update(view)),
};
