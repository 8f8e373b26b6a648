import type { APIApplicationCommandOptionChoice, APIMessage } from "discord-api-types/v10";
import type { Actor, GivenFile, Outcome, SeenMessage, SeenModal, SlashInput } from "../contract.ts";
import { fieldNamed, valuesOf } from "./filling-in.ts";
import { customIdOf, menuOf, textOf } from "./reading.ts";

/** Option values by the option's name. */
type Options = NonNullable<SlashInput["options"]>;
/** By the name of the option or field. A text is the content of a Markdown file called `textFile`. */
type Files = Record<string, string | GivenFile>;

/**
 * A member who uses commands and presses labels, as a person does who reads the message. Acts resolve to the message that
 * the member then sees, whether it is new or updated. They reject if something else happens.
 */
export type ActingMember = {
  userId: string;
  channelId: string;
  /** `"remind weekly"` names a subcommand, `"remind rule weekly"` one in a group. */
  slash(command: string, options?: Options, files?: Files): Promise<APIMessage>;
  slashForModal(command: string, options?: Options): Promise<SeenModal>;
  /** What autocomplete offers for the option that is being typed; `given` is filled in already. */
  choices(
    command: string,
    focused: string,
    typed: string,
    given?: Options,
  ): Promise<APIApplicationCommandOptionChoice[]>;
  /** The names of these choices. */
  complete(command: string, focused: string, typed: string, given?: Options): Promise<string[]>;
  press(message: APIMessage, label: string): Promise<APIMessage>;
  pressForModal(message: APIMessage, label: string): Promise<SeenModal>;
  /** The outcome of a press, of any kind. */
  outcome(message: APIMessage, label: string): Promise<Outcome>;
  /** Chooses in the menu that has this placeholder: options by label; members, roles and channels by name. */
  choose(message: APIMessage, placeholder: string, ...labels: string[]): Promise<APIMessage>;
  chooseForModal(message: APIMessage, placeholder: string, ...labels: string[]): Promise<SeenModal>;
  /** Fills in a form and sends it. Each field is named by its label, or else by its custom id; choices as in `choose`. */
  submit(modal: SeenModal, values: Record<string, string | string[]>, files?: Files): Promise<APIMessage>;
  /** All direct messages between the bot and this member, oldest first. */
  directMessages(): APIMessage[];
  /** The next new message with this text that the member sees, in any channel. Call it before the message is sent. */
  hears(pattern: RegExp): Promise<APIMessage>;
  /** What this member sees in the channel, oldest first. */
  seen(): SeenMessage[];
};

/** @throws Error if the server has no member of that name or no channel; without `server`, the first server is meant */
export function memberNamed(actor: Actor, name: string, server?: string): ActingMember {
  const guild = actor.guilds().find((candidate) => server === undefined || candidate.name === server);
  const members = guild ? actor.members(guild.id) : [];
  const member = members.find(({ user, nick }) => (nick ?? user.global_name) === name);
  const [channel] = guild ? actor.channels({ guildId: guild.id }) : [];
  if (!member || !channel) throw new Error(`Nobody in ${server ?? "the first server"} is called ${name}.`);
  return actAs(actor, member.user.id, channel.id);
}

/**
 * @param channelId where commands are used, and what `seen` reads
 * @param textFile the name of files that are given as text
 */
export function actAs(actor: Actor, userId: string, channelId: string, textFile = "file.md"): ActingMember {
  const toFile = (file: string | GivenFile): GivenFile =>
    typeof file === "string"
      ? { name: textFile, contentType: "text/markdown; charset=utf-8", bytes: new TextEncoder().encode(file) }
      : file;
  const slash = (command: string, options: Options, files: Files) => {
    const given = mapValues(files, toFile);
    return actor.slash({ userId, channelId, ...toPath(command), options, files: given });
  };
  const press = (message: APIMessage, label: string) =>
    actor.press({ userId, messageId: message.id, customId: customIdOf(message, label) });
  const select = (message: APIMessage, placeholder: string, labels: readonly string[]) => {
    const menu = menuOf(message, placeholder);
    const values = valuesOf(actor, message.channel_id, menu, labels);
    return actor.select({ userId, messageId: message.id, customId: menu.custom_id, values });
  };
  const choices: ActingMember["choices"] = async (command, focused, typed, given = {}) => {
    const options = { ...given, [focused]: typed };
    const completion = await actor.complete({ userId, channelId, ...toPath(command), options, focused });
    if (completion.kind === "failed") throw new Error(completion.reason);
    return completion.choices;
  };
  return {
    userId,
    channelId,
    slash: async (command, options = {}, files = {}) => toMessage(await slash(command, options, files)),
    slashForModal: async (command, options = {}) => toModal(await slash(command, options, {})),
    choices,
    complete: async (...typed) => (await choices(...typed)).map(({ name }) => name),
    press: async (message, label) => toMessage(await press(message, label)),
    pressForModal: async (message, label) => toModal(await press(message, label)),
    outcome: press,
    choose: async (message, placeholder, ...labels) => toMessage(await select(message, placeholder, labels)),
    chooseForModal: async (message, placeholder, ...labels) => toModal(await select(message, placeholder, labels)),
    async submit(modal, values, files = {}) {
      const filledIn = Object.entries(values).map(([name, given]) => {
        const field = fieldNamed(modal, name);
        const picked = valuesOf(actor, channelId, field, Array.isArray(given) ? given : [given]);
        return [field.custom_id, Array.isArray(given) ? picked : (picked[0] ?? "")];
      });
      const uploaded = Object.entries(files).map(([name, file]) => [fieldNamed(modal, name).custom_id, [toFile(file)]]);
      const outcome = await actor.submit({
        userId,
        modalId: modal.id,
        values: Object.fromEntries(filledIn),
        files: Object.fromEntries(uploaded),
      });
      return toMessage(outcome);
    },
    directMessages: () =>
      actor
        .channels({ userId })
        .flatMap((channel) => actor.messages(channel.id, userId))
        .map(({ message }) => message),
    hears(pattern) {
      return new Promise((resolve) => {
        const stop = actor.on((event) => {
          if (event.kind !== "message-created" || (event.onlyFor !== null && event.onlyFor !== userId)) return;
          if (!pattern.test(textOf(event.seen.message))) return;
          stop();
          resolve(event.seen.message);
        });
      });
    },
    seen: () => actor.messages(channelId, userId),
  };
}

/** A command as it is typed: its name, then a subcommand, with its group before it. */
function toPath(command: string): Pick<SlashInput, "name" | "subcommandGroup" | "subcommand"> {
  const [name = "", ...rest] = command.split(" ");
  const [subcommand, subcommandGroup] = rest.toReversed();
  return {
    name,
    ...(subcommand === undefined ? {} : { subcommand }),
    ...(subcommandGroup === undefined ? {} : { subcommandGroup }),
  };
}

function mapValues<From, To>(record: Record<string, From>, to: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value)]));
}

function toMessage(outcome: Outcome): APIMessage {
  if (outcome.kind === "message" || outcome.kind === "update") return outcome.message.message;
  throw new Error(`There was to be a message, but it ${describe(outcome)}.`);
}

function toModal(outcome: Outcome): SeenModal {
  if (outcome.kind === "modal") return outcome.modal;
  throw new Error(`There was to be a form, but it ${describe(outcome)}.`);
}

function describe(outcome: Outcome): string {
  return outcome.kind === "failed" ? `failed: ${outcome.reason}` : `was answered with ${outcome.kind}`;
}
