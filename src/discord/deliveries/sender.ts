import {
  type APIMessage,
  DiscordAPIError,
  MessageFlags,
  type REST,
  RESTJSONErrorCodes,
  type RESTPatchAPIChannelMessageJSONBody,
  type RESTPostAPIChannelMessageJSONBody,
  Routes,
} from "discord.js";
import type { Clock } from "../../coach/ports.ts";
import type {
  DirectChannels,
  Outgoing,
  OutgoingMessage,
  Recipient,
  Sender,
  SendOutcome,
} from "../../coach/reminders/ports.ts";
import { LATE_MS, reminderView } from "../views/reminder-message.ts";
import { studyCallView } from "../views/study-call.ts";
import { createDirectMessages } from "./direct-channels.ts";
import { findDelivered } from "./history.ts";
import { markView } from "./mark.ts";
import { isInvalidRequest, outcomeOf } from "./outcome.ts";
import { createRefusalBudget } from "./refusal-budget.ts";

/** The name of a server, for messages outside of it; null if it is not known. */
export type ServerNames = (guildId: string) => Promise<string | null>;

type Posting = Parameters<Sender["send"]>[0];

/**
 * Sends over REST only, without a gateway or its caches.
 *
 * What "once" holds for: the id of the delivery is the nonce, and for a few minutes Discord does not show a second message
 * under the same nonce. When an attempt may have arrived longer ago, the channel's history is searched for the message
 * first. So a message is shown twice only if Discord posts an attempt after it was silent about it for minutes, and after
 * the history was searched; or if somebody deleted the first one; or, in a server's channel, if the bot may not read the
 * history. Sources: https://docs.discord.com/developers/resources/message#create-message and #get-channel-messages.
 */
export function createSender(parts: {
  rest: REST;
  serverNames: ServerNames;
  channels: DirectChannels;
  clock: Clock;
  random: () => number;
}): Sender {
  const { rest, serverNames, clock } = parts;
  const directMessages = createDirectMessages(parts);
  const budget = createRefusalBudget();

  /** What comes late interrupts nobody: Discord shows it as unread, without a notification. */
  function flagsOf({ occurrences, now }: OutgoingMessage): number {
    const isLate = occurrences.length > 0 && occurrences.every(({ dueAt }) => now - dueAt > LATE_MS);
    return MessageFlags.IsComponentsV2 | (isLate ? MessageFlags.SuppressNotifications : 0);
  }

  async function bodyOf(guildId: string, { id, message }: Pick<Outgoing, "id" | "message">) {
    const { components } = markView(await viewOf(guildId, message), message, id);
    // Course text and names can ping nobody.
    return { components, flags: MessageFlags.IsComponentsV2 as number, allowed_mentions: { parse: [] } };
  }

  async function viewOf(guildId: string, message: OutgoingMessage) {
    switch (message.kind) {
      case "reminder":
        return reminderView(message, await serverNames(guildId));
      case "study-call":
        return studyCallView(message);
    }
  }

  /** Posts the message, unless an earlier attempt did. */
  async function postOnce(channelId: string, { id, recipient, message, lookSince, signal }: Posting) {
    if (lookSince !== null) {
      const found = await findDelivered(rest, { channelId, id, since: lookSince, signal });
      if (found !== null) return found;
    }
    const body: RESTPostAPIChannelMessageJSONBody = {
      ...(await bodyOf(recipient.guildId, { id, message })),
      flags: flagsOf(message),
      nonce: id,
      enforce_nonce: true,
    };
    return (await rest.post(Routes.channelMessages(channelId), { body, signal })) as APIMessage;
  }

  async function post(posting: Posting): Promise<SendOutcome> {
    const { recipient, signal } = posting;
    if (recipient.kind === "channel") return sent(await postOnce(recipient.channelId, posting));
    const opened = await directMessages.open(recipient, signal);
    if (opened.kind === "postponed") return tooMany(opened.until);
    try {
      return sent(await postOnce(opened.channelId, posting));
    } catch (error) {
      if (!opened.isKept || !isUnknownChannel(error)) throw error;
    }
    await directMessages.forget(recipient);
    const again = await directMessages.open(recipient, signal);
    return again.kind === "postponed" ? tooMany(again.until) : sent(await postOnce(again.channelId, posting));
  }

  async function settle(recipient: Recipient["kind"], sending: () => Promise<SendOutcome>): Promise<SendOutcome> {
    const until = budget.spentUntil(clock.now());
    if (until !== null)
      return { kind: "postponed", reason: "Discord refused too much lately", until, mayHaveArrived: false };
    try {
      return await sending();
    } catch (error) {
      if (isInvalidRequest(error)) budget.spend(clock.now());
      return outcomeOf(error, recipient, clock.now());
    }
  }

  return {
    send: (posting) => settle(posting.recipient.kind, () => post(posting)),

    edit({ guildId, channelId, messageId, ...outgoing }) {
      return settle("channel", async () => {
        const body: RESTPatchAPIChannelMessageJSONBody = await bodyOf(guildId, outgoing);
        return sent((await rest.patch(Routes.channelMessage(channelId, messageId), { body })) as APIMessage);
      });
    },
  };
}

function sent({ id, channel_id }: APIMessage): SendOutcome {
  return { kind: "sent", channelId: channel_id, messageId: id };
}

function tooMany(until: number): SendOutcome {
  return { kind: "postponed", reason: "too many direct messages are being opened", until, mayHaveArrived: false };
}

function isUnknownChannel(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownChannel;
}
