import type { ChannelView, CommandView, ContextCommandView, GuildView, PersonView } from "../view.ts";
import { state } from "./state.ts";

export function findChannel(id: string | null): ChannelView | null {
  const channels = [...state.guilds.flatMap((guild) => guild.channels), ...state.directMessages];
  return channels.find((channel) => channel.id === id) ?? null;
}

/** The server of the open channel; a direct message has none. */
export function currentGuild(): GuildView | null {
  const guildId = findChannel(state.channelId)?.guildId;
  return state.guilds.find((guild) => guild.id === guildId) ?? null;
}

/** The server whose members and channels can be mentioned or picked here; in a direct message, the first one. */
export function nearestGuild(): GuildView | null {
  return currentGuild() ?? state.guilds[0] ?? null;
}

export function currentCommands(): readonly CommandView[] {
  return currentGuild()?.commands ?? (findChannel(state.channelId) ? state.directCommands : []);
}

export function currentContextCommands(on: ContextCommandView["on"]): readonly ContextCommandView[] {
  const offered = currentGuild()?.contextCommands ?? (findChannel(state.channelId) ? state.directContextCommands : []);
  return offered.filter((command) => command.on === on);
}

export function currentPerson(person: PersonView): PersonView {
  return state.people.get(person.id) ?? person;
}

export function commandPath(command: Pick<CommandView, "name" | "subcommandGroup" | "subcommand">): string {
  return [command.name, command.subcommandGroup, command.subcommand].filter((part) => part !== null).join(" ");
}

export function channelLabel(channel: ChannelView): string {
  return `${channel.guildId === null ? "@" : "#"}${channel.name}`;
}

/** A command as an act names it. */
export function commandAddress({ name, subcommandGroup, subcommand }: CommandView) {
  return {
    name,
    ...(subcommandGroup === null ? {} : { subcommandGroup }),
    ...(subcommand === null ? {} : { subcommand }),
  };
}
