import type { ChannelView, MessageView, PageEvent, Snapshot } from "../view.ts";
import { placeMessage } from "./message-order.ts";
import { loadReadMarks } from "./read-marks.ts";
import { readRoute, settleRoute } from "./route.ts";
import { setClock } from "./sandbox-clock.ts";
import { change, put, state } from "./state.ts";

const WIRE_ENTRIES_KEPT = 300;

function sortIntoChannels(messages: readonly MessageView[]): ReadonlyMap<string, readonly MessageView[]> {
  return Map.groupBy(messages, (message) => message.channelId);
}

function chooseChannel({ guilds, directMessages }: Snapshot): string | null {
  const channels = [...guilds.flatMap((guild) => guild.channels), ...directMessages];
  const wanted = readRoute().channel;
  return (channels.find((channel) => channel.id === wanted) ?? channels[0])?.id ?? null;
}

function begin(snapshot: Snapshot): void {
  const { self, bot, people, guilds, directMessages, directMessagesOpen, wire, faults, tour } = snapshot;
  change({
    connection: "open",
    self,
    bot,
    people: new Map(people.map((person) => [person.id, person])),
    guilds,
    directMessages,
    directCommands: snapshot.directCommands,
    directContextCommands: snapshot.directContextCommands,
    directMessagesOpen,
    messages: sortIntoChannels(snapshot.messages),
    channelId: chooseChannel(snapshot),
    read: loadReadMarks(self.id),
    pending: new Map(),
    unanswered: new Set(),
    sent: [],
    wire,
    faults,
    tour,
  });
  setClock(snapshot.clock);
  settleRoute();
}

/** Replaces the channel if it is known, or else adds it at the end. */
function putChannel(channels: readonly ChannelView[], channel: ChannelView): ChannelView[] {
  return channels.some((other) => other.id === channel.id)
    ? channels.map((other) => (other.id === channel.id ? channel : other))
    : [...channels, channel];
}

function takeChannel(channel: ChannelView): void {
  if (channel.guildId === null) {
    change({ directMessages: putChannel(state.directMessages, channel) });
    return;
  }
  const guilds = state.guilds.map((guild) =>
    guild.id === channel.guildId ? { ...guild, channels: putChannel(guild.channels, channel) } : guild,
  );
  change({ guilds });
}

/** A viewer of the deleted channel is moved to the first one that is left. */
function dropChannel(channelId: string): void {
  const stays = (channel: ChannelView) => channel.id !== channelId;
  const guilds = state.guilds.map((guild) => ({ ...guild, channels: guild.channels.filter(stays) }));
  const directMessages = state.directMessages.filter(stays);
  change({ guilds, directMessages });
  if (state.channelId !== channelId) return;
  const [first] = [...guilds.flatMap((guild) => guild.channels), ...directMessages];
  change({ channelId: first?.id ?? null });
  settleRoute();
}

/** The response to a command replaces the line that said it was sent. */
function takeSentCommand(message: MessageView): void {
  const { usedCommand, channelId } = message;
  if (usedCommand?.person.id !== state.self?.id) return;
  const answered = state.sent.find(
    (command) => command.channelId === channelId && command.name === usedCommand?.name && command.failure === null,
  );
  if (answered) change({ sent: state.sent.filter((command) => command !== answered) });
}

/** Applies an event from the server to the state. */
export function receive(event: PageEvent): void {
  switch (event.kind) {
    case "snapshot":
      begin(event.snapshot);
      break;
    case "message": {
      const { message } = event;
      const placed = placeMessage(state.messages.get(message.channelId) ?? [], message);
      change({ messages: put(state.messages, message.channelId, placed) });
      takeSentCommand(message);
      break;
    }
    case "message-deleted": {
      const left = (state.messages.get(event.channelId) ?? []).filter((message) => message.id !== event.messageId);
      change({ messages: put(state.messages, event.channelId, left) });
      break;
    }
    case "channel":
      takeChannel(event.channel);
      break;
    case "channel-deleted":
      dropChannel(event.channelId);
      break;
    case "commands":
      change({
        directCommands: event.directCommands,
        directContextCommands: event.directContextCommands,
        guilds: state.guilds.map((guild) => ({ ...guild, ...event.guilds.find((entry) => entry.id === guild.id) })),
      });
      break;
    case "clock":
      setClock(event.clock);
      break;
    case "faults": {
      const closed = event.active.some(
        ({ spec }) => spec.kind === "closed-direct-messages" && spec.userId === state.self?.id,
      );
      change({ faults: event.active, directMessagesOpen: !closed });
      break;
    }
    case "tour":
      change({ tour: event.tour });
      break;
    case "wire":
      change({ wire: [...state.wire, event.entry].slice(-WIRE_ENTRIES_KEPT) });
      break;
  }
}
