import type { Coach } from "../coach/coach.ts";
import type { View } from "./message.ts";

/**
 * What a hook learns about the interaction that was just replied to. In a direct message `guildId` is null; `enrolmentId`
 * is the one that a pressed action names, else null.
 */
export type Replied = { coach: Coach; userId: string; guildId: string | null; enrolmentId: number | null };

/**
 * Runs after each reply to a command or a press. A view is said to the member alone, as a message of its own; null says
 * nothing. What a hook throws is logged, and the reply stands. After a form that was opened no hook runs: the member is
 * filling it in, and submitting it is a press again.
 */
export type AfterReply = (replied: Replied) => Promise<View | null>;
