import { z } from "zod";

/** The faults that can be asked for, described once. */

const id = z.string();
const effect = z.literal(["before", "after"]);
/** A day at most: timers take no more than 24 of them. */
const milliseconds = z.number().min(0).max(86_400_000);

/** Which requests a fault hits. */
const aim = {
  /** Method and pattern as the wire log names them, `POST /channels/{channel}/messages`; without it every request. */
  route: z.string().exactOptional(),
  /** After so many hits it ends by itself; without it, it lasts until it is cleared. */
  times: z.int().min(1).exactOptional(),
};

/** A fault that lasts. */
export const FaultSchema = z.discriminatedUnion("kind", [
  /** 502, before or after the request took effect. */
  z.object({ kind: z.literal("bad-gateway"), effect, ...aim }),
  /** The connection breaks off without a response. */
  z.object({ kind: z.literal("reset"), effect, ...aim }),
  /** 400 with 50035, as if something in the request's body were wrong. The request has no effect. */
  z.object({ kind: z.literal("refuse"), ...aim }),
  /** 429 of this route for this bot (`user`), of this route for everyone (`shared`), or of everything (`global`). */
  z.object({
    kind: z.literal("rate-limit"),
    scope: z.literal(["user", "shared", "global"]),
    retryAfterMs: milliseconds,
    ...aim,
  }),
  /** Responses come later, by `milliseconds` and up to `jitterMs` more. The same seed gives the same jitter. */
  z.object({
    kind: z.literal("latency"),
    milliseconds,
    jitterMs: milliseconds.default(0),
    seed: z.int().default(0),
    ...aim,
  }),
  /** 50007. The same as `setDirectMessagesOpen(userId, false)`. */
  z.object({ kind: z.literal("closed-direct-messages"), userId: id }),
  /** Without ViewChannel the bot gets 50001 in this channel, without the others 50013. */
  z.object({
    kind: z.literal("missing-permissions"),
    channelId: id,
    lacks: z
      .array(z.literal(["ViewChannel", "SendMessages", "AttachFiles"]))
      .min(1)
      .readonly(),
  }),
]);

/** A fault that happens once, now. */
export const MishapSchema = z.discriminatedUnion("kind", [
  /** Op 7. */
  z.object({ kind: z.literal("reconnect") }),
  /** Op 9. */
  z.object({ kind: z.literal("invalid-session"), resumable: z.boolean().default(false) }),
  /**
   * Connections are closed with this code. Bots do not recover from 4004 and 4010 to 4014. A socket cannot be closed with
   * other codes than these.
   */
  z.object({ kind: z.literal("close"), code: z.union([z.literal([1000, 1001]), z.int().min(3000).max(4999)]) }),
  z.object({ kind: z.literal("drop-connections") }),
  /** An INTERACTION_CREATE that lacks everything but its type: Discord has sent such events. */
  z.object({ kind: z.literal("malformed-event") }),
  /** Connections end and their sessions are forgotten: a resume gets op 9. */
  z.object({ kind: z.literal("drop-sessions") }),
  z.object({ kind: z.literal("delete-channel"), channelId: id }),
  /** Someone leaves a server. The bot cannot write to a user with whom it shares no server (50278). */
  z.object({ kind: z.literal("member-leaves"), guildId: id, userId: id }),
  /** A user deletes their account. They leave every server, and a direct message to them cannot be opened (50033). */
  z.object({ kind: z.literal("account-deleted"), userId: id }),
  /** The bot is removed from a server: GUILD_DELETE without `unavailable`, and its role and channels are out of reach. */
  z.object({ kind: z.literal("bot-removed"), guildId: id }),
  /** The bot is added to a server again: GUILD_CREATE. */
  z.object({ kind: z.literal("bot-added"), guildId: id }),
]);
