import {
  type APIRole,
  ApplicationCommandOptionType,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  type CommandInteractionOption,
  ComponentType,
  type MessageComponentInteraction,
  type ModalData,
  type ModalSubmitInteraction,
  type Role,
  type User,
} from "discord.js";
import type { Inputs, InputType, MenuType, Source } from "./actions/declare.ts";
import type { OptionValue } from "./command.ts";
import { type GivenFile, type SomeChannel, type SomeMember, toChannel, toFile, toRole, toUser } from "./given.ts";
import type { ChoiceOf } from "./press.ts";

/** Reads what a member gave out of discord.js's structures. */

/** The options of a slash command by name; while one is still being typed, without what Discord resolves. */
export function readOptions(
  interaction: ChatInputCommandInteraction | AutocompleteInteraction,
): Map<string, OptionValue> {
  const [first] = interaction.options.data;
  const options = first?.options ?? interaction.options.data;
  return new Map(
    options.flatMap((option): [string, OptionValue][] => {
      const value = readOption(option);
      return value === undefined ? [] : [[option.name, value]];
    }),
  );
}

function readOption(option: CommandInteractionOption): OptionValue | undefined {
  const { value, user, member, role, channel, attachment } = option;
  if (option.type === ApplicationCommandOptionType.Mentionable) {
    if (user) return { kind: "user", user: toUser(user, member) };
    return role ? { kind: "role", role: toRole(role) } : value;
  }
  if (user) return toUser(user, member);
  if (role) return toRole(role);
  if (channel) return toChannel(channel) ?? undefined;
  return attachment ? toFile(attachment) : value;
}

type Press = MessageComponentInteraction | ModalSubmitInteraction;
type Given = object | null;

/**
 * What was given with a press, as the action declares it (`GivenWith` in `press.ts`). Null if the press came from
 * another kind of component than the action declares, for instance from a button of an earlier version.
 */
export function readGiven(interaction: Press, from: Source): Given {
  switch (from.kind) {
    case "button":
      return interaction.isButton() ? {} : null;
    case "menu": {
      const values = interaction.isMessageComponent() ? readChoices(interaction, from.of) : null;
      return values === null ? null : { values };
    }
    case "form":
      return interaction.isModalSubmit() ? { inputs: readInputs(interaction, from.inputs) } : null;
  }
}

const MENUS = {
  option: ComponentType.StringSelect,
  user: ComponentType.UserSelect,
  role: ComponentType.RoleSelect,
  mentionable: ComponentType.MentionableSelect,
  channel: ComponentType.ChannelSelect,
} as const;

function readChoices(interaction: MessageComponentInteraction, of: MenuType): readonly AnyChoice[] | null {
  return interaction.isAnySelectMenu() && interaction.componentType === MENUS[of] ? resolve(interaction, of) : null;
}

type AnyChoice = ChoiceOf<MenuType>;

/** The members, roles or channels that the values of a menu mean: a menu in a message, or one in a form. */
type Resolved = {
  values: readonly string[];
  users?: Lookup<User>;
  members?: Lookup<SomeMember>;
  roles?: Lookup<Role | APIRole>;
  channels?: Lookup<SomeChannel>;
};
type Lookup<T> = { get(id: string): T | null | undefined };

function resolve(resolved: Resolved, of: MenuType): readonly AnyChoice[] {
  return resolved.values.map((id) => resolveOne(resolved, of, id)).filter((choice) => choice !== null);
}

function resolveOne({ users, members, roles, channels }: Resolved, of: MenuType, id: string): AnyChoice | null {
  if (of === "option") return id;
  const user = users?.get(id);
  const role = roles?.get(id);
  const channel = channels?.get(id);
  if (of === "channel") return channel ? toChannel(channel) : null;
  if (user && of !== "role") {
    const given = toUser(user, members?.get(id));
    return of === "user" ? given : { kind: "user", user: given };
  }
  if (role && of !== "user") return of === "role" ? toRole(role) : { kind: "role", role: toRole(role) };
  return null;
}

type AnyInput = string | readonly GivenFile[] | readonly AnyChoice[];

function readInputs({ fields }: ModalSubmitInteraction, inputs: Inputs): Record<string, AnyInput> {
  const read = Object.entries(inputs).map(([name, type]) => [name, readInput(fields.fields.get(name), type)]);
  return Object.fromEntries(read);
}

/** A form that an earlier version opened may lack an input: that counts as left empty. */
function readInput(field: ModalData | undefined, type: InputType): AnyInput {
  if (type === "text") return field?.type === ComponentType.TextInput ? field.value : "";
  if (type === "file") {
    return field?.type === ComponentType.FileUpload ? Array.from(field.attachments?.values() ?? [], toFile) : [];
  }
  return field !== undefined && "values" in field && field.type === MENUS[type] ? resolve(field, type) : [];
}
