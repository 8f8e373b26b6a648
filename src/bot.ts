import { randomBytes } from "node:crypto";
import { Events } from "discord.js";
import { schedule } from "node-cron";
import { commands, presses } from "../commands/index.ts";
import { createCoach } from "./coach/coach.ts";
import type { BuiltInCourse } from "./coach/course-ports.ts";
import type { Clock, Log, Ports } from "./coach/ports.ts";
import { createReminderLoop } from "./coach/reminder-loop.ts";
import { actions } from "./discord/actions/index.ts";
import { createAttachments } from "./discord/attachments.ts";
import { type Address, logIn, registerCommands } from "./discord/client.ts";
import { createDispatcher } from "./discord/dispatcher.ts";
import { tellKeptReminders } from "./discord/hooks/kept-reminders.ts";
import { createSender } from "./discord/sender.ts";
import { createCatalog } from "./storage/catalog.ts";
import { openStorage } from "./storage/storage.ts";

export type Bot = {
  /** As Discord names it. */
  name: string;
  servers: number;
  /** Resolves, with the reason, when Discord ends the connection for good: a token taken back, say. Nothing more is heard then. */
  lost: Promise<string>;
  /** Answers what is under way, logs out, closes the database. */
  stop(): Promise<void>;
};

/** The bot, wired by hand. Rejects when the database cannot be opened or Discord refuses the token. */
export async function startBot(parts: {
  discord: Address;
  databaseFile: string;
  contents: readonly BuiltInCourse[];
  clock: Clock;
  log: Log;
}): Promise<Bot> {
  const { clock, log } = parts;
  const storage = openStorage(parts.databaseFile);
  const client = await logIn(parts.discord, log).catch((error: unknown) => {
    storage.close();
    throw error;
  });

  const ports: Ports = {
    clock,
    log,
    catalog: createCatalog(parts.contents, storage.shelf),
    shelf: storage.shelf,
    attachments: createAttachments(parts.discord.cdnUrl),
    enrolments: storage.enrolments,
    progress: storage.progress,
    quizzes: storage.quizzes,
    reminders: storage.reminders,
    deliveries: storage.deliveries,
    sender: createSender(client),
    // 20 characters of 120 random bits: Discord takes 25, and no two databases share one.
    newDeliveryId: () => randomBytes(15).toString("base64url"),
  };
  const loop = createReminderLoop(ports);
  const dispatch = createDispatcher({
    coach: createCoach(ports, loop),
    commands,
    actions,
    presses,
    afterReply: [tellKeptReminders],
    clock,
    log,
    newReference: () => randomBytes(4).toString("hex"),
  });

  const underWay = new Set<Promise<void>>();
  client.on(Events.InteractionCreate, (interaction) => {
    const answered = dispatch(interaction).finally(() => underWay.delete(answered));
    underWay.add(answered);
  });
  const lost = Promise.withResolvers<string>();
  client.once(Events.ShardDisconnect, ({ code }) => lost.resolve(`the gateway closed with ${code}`));
  client.once(Events.Invalidated, () => lost.resolve("the session was made invalid"));
  await registerCommands(client, commands);

  // The tick only catches up; the loop arms a precise timer of its own. Hence UTC, and no expression per reminder.
  const tick = schedule("* * * * *", () => loop.run(), { timezone: "UTC", noOverlap: true });
  await loop.run();

  return {
    name: client.user.username,
    servers: client.guilds.cache.size,
    lost: lost.promise,
    async stop() {
      await tick.destroy();
      await loop.stop();
      client.removeAllListeners(Events.InteractionCreate);
      // The connection that is closed now is not one that is lost.
      client.removeAllListeners(Events.ShardReconnecting);
      await Promise.all(underWay);
      await client.destroy();
      storage.close();
    },
  };
}
