import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { Actor, ActorEvent, MovableClock, WireEntry } from "../contract.ts";
import { channelsInSight, takeSnapshot, viewAllCommands, viewChannel, viewClock, viewPeople } from "./snapshot.ts";
import type { PageEvent, PersonView, TourView } from "./view.ts";
import { viewMessage, viewPerson } from "./view-message.ts";

const WIRE_ENTRIES_KEPT = 300;
/** Bots set short timers while they respond. The page only shows timers that are still there after this time. */
const TIMERS_REST_MS = 300;

export type Live = {
  connect(request: IncomingMessage, socket: Duplex, head: Buffer, userId: string | null): void;
  /** To every open page. */
  tell(event: PageEvent): void;
  close(): void;
};

/**
 * Keeps every open page up to date: first a snapshot, then each event, always as that page's member may see it.
 * @param viewTour the guided run as a snapshot shows it
 */
export function createLive(actor: Actor, clock: MovableClock, viewTour: () => TourView | null): Live {
  const server = new WebSocketServer({ noServer: true });
  const members = new Map<WebSocket, PersonView>();
  const wire: WireEntry[] = [];

  function send(socket: WebSocket, event: PageEvent): void {
    socket.send(JSON.stringify(event));
  }

  function viewAll(self: PersonView): PageEvent {
    return { kind: "snapshot", snapshot: takeSnapshot(actor, clock, self, wire, viewTour()) };
  }

  function viewFor(event: ActorEvent, self: PersonView): PageEvent | null {
    const userId = self.id;
    switch (event.kind) {
      case "message-created":
      case "message-updated": {
        const hidden = event.onlyFor !== null && event.onlyFor !== userId;
        if (hidden || !channelsInSight(actor, userId).has(event.channelId)) return null;
        return { kind: "message", message: viewMessage(event.seen) };
      }
      case "message-deleted":
        if (!channelsInSight(actor, userId).has(event.channelId)) return null;
        return { kind: "message-deleted", channelId: event.channelId, messageId: event.messageId };
      case "channel-created":
        if (event.onlyFor !== null && event.onlyFor !== userId) return null;
        return { kind: "channel", channel: viewChannel(event.channel, viewPerson(actor.bot())) };
      case "channel-updated":
        if (!channelsInSight(actor, userId).has(event.channel.id)) return null;
        return { kind: "channel", channel: viewChannel(event.channel, viewPerson(actor.bot())) };
      case "channel-deleted":
        return { kind: "channel-deleted", channelId: event.channel.id };
      case "member-left":
      case "bot-left":
      case "bot-joined":
        return viewAll(self);
      case "faults-changed":
        return { kind: "faults", active: event.active };
      case "acknowledged":
        // The member who pressed learns this from the result of their act.
        return null;
      case "commands-changed":
        return viewAllCommands(actor, userId);
      case "clock-moved":
        // Handled below by following the clock itself, which also reports pauses.
        return null;
      case "wire":
        return { kind: "wire", entry: event.entry };
    }
  }

  const stopListening = actor.on((event) => {
    if (event.kind === "wire") {
      wire.push(event.entry);
      if (wire.length > WIRE_ENTRIES_KEPT) wire.shift();
    }
    for (const [socket, member] of members) {
      const view = viewFor(event, member);
      if (view) send(socket, view);
    }
  });

  function tell(event: PageEvent): void {
    for (const socket of members.keys()) send(socket, event);
  }

  const tellTime = () => tell({ kind: "clock", clock: viewClock(clock) });
  const stopFollowing = clock.onMove(tellTime);
  let timersRest: NodeJS.Timeout | null = null;
  const stopWatchingTimers = clock.onTimers(() => {
    timersRest ??= setTimeout(() => {
      timersRest = null;
      tellTime();
    }, TIMERS_REST_MS).unref();
  });

  return {
    connect(request, socket, head, userId) {
      server.handleUpgrade(request, socket, head, (connection) => {
        const people = viewPeople(actor).filter((person) => !person.bot);
        const self = people.find((person) => person.id === userId) ?? people[0];
        if (!self) {
          connection.close(1011, "The sandbox has no members.");
          return;
        }
        members.set(connection, self);
        connection.on("close", () => members.delete(connection));
        connection.on("error", () => connection.terminate());
        send(connection, viewAll(self));
      });
    },
    tell,
    close() {
      stopListening();
      stopFollowing();
      stopWatchingTimers();
      if (timersRest) clearTimeout(timersRest);
      for (const socket of members.keys()) socket.terminate();
      server.close();
    },
  };
}
