import { z } from "zod";
import type { Actor } from "./contract.ts";

const id = z.string();
const file = z.object({ name: z.string(), contentType: z.string(), bytes: z.base64().transform(toBytes) });
const command = {
  userId: id,
  channelId: id,
  name: z.string(),
  subcommandGroup: z.string().exactOptional(),
  subcommand: z.string().exactOptional(),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).exactOptional(),
  files: z.record(z.string(), file).exactOptional(),
};
const contextMenu = { userId: id, channelId: id, name: z.string() };
const aim = { route: z.string().exactOptional(), times: z.int().min(1).exactOptional() };
const effect = z.literal(["before", "after"]);
/** A day at most: timers take no more than 24 of them. */
const milliseconds = z.number().min(0).max(86_400_000);

const FaultSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("bad-gateway"), effect, ...aim }),
  z.object({ kind: z.literal("reset"), effect, ...aim }),
  z.object({
    kind: z.literal("rate-limit"),
    scope: z.literal(["user", "shared", "global"]),
    retryAfterMs: milliseconds,
    ...aim,
  }),
  z.object({
    kind: z.literal("latency"),
    milliseconds,
    jitterMs: milliseconds.default(0),
    seed: z.int().default(0),
    ...aim,
  }),
  z.object({ kind: z.literal("closed-direct-messages"), userId: id }),
  z.object({
    kind: z.literal("missing-permissions"),
    channelId: id,
    lacks: z.array(z.literal(["ViewChannel", "SendMessages", "AttachFiles"])).min(1),
  }),
]);

const MishapSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("reconnect") }),
  z.object({ kind: z.literal("invalid-session"), resumable: z.boolean().default(false) }),
  // Other codes a socket may not be closed with.
  z.object({ kind: z.literal("close"), code: z.union([z.literal([1000, 1001]), z.int().min(3000).max(4999)]) }),
  z.object({ kind: z.literal("drop-connections") }),
  z.object({ kind: z.literal("drop-sessions") }),
  z.object({ kind: z.literal("delete-channel"), channelId: id }),
  z.object({ kind: z.literal("member-leaves"), guildId: id, userId: id }),
]);

function toBytes(base64: string): Uint8Array {
  return Buffer.from(base64, "base64");
}

/** One verb of the actor, taking JSON. */
function verb<Input>(schema: z.ZodType<Input>, act: (input: Input) => unknown): (input: unknown) => unknown {
  return (input) => act(schema.parse(input));
}

/** What another process can do by name: the actor's verbs, and its faults. Bytes of files are sent in base64. */
export function verbsOf(actor: Actor): Record<string, (input: unknown) => unknown> {
  return {
    bot: verb(z.unknown(), () => actor.bot()),
    guilds: verb(z.unknown(), () => actor.guilds()),
    members: verb(z.object({ guildId: id }), ({ guildId }) => actor.members(guildId)),
    channels: verb(z.union([z.object({ guildId: id }), z.object({ userId: id })]), (of) => actor.channels(of)),
    commands: verb(z.object({ guildId: id.nullable(), userId: id.optional() }), ({ guildId, userId }) =>
      actor.commands(guildId, userId),
    ),
    messages: verb(z.object({ channelId: id, userId: id }), ({ channelId, userId }) =>
      actor.messages(channelId, userId),
    ),
    slash: verb(z.object(command), (input) => actor.slash(input)),
    complete: verb(z.object({ ...command, focused: z.string() }), (input) => actor.complete(input)),
    useContextMenu: verb(
      z.union([z.object({ ...contextMenu, targetUserId: id }), z.object({ ...contextMenu, targetMessageId: id })]),
      (input) => actor.useContextMenu(input),
    ),
    press: verb(z.object({ userId: id, messageId: id, customId: z.string() }), (input) => actor.press(input)),
    select: verb(z.object({ userId: id, messageId: id, customId: z.string(), values: z.array(z.string()) }), (input) =>
      actor.select(input),
    ),
    submit: verb(
      z.object({
        userId: id,
        modalId: id,
        values: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
        files: z.record(z.string(), z.array(file)).exactOptional(),
      }),
      (input) => actor.submit(input),
    ),
    say: verb(
      z.object({ userId: id, channelId: id, content: z.string(), files: z.array(file).exactOptional() }),
      (input) => actor.say(input),
    ),
    dismiss: verb(z.object({ userId: id, messageId: id }), (input) => actor.dismiss(input)),
    setDirectMessagesOpen: verb(z.object({ userId: id, open: z.boolean() }), ({ userId, open }) =>
      actor.setDirectMessagesOpen(userId, open),
    ),
    directMessagesOpen: verb(z.object({ userId: id }), ({ userId }) => actor.directMessagesOpen(userId)),
    activeFaults: verb(z.unknown(), () => actor.faults.active()),
    addFault: verb(FaultSchema, (spec) => actor.faults.add(spec)),
    clearFault: verb(z.object({ id }), (fault) => actor.faults.clear(fault.id)),
    clearFaults: verb(z.unknown(), () => actor.faults.clearAll()),
    causeMishap: verb(MishapSchema, (mishap) => actor.faults.cause(mishap)),
  };
}
