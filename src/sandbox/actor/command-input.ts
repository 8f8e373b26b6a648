import type {
  APIApplicationCommand,
  APIApplicationCommandAttachmentOption,
  APIApplicationCommandBasicOption,
  APIApplicationCommandOption,
  APIAttachment,
} from "discord-api-types/v10";
import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { ActError } from "../act-error.ts";
import type { GivenFile, SlashInput } from "../contract.ts";
import { fitsFileTypes } from "../rules/file-types.ts";
import { lengthOf } from "../rules/form.ts";
import type { AnyChannel, World } from "../state/world.ts";

const Kind = ApplicationCommandOptionType;

type Value = string | number | boolean;
type DataOption = { name: string; type: number; value?: Value; focused?: true; options?: DataOption[] };

export type CommandData = { options: DataOption[]; ids: string[]; attachments: APIAttachment[] };

/** Where a command is used. */
export type Place = { world: World; channel: AnyChannel };

/** The ids and files that option values name, collected while the options are read. */
type Gathered = { ids: string[]; attachments: APIAttachment[] };

/**
 * What was typed after `/name`, as the bot receives it: nested, converted and checked. `ids` must be resolved; `hand`
 * stores a file and gives it an id. With `focused` the command is still being typed: it is sent as it is, unchecked.
 * @throws ActError
 */
export function toCommandData(
  { world, channel }: Place,
  command: APIApplicationCommand,
  input: SlashInput,
  focused: string | null,
  hand: (file: GivenFile) => APIAttachment,
): CommandData {
  const { subcommandGroup, subcommand } = input;
  let definitions = command.options ?? [];
  const wrap: { name: string; type: number }[] = [];
  for (const [name, type] of [
    [subcommandGroup, Kind.SubcommandGroup],
    [subcommand, Kind.Subcommand],
  ] as const) {
    if (name === undefined) continue;
    const found = definitions.find((option) => option.type === type && option.name === name);
    if (!found) throw new ActError(`/${command.name} has no subcommand "${name}".`);
    definitions = "options" in found ? (found.options ?? []) : [];
    wrap.unshift({ name, type });
  }
  if (definitions.some((option) => option.type === Kind.Subcommand || option.type === Kind.SubcommandGroup)) {
    throw new ActError(`/${command.name} needs one of its subcommands.`);
  }

  const typed = input.options ?? {};
  const files = input.files ?? {};
  for (const name of [...Object.keys(typed), ...Object.keys(files)]) {
    if (!definitions.some((option) => option.name === name))
      throw new ActError(`/${command.name} has no option "${name}".`);
  }
  const gathered: Gathered = { ids: [], attachments: [] };
  let options: DataOption[] = [];
  for (const definition of definitions) {
    if (!isBasic(definition)) continue;
    const file = files[definition.name];
    const option =
      definition.type === Kind.Attachment
        ? toFileOption(definition, focused === null ? file : undefined, focused, gathered, hand)
        : toDataOption({ world, channel }, definition, typed[definition.name], focused, gathered);
    if (option) options.push(option);
  }
  for (const { name, type } of wrap) options = [{ name, type, options }];
  return { options, ...gathered };
}

function isBasic(option: APIApplicationCommandOption): option is APIApplicationCommandBasicOption {
  return option.type !== Kind.Subcommand && option.type !== Kind.SubcommandGroup;
}

function toFileOption(
  { name, type, required, file_types: types }: APIApplicationCommandAttachmentOption,
  file: GivenFile | undefined,
  focused: string | null,
  gathered: Gathered,
  hand: (file: GivenFile) => APIAttachment,
): DataOption | null {
  if (!file) {
    if (required && focused === null) throw new ActError(`"${name}" is required.`);
    return null;
  }
  if (!fitsFileTypes(file.name, types)) throw new ActError(`"${name}" takes no file like ${file.name}.`);
  const attachment = hand(file);
  gathered.attachments.push(attachment);
  return { name, type, value: attachment.id };
}

type TypedOption = Exclude<APIApplicationCommandBasicOption, APIApplicationCommandAttachmentOption>;

function toDataOption(
  place: Place,
  definition: TypedOption,
  value: Value | undefined,
  focused: string | null,
  { ids }: Gathered,
): DataOption | null {
  const { name, type } = definition;
  if (name === focused) {
    if (!("autocomplete" in definition) || definition.autocomplete !== true) {
      throw new ActError(`"${name}" has no autocomplete.`);
    }
    return { name, type, value: String(value ?? ""), focused: true };
  }
  if (value === undefined || value === "") {
    if (definition.required && focused === null) throw new ActError(`"${name}" is required.`);
    return null;
  }
  if (focused !== null) return { name, type, value };
  return { name, type, value: convert(place, definition, value, ids) };
}

function convert(place: Place, definition: TypedOption, value: Value, ids: string[]): Value {
  const { name } = definition;
  switch (definition.type) {
    case Kind.String: {
      const text = fromChoices(definition, value) ?? String(value);
      checkRange(name, lengthOf(String(text)), definition.min_length, definition.max_length, "characters");
      return String(text);
    }
    case Kind.Integer:
    case Kind.Number: {
      const number = Number(fromChoices(definition, value) ?? value);
      if (!Number.isFinite(number)) throw new ActError(`"${name}" is not a number.`);
      if (definition.type === Kind.Integer && !Number.isSafeInteger(number)) {
        throw new ActError(`"${name}" is not a whole number.`);
      }
      checkRange(name, number, definition.min_value, definition.max_value, "");
      return number;
    }
    case Kind.Boolean:
      if (value === true || value === "true") return true;
      if (value === false || value === "false") return false;
      throw new ActError(`"${name}" is neither true nor false.`);
    case Kind.User:
    case Kind.Channel:
    case Kind.Role:
    case Kind.Mentionable: {
      const id = /^(?:<(?:@[!&]?|#))?(\d+)>?$/.exec(String(value))?.[1];
      if (id === undefined || !isHere(place, definition, id)) throw new ActError(`"${name}" names nobody here.`);
      ids.push(id);
      return id;
    }
  }
}

/** Whether an option may hold this id: Discord's client offers nothing else. */
function isHere({ world, channel }: Place, definition: TypedOption, id: string): boolean {
  const guild = world.guildOf(channel);
  const isUser = world.users.has(id);
  const isRole = guild?.guild.roles.some((role) => role.id === id) ?? false;
  switch (definition.type) {
    case Kind.User:
      return isUser;
    case Kind.Role:
      return isRole;
    case Kind.Mentionable:
      return isUser || isRole;
    case Kind.Channel: {
      const target = guild?.channels.get(id);
      return (
        target !== undefined && (!definition.channel_types?.length || definition.channel_types.includes(target.type))
      );
    }
    default:
      return false;
  }
}

/** The value of the choice that was picked, by its value or its name; undefined if the option has no choices. */
function fromChoices(definition: TypedOption, value: Value): string | number | undefined {
  const choices = "choices" in definition ? (definition.choices ?? []) : [];
  if (choices.length === 0) return undefined;
  const found =
    choices.find((choice) => String(choice.value) === String(value)) ??
    choices.find((choice) => choice.name === String(value));
  if (!found) throw new ActError(`"${definition.name}" has no choice "${value}".`);
  return found.value;
}

function checkRange(name: string, size: number, min: number | undefined, max: number | undefined, unit: string): void {
  const suffix = unit === "" ? "" : ` ${unit}`;
  if (min !== undefined && size < min) throw new ActError(`"${name}" must be at least ${min}${suffix}.`);
  if (max !== undefined && size > max) throw new ActError(`"${name}" must be at most ${max}${suffix}.`);
}
