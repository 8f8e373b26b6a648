import { type Answer, answerWith, reply, update } from "../src/discord/answer.ts";
import { command, type PressContext, type Presses } from "../src/discord/command.ts";
import type { View } from "../src/discord/message.ts";
import { hiddenAside, leaderboardView } from "../src/discord/views/leaderboard.ts";
import { problemView } from "../src/discord/views/problem.ts";

export const leaderboard = command({
  name: "leaderboard",
  description: "How far this server has come, for everyone to see",
  public: true,
  options: {},
  run: async (_options, context) =>
    answerWith(await context.coach.cohort.readLeaderboard({ ...context, courseId: null }), context, (board) =>
      reply(leaderboardView(board, 0)),
    ),
});

async function redraw(courseId: string, page: number, context: PressContext, aside?: View): Promise<Answer> {
  const { coach, guildId, userId } = context;
  // The board lives in servers only; in a direct message the id must have been forged.
  if (guildId === null) return reply(problemView({ kind: "not-joined" }, false));
  return answerWith(await coach.cohort.readLeaderboard({ guildId, userId, courseId }), context, (board) =>
    update(leaderboardView(board, page), aside),
  );
}

export const leaderboardPresses: Pick<Presses, "leaderboard" | "hide"> = {
  leaderboard: ({ courseId, page }, context) => redraw(courseId, page, context),
  hide: async ({ courseId, page, hidden }, context) => {
    const { coach, guildId, userId } = context;
    if (guildId === null) return reply(problemView({ kind: "not-joined" }, false));
    const result = await coach.cohort.setHidden({ guildId, userId, hidden });
    return result.ok ? redraw(courseId, page, context, hiddenAside(hidden)) : reply(problemView(result.problem, true));
  },
};
