import { pressed } from "./declare.ts";
import { flag, number, slug } from "./fields.ts";

export const leaderboardActions = {
  leaderboard: pressed({ courseId: slug, page: number }),
  hide: pressed({ courseId: slug, page: number, hidden: flag }),
};
