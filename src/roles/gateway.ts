import { Events } from "discord.js";
import { presses } from "../../commands/index.ts";
import type { Coach } from "../coach/coach.ts";
import type { Clock, Log } from "../coach/ports.ts";
import { actions } from "../discord/actions/index.ts";
import type { Connection } from "../discord/client.ts";
import type { Command } from "../discord/command.ts";
import type { CommandMentions } from "../discord/command-mentions.ts";
import { createDispatcher } from "../discord/dispatcher.ts";
import { createKeepName } from "../discord/hooks/keep-name.ts";
import { tellKeptReminders } from "../discord/hooks/kept-reminders.ts";

/** The role that receives interactions and hands each to the dispatcher. */
export type Gateway = {
  /** Takes no new interactions, finishes those under way and logs out. */
  stop(): Promise<void>;
};

export function startGateway(parts: {
  connection: Connection;
  coach: Coach;
  commands: readonly Command[];
  mentions: CommandMentions;
  clock: Clock;
  log: Log;
  newReference: () => string;
}): Gateway {
  const { client } = parts.connection;
  const dispatch = createDispatcher({ ...parts, actions, presses, afterReply: [tellKeptReminders, createKeepName()] });
  const underWay = new Set<Promise<void>>();
  client.on(Events.InteractionCreate, (interaction) => {
    const replied = dispatch(interaction).finally(() => underWay.delete(replied));
    underWay.add(replied);
  });
  return {
    async stop() {
      client.removeAllListeners(Events.InteractionCreate);
      await Promise.all(underWay);
      await parts.connection.close();
    },
  };
}
