import type { Coach } from "../coach/coach.ts";
import type { View } from "./message.ts";

/**
 * What a hook learns about the interaction that was just replied to. In a direct message `guildId` is null;
 * `enrolmentId` is the one that a pressed action names, else null.
 */
export type Replied = {
  coach: Coach;
  userId: string;
  guildId: string | null;
  enrolmentId: number | null;
  /** As the server's members see the member; null in a direct message. */
  displayName: string | null;
};

/**
 * Runs after each reply to a command or a press. A view goes to the member alone, as a message of its own; null sends
 * nothing. If a hook throws, that is logged and the reply stays. No hook runs after a form opens, because the member is
 * filling it in. It runs after the form is submitted.
 */
export type AfterReply = (replied: Replied) => Promise<View | null>;
