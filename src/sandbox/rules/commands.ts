import type { APIApplicationCommand } from "discord-api-types/v10";
import { ApplicationCommandType, ApplicationIntegrationType, InteractionContextType } from "discord-api-types/v10";
import { readDescription, readLocalizations, readName } from "./command-names.ts";
import { readOptions } from "./command-options.ts";
import type { Problems } from "./form.ts";
import { Form, lengthOf } from "./form.ts";
import * as limits from "./limits.ts";

/** A command as it is registered, before it has an id. */
export type CommandDefinition = Omit<APIApplicationCommand, "id" | "application_id" | "guild_id" | "version">;

const COMMAND_TYPES = [
  ApplicationCommandType.ChatInput,
  ApplicationCommandType.User,
  ApplicationCommandType.Message,
] as const;
const INTEGRATION_TYPES = [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall] as const;
const CONTEXTS = [
  InteractionContextType.Guild,
  InteractionContextType.BotDM,
  InteractionContextType.PrivateChannel,
] as const;

export function readCommand(form: Form, isGlobal: boolean): CommandDefinition {
  const type = form.oneOf("type", COMMAND_TYPES) ?? ApplicationCommandType.ChatInput;
  const isChatInput = type === ApplicationCommandType.ChatInput;
  const definition: CommandDefinition = {
    type,
    name: isChatInput ? readName(form) : form.requiredString("name", { min: 1, max: limits.COMMAND_NAME_LENGTH }),
    name_localizations: readLocalizations(form, "name_localizations"),
    description: isChatInput ? readDescription(form) : refuseDescription(form),
    description_localizations: readLocalizations(form, "description_localizations"),
    default_member_permissions: readPermissions(form),
    nsfw: form.boolean("nsfw") ?? false,
    integration_types: readIntegrationTypes(form),
    contexts: isGlobal ? readContexts(form) : null,
  };
  if (isChatInput) {
    const options = readOptions(form);
    if (options.length > 0) definition.options = options;
  } else if (form.list("options")?.length) {
    const message = "Context menu commands cannot have options";
    form.problem("options", "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS", message);
  }
  const size = sizeOf(definition);
  if (size > limits.COMMAND_TOTAL_LENGTH) {
    const message = `Command exceeds maximum size (${limits.COMMAND_TOTAL_LENGTH})`;
    form.problems.add(form.path, "APPLICATION_COMMAND_TOO_LARGE", message);
  }
  return definition;
}

/** Fields that are not in the edit stay as they were. */
export function readCommandEdit(form: Form, existing: APIApplicationCommand, isGlobal: boolean): CommandDefinition {
  return readCommand(new Form({ ...existing, ...form.fields }, form.problems, form.path), isGlobal);
}

/** All commands of one scope that are set at once: their names and how many there are. */
export function checkCommands(commands: readonly { name: string; type: number }[], problems: Problems): void {
  const seen = new Set<string>();
  for (const [index, { name, type }] of commands.entries()) {
    if (seen.has(`${type} ${name}`)) {
      problems.add([index], "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique");
    }
    seen.add(`${type} ${name}`);
  }
  if (areTooMany(commands)) {
    problems.add([], "APPLICATION_COMMANDS_MAX", "Maximum number of application commands reached.");
  }
}

/** Whether one scope would have more commands of some type than Discord allows. */
export function areTooMany(commands: readonly { type: number }[]): boolean {
  return COMMAND_TYPES.some((type) => {
    const most = type === ApplicationCommandType.ChatInput ? limits.CHAT_INPUT_COMMANDS : limits.CONTEXT_MENU_COMMANDS;
    return commands.filter((command) => command.type === type).length > most;
  });
}

function refuseDescription(form: Form): string {
  if (form.string("description")) {
    const message = "Context menu commands cannot have description";
    form.problem("description", "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION", message);
  }
  return "";
}

function readPermissions(form: Form): string | null {
  const key = "default_member_permissions";
  const value = form.fields[key];
  if (value === undefined || value === null) return null;
  const text = String(value);
  if (!/^\d+$/.test(text)) form.problem(key, "PERMISSIONS_TYPE_INVALID", `Value "${text}" is not permissions.`);
  return text;
}

function readIntegrationTypes(form: Form): ApplicationIntegrationType[] {
  return readChosen(form, "integration_types", INTEGRATION_TYPES) ?? [ApplicationIntegrationType.GuildInstall];
}

function readContexts(form: Form): InteractionContextType[] {
  const contexts = readChosen(form, "contexts", CONTEXTS);
  if (contexts) return contexts;
  const isGuildOnly = form.boolean("dm_permission") === false;
  return isGuildOnly ? [InteractionContextType.Guild] : [InteractionContextType.Guild, InteractionContextType.BotDM];
}

/** A list of some of `known`. */
function readChosen<Value extends number>(form: Form, key: string, known: readonly Value[]): Value[] | undefined {
  const asked = form.list(key);
  for (const [index, value] of (asked ?? []).entries()) {
    if (known.some((each) => each === value)) continue;
    form.problems.add([...form.at(key), index], "BASE_TYPE_CHOICES", `Value must be one of {${known.join(", ")}}.`);
  }
  return asked && known.filter((each) => asked.includes(each));
}

/** Names, descriptions and choice values count, at every level. */
function sizeOf(part: object): number {
  let size = 0;
  for (const [key, value] of Object.entries(part)) {
    if (typeof value === "string" && (key === "name" || key === "description" || key === "value")) {
      size += lengthOf(value);
    } else if (Array.isArray(value) && (key === "options" || key === "choices")) {
      for (const item of value) size += sizeOf(item);
    }
  }
  return size;
}
