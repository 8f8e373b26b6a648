import { pressed } from "./declare.ts";
import { flag, number, slug } from "./fields.ts";

export const leaderboardActions = {
  leaderboard: pressed({ courseId: slug, page: number }),
  /** On the board, which is drawn again. */
  hide: pressed({ courseId: slug, page: number, hidden: flag }),
  /** Anywhere else: answers in a message of its own. */
  "hide-me": pressed({}),
  /** In that message, which then offers the opposite. */
  visibility: pressed({ hidden: flag }),
};
