import {
  type APIChannel,
  type APIMessage,
  DiscordAPIError,
  MessageFlags,
  type REST,
  RESTJSONErrorCodes,
  type RESTPatchAPIChannelMessageJSONBody,
  type RESTPostAPIChannelMessageJSONBody,
  Routes,
} from "discord.js";
import type { OutgoingMessage, Recipient, Sender, SendOutcome } from "../coach/reminders/ports.ts";
import { LATE_MS, reminderView } from "./views/reminder-message.ts";
import { studyCallView } from "./views/study-call.ts";

/** The name of a server, for messages outside of it; null if it is not known. */
export type ServerNames = (guildId: string) => Promise<string | null>;

/**
 * Sends over REST only, without a gateway or its caches. The id of the delivery is the nonce, so that Discord shows
 * each message only once. Source: https://docs.discord.com/developers/resources/message#create-message.
 */
export function createSender(rest: REST, serverNames: ServerNames): Sender {
  async function channelOf(recipient: Recipient): Promise<string> {
    if (recipient.kind === "channel") return recipient.channelId;
    const body = { recipient_id: recipient.userId };
    const channel = (await rest.post(Routes.userChannels(), { body })) as APIChannel;
    return channel.id;
  }

  /** What comes late interrupts nobody: Discord shows it as unread, without a notification. */
  function flagsOf({ occurrences, now }: OutgoingMessage): number {
    const isLate = occurrences.length > 0 && occurrences.every(({ dueAt }) => now - dueAt > LATE_MS);
    return MessageFlags.IsComponentsV2 | (isLate ? MessageFlags.SuppressNotifications : 0);
  }

  async function bodyOf(guildId: string, message: OutgoingMessage) {
    const { components } = await viewOf(guildId, message);
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

  return {
    async send({ id, recipient, message }) {
      return settle(async () => {
        const body: RESTPostAPIChannelMessageJSONBody = {
          ...(await bodyOf(recipient.guildId, message)),
          flags: flagsOf(message),
          nonce: id,
          enforce_nonce: true,
        };
        const channelId = await channelOf(recipient);
        return (await rest.post(Routes.channelMessages(channelId), { body })) as APIMessage;
      });
    },

    async edit({ guildId, channelId, messageId, message }) {
      return settle(async () => {
        const body: RESTPatchAPIChannelMessageJSONBody = await bodyOf(guildId, message);
        return (await rest.patch(Routes.channelMessage(channelId, messageId), { body })) as APIMessage;
      });
    },
  };
}

async function settle(sending: () => Promise<APIMessage>): Promise<SendOutcome> {
  try {
    const { id, channel_id } = await sending();
    return { kind: "sent", channelId: channel_id, messageId: id };
  } catch (error) {
    return isClosed(error) ? { kind: "closed" } : { kind: "failed", reason: describe(error) };
  }
}

function isClosed(error: unknown): boolean {
  return (
    error instanceof DiscordAPIError &&
    (error.code === RESTJSONErrorCodes.CannotSendMessagesToThisUser ||
      error.code === RESTJSONErrorCodes.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds)
  );
}

function describe(error: unknown): string {
  if (error instanceof DiscordAPIError) return `${error.status} ${error.code} ${error.message}`;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
