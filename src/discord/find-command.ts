import type { AutocompleteInteraction, ChatInputCommandInteraction, ContextMenuCommandInteraction } from "discord.js";
import type { Result } from "../coach/problem.ts";
import type { Command, CommandContext, Route } from "./command.ts";
import { toMessage, toUser } from "./given.ts";
import { readOptions } from "./read-given.ts";
import type { FormReply, Reply } from "./reply.ts";

/** A command that a member used, with what they gave. */
export type Call = {
  public: boolean;
  opensForm: boolean;
  run(context: CommandContext): Promise<Result<Reply | FormReply>>;
};

/** Null for a command that this version does not have. */
export function findCall(
  commands: readonly Command[],
  interaction: ChatInputCommandInteraction | ContextMenuCommandInteraction,
): Call | null {
  for (const command of commands) {
    if (command.name !== interaction.commandName) continue;
    if (command.kind === "slash" && interaction.isChatInputCommand()) {
      const route = findRoute(commands, interaction);
      if (route === null) return null;
      return toCall(command, route, readOptions(interaction));
    }
    if (command.kind === "user" && interaction.isUserContextMenuCommand()) {
      return toCall(command, command, toUser(interaction.targetUser, interaction.targetMember));
    }
    if (command.kind === "message" && interaction.isMessageContextMenuCommand()) {
      return toCall(command, command, toMessage(interaction.targetMessage));
    }
  }
  return null;
}

function toCall<Input>(
  command: Command,
  { opensForm, run }: { opensForm: boolean; run(input: Input, context: CommandContext): ReturnType<Call["run"]> },
  input: Input,
): Call {
  return { public: command.public, opensForm, run: (context) => run(input, context) };
}

/** The slash command, or its subcommand. */
export function findRoute(
  commands: readonly Command[],
  { commandName, options }: ChatInputCommandInteraction | AutocompleteInteraction,
): Route | null {
  const command = commands.find(({ kind, name }) => kind === "slash" && name === commandName);
  if (command?.kind !== "slash") return null;
  if (command.routes.kind === "single") return command.routes.route;
  return command.routes.routes[options.getSubcommand()] ?? null;
}
