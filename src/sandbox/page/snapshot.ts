import type { APIChannel } from "discord-api-types/v10";
import type { Actor, MovableClock, WireEntry } from "../contract.ts";
import type { ChannelView, ClockView, GuildView, PageEvent, PersonView, Snapshot, TourView } from "./view.ts";
import { viewCommands, viewContextCommands } from "./view-command.ts";
import { viewMessage, viewPerson } from "./view-message.ts";

const MESSAGES_A_CHANNEL = 100;

export function viewClock(clock: MovableClock): ClockView {
  return { now: clock.now(), paused: clock.paused(), nextTimer: clock.nextTimer() };
}

/** Every member of every server once, including the bot. */
export function viewPeople(actor: Actor): PersonView[] {
  const people = actor.guilds().flatMap((guild) => actor.members(guild.id));
  const byId = new Map([[actor.bot().id, viewPerson(actor.bot())]]);
  for (const { user, nick } of people) byId.set(user.id, viewPerson(user, nick));
  return [...byId.values()];
}

export function viewChannel(channel: APIChannel, bot: PersonView): ChannelView {
  const guildId = "guild_id" in channel ? (channel.guild_id ?? null) : null;
  return {
    id: channel.id,
    guildId,
    name: guildId === null ? bot.name : (channel.name ?? channel.id),
    topic: "topic" in channel ? (channel.topic ?? null) : null,
  };
}

function isMember(actor: Actor, guildId: string, userId: string): boolean {
  return actor.members(guildId).some((member) => member.user.id === userId);
}

function guildsOf(actor: Actor, userId: string) {
  return actor.guilds().filter((guild) => isMember(actor, guild.id, userId));
}

/** The ids of the channels that a member can open. */
export function channelsInSight(actor: Actor, userId: string): Set<string> {
  const channels = [
    ...guildsOf(actor, userId).flatMap((guild) => actor.channels({ guildId: guild.id })),
    ...actor.channels({ userId }),
  ];
  return new Set(channels.map((channel) => channel.id));
}

export function viewAllCommands(actor: Actor, userId: string): Extract<PageEvent, { kind: "commands" }> {
  const direct = actor.commands(null, userId);
  return {
    kind: "commands",
    guilds: guildsOf(actor, userId).map(({ id }) => {
      const all = actor.commands(id, userId);
      return { id, commands: viewCommands(all), contextCommands: viewContextCommands(all) };
    }),
    directCommands: viewCommands(direct),
    directContextCommands: viewContextCommands(direct),
  };
}

/** Everything that `self` can see: all that a new page needs to draw itself. */
export function takeSnapshot(
  actor: Actor,
  clock: MovableClock,
  self: PersonView,
  wire: readonly WireEntry[],
  tour: TourView | null,
): Snapshot {
  const bot = viewPerson(actor.bot());
  const commands = viewAllCommands(actor, self.id);
  const guilds = guildsOf(actor, self.id).map((guild): GuildView => {
    const offered = commands.guilds.find((entry) => entry.id === guild.id);
    return {
      id: guild.id,
      name: guild.name,
      icon: guild.icon ? `/cdn/icons/${guild.id}/${guild.icon}.png` : null,
      channels: actor.channels({ guildId: guild.id }).map((channel) => viewChannel(channel, bot)),
      roles: guild.roles.filter((role) => role.id !== guild.id).map(({ id, name }) => ({ id, name })),
      commands: offered?.commands ?? [],
      contextCommands: offered?.contextCommands ?? [],
    };
  });
  const directMessages = actor.channels({ userId: self.id }).map((channel) => viewChannel(channel, bot));
  const channels = [...guilds.flatMap((guild) => guild.channels), ...directMessages];
  return {
    self,
    bot,
    people: viewPeople(actor),
    guilds,
    directMessages,
    directCommands: commands.directCommands,
    directContextCommands: commands.directContextCommands,
    messages: channels.flatMap((channel) =>
      actor.messages(channel.id, self.id).slice(-MESSAGES_A_CHANNEL).map(viewMessage),
    ),
    directMessagesOpen: actor.directMessagesOpen(self.id),
    clock: viewClock(clock),
    wire: [...wire],
    faults: actor.faults.active(),
    tour,
  };
}
