import type { APIApplicationCommand, APIDMChannel, APIGuild, APIMessage, APIUser } from "discord-api-types/v10";
import { z } from "zod";
import { isFields } from "../fields.ts";
import type { Snowflakes } from "../snowflake.ts";
import type { GuildChannel, Member } from "./world.ts";
import { World } from "./world.ts";

const VERSION = 1;
const CDN_URL = /^\{"version":\d+,"cdnUrl":"([^"]+)"/;

export const KeptMessageSchema = z.object({ message: z.custom<APIMessage>(isFields), onlyFor: z.string().nullable() });
export const DirectChannelSchema = z.tuple([z.string(), z.custom<APIDMChannel>(isFields)]);

/** Only the sandbox writes this file, so only its frame is checked, not the Discord objects inside. */
const SnapshotSchema = z.object({
  version: z.literal(VERSION),
  cdnUrl: z.string(),
  application: z.object({ id: z.string(), name: z.string() }),
  bot: z.custom<APIUser>(isFields),
  lastId: z.string(),
  offset: z.number(),
  /** The instant at which the clock is paused. */
  pausedAt: z.number().nullable().default(null),
  /** The number of the first journal file that adds to this. */
  journal: z.int().default(0),
  guilds: z.array(
    z.object({
      guild: z.custom<APIGuild>(isFields),
      members: z.array(z.custom<Member>(isFields)),
      channels: z.array(z.custom<GuildChannel>(isFields)),
    }),
  ),
  directChannels: z.array(DirectChannelSchema),
  closedDirectMessages: z.array(z.string()),
  deletedAccounts: z.array(z.string()).default([]),
  commands: z.array(z.tuple([z.string(), z.array(z.custom<APIApplicationCommand>(isFields))])),
  messages: z.array(KeptMessageSchema),
});

export type Snapshot = z.infer<typeof SnapshotSchema>;

/** The parts of a snapshot that do not come from the world. */
export type SnapshotFrame = Pick<Snapshot, "cdnUrl" | "offset" | "pausedAt" | "journal">;

export function toSnapshot(world: World, { cdnUrl, offset, pausedAt, journal }: SnapshotFrame): string {
  const messages: Snapshot["messages"] = [];
  for (const channelId of world.channels.keys()) {
    for (const { message, onlyFor, thinking } of world.messagesIn(channelId)) {
      // The token that could edit it does not survive the process.
      if (!thinking) messages.push({ message, onlyFor });
    }
  }
  const snapshot: Snapshot = {
    version: VERSION,
    cdnUrl,
    application: world.application,
    bot: world.bot,
    lastId: world.snowflakes.last(),
    offset,
    pausedAt,
    journal,
    guilds: [...world.guilds.values()].map(({ guild, members, channels }) => ({
      guild,
      members: [...members.values()],
      channels: [...channels.values()],
    })),
    directChannels: [...world.directChannels()],
    closedDirectMessages: [...world.closedDirectMessages],
    deletedAccounts: [...world.deletedAccounts],
    commands: [...world.commands].map(([scope, commands]) => [scope, [...commands.values()]]),
    messages,
  };
  return JSON.stringify(snapshot);
}

/** Changes the addresses of attachments to where they are served now. */
export function moveAddresses(snapshotText: string, cdnUrl: string): (text: string) => string {
  const before = CDN_URL.exec(snapshotText)?.[1];
  return (text) => (before === undefined || before === cdnUrl ? text : text.replaceAll(before, cdnUrl));
}

/** @throws Error if the text is not a snapshot of this version */
export function parseSnapshot(text: string): Snapshot {
  return SnapshotSchema.parse(JSON.parse(text));
}

export function toWorld(snapshot: Snapshot, applicationName: string, snowflakes: Snowflakes): World {
  const application = { id: snapshot.application.id, name: applicationName };
  const world = new World(application, { ...snapshot.bot, username: applicationName }, snowflakes);
  for (const { guild, members, channels } of snapshot.guilds) {
    world.addGuild({
      guild,
      members: new Map(members.map((member) => [member.user.id, member])),
      channels: new Map(channels.map((channel) => [channel.id, channel])),
    });
  }
  for (const [userId, channel] of snapshot.directChannels) world.addDirectChannel(userId, channel);
  for (const userId of snapshot.closedDirectMessages) world.closedDirectMessages.add(userId);
  for (const userId of snapshot.deletedAccounts) world.deletedAccounts.add(userId);
  for (const [scope, commands] of snapshot.commands) {
    world.commands.set(scope, new Map(commands.map((command) => [command.id, command])));
  }
  for (const { message, onlyFor } of snapshot.messages) world.restoreMessage({ message, onlyFor, thinking: false });
  return world;
}
