import {
  type APIApplicationCommand,
  type APIMessageTopLevelComponent,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ComponentType,
} from "discord.js";
import { MAX_TEXT } from "./limits.ts";
import type { View } from "./message.ts";

/**
 * Views name commands as `/learn`, in backticks. Once Discord has said which ids the commands have, members get a mention
 * that they can click instead. Source: https://docs.discord.com/developers/reference#message-formatting.
 */
export type CommandMentions = {
  /** Keeps the ids of the commands as Discord returned them. */
  keep(registered: readonly RegisteredCommand[]): void;
  /** The same view with mentions. A command that has no id yet stays as it is. */
  write(view: View): View;
};

export type RegisteredCommand = Pick<APIApplicationCommand, "id" | "name" | "type" | "options">;

/** Code of several backticks, which stays as it is, or a command. */
const CODE_OR_COMMAND = /(`{2,})[\s\S]*?\1|`\/([a-z\d_-]+(?: [a-z\d_-]+){0,2})`/g;

export function createCommandMentions(): CommandMentions {
  let ids: ReadonlyMap<string, string> = new Map();

  function mention(content: string): string {
    return content.replaceAll(CODE_OR_COMMAND, (whole, _code, path?: string) => {
      const id = path === undefined ? undefined : ids.get(path);
      return id === undefined ? whole : `</${path}:${id}>`;
    });
  }

  return {
    keep(registered) {
      ids = new Map(registered.flatMap((command) => pathsOf(command).map((path) => [path, command.id] as const)));
    },
    write({ components }) {
      const written = components.map((component) => mapTexts(component, mention));
      // A mention is longer than the name of the command.
      return lengthOf(written) > MAX_TEXT ? { components } : { components: written };
    },
  };
}

/** What can be used: `learn`, or `remind list` for each subcommand. The command above subcommands cannot. */
function pathsOf({ name, type, options = [] }: RegisteredCommand): string[] {
  if (type !== ApplicationCommandType.ChatInput) return [];
  const subcommands = options.filter((option) => option.type === ApplicationCommandOptionType.Subcommand);
  return subcommands.length === 0 ? [name] : subcommands.map((subcommand) => `${name} ${subcommand.name}`);
}

function mapTexts<C extends APIMessageTopLevelComponent>(component: C, change: (content: string) => string): C {
  switch (component.type) {
    case ComponentType.TextDisplay:
      return { ...component, content: change(component.content) };
    case ComponentType.Container:
    case ComponentType.Section:
      return { ...component, components: component.components.map((part) => mapTexts(part, change)) };
    default:
      return component;
  }
}

/** Characters of all texts. */
function lengthOf(components: readonly APIMessageTopLevelComponent[]): number {
  let length = 0;
  for (const component of components) {
    mapTexts(component, (content) => {
      length += content.length;
      return content;
    });
  }
  return length;
}
