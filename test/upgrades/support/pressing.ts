import { type APIMessage, ComponentType } from "discord.js";
import type { Actor, GivenFile, Outcome, SeenModal } from "../../../src/sandbox/contract.ts";
import { textOf } from "../../e2e/support/acting.ts";
import { writeCourse } from "../../support/markdown.ts";
import { actsOn, type MemberAct } from "./components.ts";

/** One act of one member on one message. */
export type Attempt = { userId: string; message: APIMessage; act: MemberAct };

/** How many members press a message that everyone sees. */
const PRESSERS = 3;

/** What to type into an empty field of a form. Some fields ask for a time, some for a city. */
const TYPED = "Vienna";

const FILE: GivenFile = {
  name: "path.md",
  contentType: "text/markdown",
  bytes: new TextEncoder().encode(writeCourse("Baking", ["Flour"])),
};

/** For each message that is kept, everything that can be done with it by those who see it. */
export function attemptsAt(actor: Actor): Attempt[][] {
  const seenBy = new Map<string, { message: APIMessage; userIds: string[] }>();
  for (const { userId, channelId } of sightsOf(actor)) {
    for (const { message } of actor.messages(channelId, userId)) {
      const seen = seenBy.get(message.id) ?? { message, userIds: [] };
      seen.userIds.push(userId);
      seenBy.set(message.id, seen);
    }
  }
  return [...seenBy.values()].map(({ message, userIds }) =>
    actsOn(message).flatMap((act) =>
      pressersAmong(userIds, message).map((userId): Attempt => ({ userId, message, act })),
    ),
  );
}

/** The member who used the command, and the first and last of the list: the manager and the newest member. */
function pressersAmong(userIds: readonly string[], message: APIMessage): string[] {
  const asker = message.interaction_metadata?.user.id;
  const first = userIds.filter((userId) => userId === asker);
  return [...new Set([...first, ...userIds.slice(0, 1), ...userIds.slice(-1)])].slice(0, PRESSERS);
}

export function* sightsOf(actor: Actor): Generator<{ userId: string; channelId: string }> {
  const direct = new Set<string>();
  for (const { id: guildId } of actor.guilds()) {
    for (const { user } of actor.members(guildId)) {
      if (user.bot) continue;
      for (const { id: channelId } of actor.channels({ guildId })) yield { userId: user.id, channelId };
      direct.add(user.id);
    }
  }
  for (const userId of direct) {
    for (const { id: channelId } of actor.channels({ userId })) yield { userId, channelId };
  }
}

/** Does it, and submits the form that opens. Resolves to what is wrong with the outcome; null if nothing is. */
export async function attempt(actor: Actor, { userId, message, act }: Attempt): Promise<string | null> {
  const input = { userId, messageId: message.id, customId: act.customId };
  const outcome =
    act.kind === "press" ? await actor.press(input) : await actor.select({ ...input, values: act.values });
  const settled = outcome.kind === "modal" ? await submit(actor, userId, outcome.modal) : outcome;
  const wrong = wrongWith(settled);
  return wrong === null ? null : `${act.kind} ${act.customId} on:\n${textOf(message)}\n-> ${wrong}`;
}

/** Fills in what the form asks for, and leaves what it suggests. */
export function submit(actor: Actor, userId: string, modal: SeenModal): Promise<Outcome> {
  const values: Record<string, string> = {};
  const files: Record<string, GivenFile[]> = {};
  for (const part of modal.data.components) {
    if (part.type !== ComponentType.Label) continue;
    const { component } = part;
    if (component.type === ComponentType.FileUpload) files[component.custom_id] = [FILE];
    else if (component.type !== ComponentType.TextInput) {
      throw new Error(`nobody has said yet how to fill in a form's part of type ${component.type}`);
    } else if (component.value !== undefined) values[component.custom_id] = component.value;
    else if (component.required !== false) values[component.custom_id] = TYPED;
  }
  return actor.submit({ userId, modalId: modal.id, values, files });
}

/** What is wrong: no reply, a bug reference, an empty message, or a reply that the press is from an older version. */
export function wrongWith(outcome: Outcome): string | null {
  if (outcome.kind === "failed") return outcome.reason;
  if (outcome.kind !== "message" && outcome.kind !== "update") return `answered with ${outcome.kind}`;
  const said = textOf(outcome.message.message);
  return said === "" || /Something went wrong on my side|older version of me/.test(said) ? `“${said}”` : null;
}
