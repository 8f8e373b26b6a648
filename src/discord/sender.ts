import { type Client, DiscordAPIError, MessageFlags, RESTJSONErrorCodes } from "discord.js";
import type { Sender } from "../coach/reminder-ports.ts";
import { encodeView } from "./message.ts";
import { reminderView } from "./views/reminder-message.ts";

/** Sends reminders as direct messages, each under its delivery's id as nonce, so that Discord shows it once. */
export function createSender(client: Client<true>): Sender {
  return {
    async sendReminder(message) {
      const { delivery } = message;
      const server = client.guilds.cache.get(delivery.enrolment.guildId)?.name ?? null;
      try {
        const sent = await client.users.send(delivery.enrolment.userId, {
          components: encodeView(reminderView(message, server)),
          flags: MessageFlags.IsComponentsV2,
          nonce: delivery.id,
          enforceNonce: true,
        });
        return { kind: "sent", messageId: sent.id };
      } catch (error) {
        if (isClosed(error)) return { kind: "closed" };
        return { kind: "failed", reason: describe(error) };
      }
    },
  };
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
