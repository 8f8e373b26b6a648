import type { SandboxClock } from "./clock.ts";
import type { Actor, ActorEvent, Faults } from "./contract.ts";
import type { Interactions } from "./interactions/interactions.ts";
import { toSeen } from "./interactions/respond.ts";
import type { RequestFaults } from "./rest/request-faults.ts";
import type { World, WorldEvent } from "./state/world.ts";
import type { WireLog } from "./wire-log.ts";

export type EventSources = {
  world: World;
  clock: SandboxClock;
  wire: WireLog;
  interactions: Interactions;
  requestFaults: RequestFaults;
  faults: Faults;
};

/** Gathers from the sandbox's parts everything that its members and watchers are told. */
export function listenTo({ world, clock, wire, interactions, requestFaults, faults }: EventSources): Actor["on"] {
  return (listener) => {
    const tellFaults = () => listener({ kind: "faults-changed", active: faults.active() });
    const stops = [
      world.on((event) => {
        const seen = toActorEvent(event);
        if (seen) listener(seen);
        if (event.kind === "direct-messages-changed" || event.kind === "channel-updated") tellFaults();
      }),
      requestFaults.on(tellFaults),
      interactions.onAcknowledged(({ id, user, channel, sourceMessage }) =>
        listener({
          kind: "acknowledged",
          interactionId: id,
          userId: user.id,
          channelId: channel.id,
          messageId: sourceMessage?.message.id ?? null,
        }),
      ),
      clock.onMove((now) => listener({ kind: "clock-moved", now })),
      wire.on((entry) => listener({ kind: "wire", entry })),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  };
}

function toActorEvent(event: WorldEvent): ActorEvent | null {
  switch (event.kind) {
    case "message-created":
    case "message-updated": {
      const { onlyFor, message } = event.stored;
      return { kind: event.kind, channelId: message.channel_id, seen: toSeen(event.stored), onlyFor };
    }
    case "message-deleted":
    case "message-forgotten": {
      const { id, channel_id } = event.stored.message;
      return { kind: "message-deleted", channelId: channel_id, messageId: id };
    }
    case "channel-created":
    case "channel-updated":
    case "channel-deleted":
    case "commands-changed":
      return event;
    case "member-left":
      return { kind: event.kind, guildId: event.guildId, userId: event.user.id };
    case "bot-left":
    case "bot-joined":
      return { kind: event.kind, guildId: event.record.guild.id };
    case "direct-messages-changed":
      return null;
  }
}
