import { z } from "zod";
import * as acts from "./acts.ts";
import type { Actor } from "./contract.ts";
import { FaultSchema, MishapSchema } from "./fault-schemas.ts";

const id = z.string();

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
    slash: verb(acts.SlashSchema, (input) => actor.slash(input)),
    complete: verb(acts.CompleteSchema, (input) => actor.complete(input)),
    useContextMenu: verb(z.union([acts.UserCommandSchema, acts.MessageCommandSchema]), (input) =>
      actor.useContextMenu(input),
    ),
    press: verb(acts.PressSchema, (input) => actor.press(input)),
    select: verb(acts.SelectSchema, (input) => actor.select(input)),
    submit: verb(acts.SubmitSchema, (input) => actor.submit(input)),
    say: verb(acts.SaySchema, (input) => actor.say(input)),
    dismiss: verb(acts.DismissSchema, (input) => actor.dismiss(input)),
    setDirectMessagesOpen: verb(acts.DirectMessagesOpenSchema, ({ userId, open }) =>
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
