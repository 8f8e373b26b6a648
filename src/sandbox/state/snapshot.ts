import type { APIApplicationCommand, APIDMChannel, APIGuild, APIMessage, APIUser } from "discord-api-types/v10";
import { z } from "zod";
import { isFields } from "../rules/form.ts";
import type { Snowflakes } from "../snowflake.ts";
import type { GuildChannel, Member } from "./world.ts";
import { World } from "./world.ts";

const VERSION = 1;
const CDN_URL = /^\{"version":\d+,"cdnUrl":"([^"]+)"/;

/** Only the sandbox writes this file: its frame is checked, what Discord's own objects hold is taken as it was written. */
const SnapshotSchema = z.object({
  version: z.literal(VERSION),
  cdnUrl: z.string(),
  application: z.object({ id: z.string(), name: z.string() }),
  bot: z.custom<APIUser>(isFields),
  lastId: z.string(),
  offset: z.number(),
  guilds: z.array(
    z.object({
      guild: z.custom<APIGuild>(isFields),
      members: z.array(z.custom<Member>(isFields)),
      channels: z.array(z.custom<GuildChannel>(isFields)),
    }),
  ),
  directChannels: z.array(z.tuple([z.string(), z.custom<APIDMChannel>(isFields)])),
  closedDirectMessages: z.array(z.string()),
  commands: z.array(z.tuple([z.string(), z.array(z.custom<APIApplicationCommand>(isFields))])),
  messages: z.array(z.object({ message: z.custom<APIMessage>(isFields), onlyFor: z.string().nullable() })),
});

export type Snapshot = z.infer<typeof SnapshotSchema>;

/** @param offset of the clock, in milliseconds */
export function toSnapshot(world: World, offset: number, cdnUrl: string): string {
  const messages: Snapshot["messages"] = [];
  for (const channelId of world.channels.keys()) {
    for (const { message, onlyFor, thinking } of world.messagesIn(channelId)) {
      // The token that would have filled it does not outlive the process.
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
    guilds: [...world.guilds.values()].map(({ guild, members, channels }) => ({
      guild,
      members: [...members.values()],
      channels: [...channels.values()],
    })),
    directChannels: [...world.directChannels()],
    closedDirectMessages: [...world.closedDirectMessages],
    commands: [...world.commands].map(([scope, commands]) => [scope, [...commands.values()]]),
    messages,
  };
  return JSON.stringify(snapshot);
}

/**
 * @param cdnUrl where attachments are served now; addresses in messages move with it
 * @throws Error if the text is no snapshot of this version
 */
export function parseSnapshot(text: string, cdnUrl: string): Snapshot {
  const before = CDN_URL.exec(text)?.[1];
  const moved = before === undefined || before === cdnUrl ? text : text.replaceAll(before, cdnUrl);
  return SnapshotSchema.parse(JSON.parse(moved));
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
  for (const [scope, commands] of snapshot.commands) {
    world.commands.set(scope, new Map(commands.map((command) => [command.id, command])));
  }
  for (const { message, onlyFor } of snapshot.messages) world.restoreMessage({ message, onlyFor, thinking: false });
  return world;
}
