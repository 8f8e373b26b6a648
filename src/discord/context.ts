import type { Coach } from "../coach/coach.ts";

export type Context = {
  coach: Coach;
  userId: string;
  /** Whether the member may manage the server (false in a direct message), as Discord says now. */
  mayManage: boolean;
};
