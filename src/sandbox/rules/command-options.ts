import type {
  APIApplicationCommandBasicOption,
  APIApplicationCommandOption,
  APIApplicationCommandOptionChoice,
  APIApplicationCommandSubcommandOption,
} from "discord-api-types/v10";
import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { readChoices } from "./choices.ts";
import { readDescription, readLocalizations, readName } from "./command-names.ts";
import { readFileTypes } from "./file-types.ts";
import type { Form } from "./form.ts";
import * as limits from "./limits.ts";

const Kind = ApplicationCommandOptionType;
const BASIC = [
  Kind.String,
  Kind.Integer,
  Kind.Boolean,
  Kind.User,
  Kind.Channel,
  Kind.Role,
  Kind.Mentionable,
  Kind.Number,
  Kind.Attachment,
] as const;
const TOP_LEVEL = [Kind.Subcommand, Kind.SubcommandGroup, ...BASIC] as const;

/** Reads a command's `options`: subcommands and groups, or values. */
export function readOptions(command: Form): APIApplicationCommandOption[] {
  const options: APIApplicationCommandOption[] = [];
  let hasNested = false;
  let hasBasic = false;
  for (const form of formsOf(command)) {
    const type = form.type(TOP_LEVEL);
    if (type === undefined) continue;
    hasNested ||= type <= Kind.SubcommandGroup;
    hasBasic ||= type > Kind.SubcommandGroup;
    options.push(readOption(form, type));
  }
  if (hasNested && hasBasic) {
    const message = "Sub-command and sub-command group option types are mutually exclusive to all other types";
    command.problem("options", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message);
  }
  checkOrderAndNames(command, options);
  return options;
}

function readOption(form: Form, type: (typeof TOP_LEVEL)[number]): APIApplicationCommandOption {
  if (type === Kind.SubcommandGroup) {
    const options: APIApplicationCommandSubcommandOption[] = [];
    for (const subcommand of formsOf(form)) {
      if (subcommand.type([Kind.Subcommand])) options.push(readSubcommand(subcommand));
    }
    checkOrderAndNames(form, options);
    return { type, ...readFace(form), options };
  }
  return type === Kind.Subcommand ? readSubcommand(form) : readBasic(form, type);
}

function readSubcommand(form: Form): APIApplicationCommandSubcommandOption {
  const options: APIApplicationCommandBasicOption[] = [];
  for (const option of formsOf(form)) {
    const type = option.type(BASIC);
    if (type !== undefined) options.push(readBasic(option, type));
  }
  checkOrderAndNames(form, options);
  return { type: Kind.Subcommand, ...readFace(form), options };
}

function readBasic(form: Form, type: (typeof BASIC)[number]): APIApplicationCommandBasicOption {
  const required = form.boolean("required");
  const base = { ...readFace(form), ...(required === undefined ? {} : { required }) };
  switch (type) {
    case Kind.String: {
      const range = readRange(form, ["min_length", "max_length"], { min: 0, max: limits.STRING_OPTION_LENGTH });
      return { type, ...base, ...range, ...readSuggestions(form, isText) };
    }
    case Kind.Integer:
    case Kind.Number:
      return { type, ...base, ...readRange(form, ["min_value", "max_value"]), ...readSuggestions(form, isNumber) };
    case Kind.Channel: {
      const types = form.list("channel_types");
      return { type, ...base, ...(types ? { channel_types: types.filter((value) => typeof value === "number") } : {}) };
    }
    case Kind.Boolean:
    case Kind.User:
    case Kind.Role:
    case Kind.Mentionable:
      return { type, ...base };
    case Kind.Attachment:
      return { type, ...base, ...readFileTypes(form) };
  }
}

function readFace(form: Form) {
  return {
    name: readName(form),
    name_localizations: readLocalizations(form, "name_localizations"),
    description: readDescription(form),
    description_localizations: readLocalizations(form, "description_localizations"),
  };
}

function readRange<Low extends string, High extends string>(
  form: Form,
  [low, high]: readonly [Low, High],
  range: { min?: number; max?: number } = {},
): Partial<Record<Low | High, number>> {
  const min = form.number(low, range);
  const max = form.number(high, range);
  if (min !== undefined && max !== undefined && min > max) {
    form.problem(low, "APPLICATION_COMMAND_OPTIONS_MIN_MAX_INVALID", `${low} must not be greater than ${high}`);
  }
  const read: Partial<Record<Low | High, number>> = {};
  if (min !== undefined) Object.assign(read, { [low]: min });
  if (max !== undefined) Object.assign(read, { [high]: max });
  return read;
}

function isText(value: string | number): value is string {
  return typeof value === "string";
}

function isNumber(value: string | number): value is number {
  return typeof value === "number";
}

type Suggestions<Value> =
  | { autocomplete: true; choices?: [] }
  | { autocomplete?: false; choices?: APIApplicationCommandOptionChoice<Value>[] };

function readSuggestions<Value extends string | number>(
  form: Form,
  fits: (value: string | number) => value is Value,
): Suggestions<Value> {
  const autocomplete = form.boolean("autocomplete") ?? false;
  const read = readChoices(form);
  const names = new Set<string>();
  const choices: APIApplicationCommandOptionChoice<Value>[] = [];
  for (const [index, choice] of read.entries()) {
    const path = [...form.at("choices"), index];
    if (names.has(choice.name)) {
      form.problems.add(path, "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_EXISTS", "Choice name already exists");
    }
    names.add(choice.name);
    const { value } = choice;
    if (fits(value)) choices.push({ ...choice, value });
    else
      form.problems.add([...path, "value"], "UNION_TYPE_CHOICES", `Value ${JSON.stringify(value)} has the wrong type.`);
  }
  if (!autocomplete) return choices.length > 0 ? { choices } : {};
  if (read.length > 0) {
    const message = "Choices cannot be used together with autocomplete";
    form.problem("choices", "APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE_INVALID", message);
  }
  return { autocomplete };
}

function formsOf(form: Form): Form[] {
  return form.forms("options", { max: limits.COMMAND_OPTIONS }) ?? [];
}

function checkOrderAndNames(form: Form, options: readonly APIApplicationCommandOption[]): void {
  const names = new Set<string>();
  let hasOptional = false;
  for (const [index, option] of options.entries()) {
    const path = [...form.at("options"), index];
    if (names.has(option.name)) {
      const message = `Option name ${option.name} is already used in these options`;
      form.problems.add(path, "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", message);
    }
    names.add(option.name);
    const required = "required" in option && option.required === true;
    if (required && hasOptional) {
      const message = "Required options must be placed before non-required options";
      form.problems.add(path, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message);
    }
    hasOptional ||= !required;
  }
}
