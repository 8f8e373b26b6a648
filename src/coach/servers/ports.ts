import type { World } from "../ports.ts";

/** Where the bot is. Instants are UTC epoch milliseconds. */

export type Servers = {
  /** The servers that have learners or schedules, whether the bot is in them or not. */
  known(): Promise<readonly string[]>;
  /** The bot was removed: everything of the server's is kept, and nothing of it is due. False if that was known. */
  leave(guildId: string, now: number): Promise<boolean>;
  /** The bot was added again: what is overdue is due now. Changes nothing if it was never removed. */
  comeBack(guildId: string, now: number): Promise<void>;
};

export type ServerPorts = World & { servers: Servers };
