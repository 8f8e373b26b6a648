import {
  type APIApplicationCommand,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
} from "discord-api-types/v10";
import type { CommandView, ContextCommandView, OptionView } from "./view.ts";

const TYPES = {
  [ApplicationCommandOptionType.String]: "string",
  [ApplicationCommandOptionType.Integer]: "integer",
  [ApplicationCommandOptionType.Number]: "number",
  [ApplicationCommandOptionType.Boolean]: "boolean",
  [ApplicationCommandOptionType.User]: "user",
  [ApplicationCommandOptionType.Channel]: "channel",
  [ApplicationCommandOptionType.Role]: "role",
  [ApplicationCommandOptionType.Mentionable]: "mentionable",
  [ApplicationCommandOptionType.Attachment]: "attachment",
} as const satisfies Record<APIApplicationCommandBasicOption["type"], OptionView["type"]>;

function readBounds(option: APIApplicationCommandBasicOption): Pick<OptionView, "least" | "most"> {
  switch (option.type) {
    case ApplicationCommandOptionType.String:
      return { least: option.min_length ?? null, most: option.max_length ?? null };
    case ApplicationCommandOptionType.Integer:
    case ApplicationCommandOptionType.Number:
      return { least: option.min_value ?? null, most: option.max_value ?? null };
    default:
      return { least: null, most: null };
  }
}

function viewOption(option: APIApplicationCommandBasicOption): OptionView {
  const choices = "choices" in option ? (option.choices ?? []) : [];
  return {
    name: option.name,
    description: option.description,
    type: TYPES[option.type],
    required: option.required ?? false,
    autocomplete: "autocomplete" in option ? (option.autocomplete ?? false) : false,
    choices: choices.map((choice) => ({ label: choice.name, value: choice.value })),
    ...readBounds(option),
  };
}

function viewEntries(
  path: Pick<CommandView, "name" | "subcommandGroup">,
  description: string,
  options: readonly APIApplicationCommandOption[],
): CommandView[] {
  const entries: CommandView[] = [];
  const own: OptionView[] = [];
  for (const option of options) {
    if (option.type === ApplicationCommandOptionType.SubcommandGroup) {
      const group = { ...path, subcommandGroup: option.name };
      entries.push(...viewEntries(group, option.description, option.options ?? []));
    } else if (option.type === ApplicationCommandOptionType.Subcommand) {
      entries.push({
        ...path,
        subcommand: option.name,
        description: option.description,
        options: (option.options ?? []).map(viewOption),
      });
    } else {
      own.push(viewOption(option));
    }
  }
  return entries.length > 0 ? entries : [{ ...path, subcommand: null, description, options: own }];
}

/** The picker's lines, sorted by name. As in Discord, each subcommand has its own line. */
export function viewCommands(commands: readonly APIApplicationCommand[]): CommandView[] {
  return commands
    .filter((command) => command.type === ApplicationCommandType.ChatInput)
    .toSorted((left, right) => left.name.localeCompare(right.name))
    .flatMap((command) =>
      viewEntries({ name: command.name, subcommandGroup: null }, command.description, command.options ?? []),
    );
}

/** The commands in the menus of members and messages, sorted by name. */
export function viewContextCommands(commands: readonly APIApplicationCommand[]): ContextCommandView[] {
  return commands
    .flatMap(({ name, type }): ContextCommandView[] => {
      if (type === ApplicationCommandType.User) return [{ name, on: "member" }];
      return type === ApplicationCommandType.Message ? [{ name, on: "message" }] : [];
    })
    .toSorted((left, right) => left.name.localeCompare(right.name));
}
