import { type APIMessage, type REST, Routes, SnowflakeUtil } from "discord.js";
import { carriesDelivery } from "./mark.ts";

/** The most that Discord gives at a time. */
const PAGE = 100;
/** Discord's clock and ours may differ, in milliseconds. */
const SKEW_MS = 10 * 60_000;

/**
 * The message of a delivery in a channel's history, if it was posted after `since` (UTC epoch ms); else null. Discord does
 * not give nonces back there, so the message is known by its mark. If the bot may not read a server channel's history,
 * Discord shows it as empty: https://docs.discord.com/developers/resources/message#get-channel-messages.
 */
export async function findDelivered(
  rest: REST,
  { channelId, id, since, signal }: { channelId: string; id: string; since: number; signal: AbortSignal },
): Promise<APIMessage | null> {
  let after = SnowflakeUtil.generate({ timestamp: since - SKEW_MS, increment: 0n }).toString();
  for (;;) {
    const query = new URLSearchParams({ limit: String(PAGE), after });
    const page = (await rest.get(Routes.channelMessages(channelId), { query, signal })) as APIMessage[];
    const found = page.find((message) => carriesDelivery(message, id));
    if (found !== undefined) return found;
    // The newest is first.
    const [newest] = page;
    if (newest === undefined || page.length < PAGE) return null;
    after = newest.id;
  }
}
