import { fail, type Result } from "../src/coach/problem.ts";
import type { leaderboardActions } from "../src/discord/actions/cohort.ts";
import { command } from "../src/discord/command.ts";
import type { View } from "../src/discord/message.ts";
import type { PressContext, PressesOf } from "../src/discord/press.ts";
import { mapResult, type Reply, reply, update } from "../src/discord/reply.ts";
import { hiddenAside, leaderboardView } from "../src/discord/views/leaderboard.ts";

export const leaderboard = command({
  name: "leaderboard",
  description: "How far this server has come, for everyone to see",
  public: true,
  options: {},
  run: async (_options, context) =>
    mapResult(await context.coach.cohort.readLeaderboard({ ...context, courseId: null, page: 0 }), (board) =>
      reply(leaderboardView(board, 0)),
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
    update(leaderboardView(board, page), { aside }),
  );
}

export const leaderboardPresses: PressesOf<typeof leaderboardActions> = {
  leaderboard: ({ courseId, page }, context) => redraw(courseId, page, context),
  hide: async ({ courseId, page, hidden }, context) => {
    const { coach, guildId, userId } = context;
    if (guildId === null) return fail({ kind: "not-joined" });
    const result = await coach.cohort.setHidden({ guildId, userId, hidden });
    return result.ok ? redraw(courseId, page, context, hiddenAside(hidden)) : result;
  },
};
