import { type APIChannel, DiscordAPIError, type REST, RESTJSONErrorCodes, Routes } from "discord.js";
import type { Clock } from "../../coach/ports.ts";
import type { DirectChannels } from "../../coach/reminders/ports.ts";
import { createOpeningPace } from "./opening-pace.ts";

type Member = { guildId: string; userId: string };

/** The channel, or when to ask again because too many are being opened. `isKept`: it was opened some time ago. */
export type Opened = { kind: "open"; channelId: string; isKept: boolean } | { kind: "postponed"; until: number };

export type DirectMessages = {
  open(member: Member, signal: AbortSignal): Promise<Opened>;
  /** Discord does not know the channel any more. */
  forget(member: Member): Promise<void>;
};

/** Opens direct messages, at a pace, and keeps the channels. Each process has a pace of its own. */
export function createDirectMessages(parts: {
  rest: REST;
  channels: DirectChannels;
  clock: Clock;
  random: () => number;
}): DirectMessages {
  const { rest, channels, clock } = parts;
  const pace = createOpeningPace(parts.random);
  let last: Promise<unknown> = Promise.resolve();

  async function openNext(member: Member, signal: AbortSignal): Promise<Opened> {
    const until = pace.pausedUntil(clock.now());
    if (until !== null) return { kind: "postponed", until };
    try {
      const body = { recipient_id: member.userId };
      const { id: channelId } = (await rest.post(Routes.userChannels(), { body, signal })) as APIChannel;
      pace.accepted();
      await channels.keep(member, channelId);
      return { kind: "open", channelId, isKept: false };
    } catch (error) {
      if (!isTooFast(error)) throw error;
      return { kind: "postponed", until: pace.refused(clock.now()) };
    }
  }

  return {
    async open(member, signal) {
      const kept = await channels.find(member);
      if (kept !== null) return { kind: "open", channelId: kept, isKept: true };
      const until = pace.take(member.userId, clock.now());
      if (until !== null) return { kind: "postponed", until };
      // One after the other, so that a refusal stops those behind it.
      const opening = last.then(() => openNext(member, signal));
      last = Promise.allSettled([opening]);
      return opening;
    },
    forget: (member) => channels.keep(member, null),
  };
}

function isTooFast(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.OpeningDirectMessagesTooFast;
}
