import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOptionChoice,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from "discord.js";
import type { Coach } from "../coach/coach.ts";
import type { GivenFile } from "../coach/courses/import-course.ts";
import type { Answer } from "./answer.ts";
import type { ActionKind, Fields } from "./custom-id.ts";

/** How a slash command is written: its options are data, and `run` gets their values typed by it. */

export type Context = {
  coach: Coach;
  userId: string;
  /** Whether the member may manage the server (false in a direct message), as Discord says now. */
  mayManage: boolean;
};
export type CommandContext = Context & { guildId: string };
/** `given`: the options filled in so far. */
export type CompletionContext = CommandContext & { given: ReadonlyMap<string, OptionValue> };

/** At most 25 choices come back to the member; the dispatcher cuts the rest. */
export type Completer = (
  typed: string,
  context: CompletionContext,
) => Promise<readonly APIApplicationCommandOptionChoice<string>[]>;

type OptionSpec = {
  description: string;
  required?: true;
} & (
  | { type: "text"; choices?: readonly APIApplicationCommandOptionChoice<string>[]; maxLength?: number }
  | { type: "text"; complete: Completer; maxLength?: number }
  | { type: "integer"; choices: readonly APIApplicationCommandOptionChoice<number>[] }
  | { type: "attachment" }
);

export type OptionSpecs = Record<string, OptionSpec>;

type ValueOf<Spec extends OptionSpec> = { text: string; integer: number; attachment: GivenFile }[Spec["type"]];

export type OptionValue = string | number | GivenFile;

/** An option that may be left out is null. */
export type OptionValues<Specs extends OptionSpecs> = {
  [Name in keyof Specs]: Specs[Name] extends { required: true } ? ValueOf<Specs[Name]> : ValueOf<Specs[Name]> | null;
};

type Runnable<Specs extends OptionSpecs> = {
  description: string;
  options: Specs;
  run(options: OptionValues<Specs>, context: CommandContext): Promise<Answer>;
};

/** A runnable with its option types sealed in: the dispatcher hands it raw values by name. */
export type Route = {
  description: string;
  options: OptionSpecs;
  run(values: ReadonlyMap<string, OptionValue>, context: CommandContext): Promise<Answer>;
};

export type Command = {
  name: string;
  description: string;
  /** Shown to everyone in the channel. */
  public: boolean;
  /** Who sees the command until the server's own settings say otherwise; without it, everyone. */
  memberPermissions?: bigint;
  /** One route, or one per subcommand. */
  routes: { kind: "single"; route: Route } | { kind: "subcommands"; routes: Readonly<Record<string, Route>> };
};

export function route<Specs extends OptionSpecs>(runnable: Runnable<Specs>): Route {
  return {
    description: runnable.description,
    options: runnable.options,
    run(values, context) {
      const named = Object.keys(runnable.options).map((name) => [name, values.get(name) ?? null]);
      // Discord checked the values against the definition made from these same options.
      return runnable.run(Object.fromEntries(named) as OptionValues<Specs>, context);
    },
  };
}

export function command<Specs extends OptionSpecs>(input: { name: string; public?: true } & Runnable<Specs>): Command {
  return {
    name: input.name,
    description: input.description,
    public: input.public ?? false,
    routes: { kind: "single", route: route(input) },
  };
}

/** What Discord is told of a command: for servers only, never in direct messages. */
export function defineForDiscord(command: Command): RESTPostAPIChatInputApplicationCommandsJSONBody {
  return {
    type: ApplicationCommandType.ChatInput,
    name: command.name,
    description: command.description,
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    ...(command.memberPermissions === undefined
      ? {}
      : { default_member_permissions: String(command.memberPermissions) }),
    options:
      command.routes.kind === "single"
        ? defineOptions(command.routes.route)
        : Object.entries(command.routes.routes).map(([name, subcommand]) => ({
            type: ApplicationCommandOptionType.Subcommand,
            name,
            description: subcommand.description,
            options: defineOptions(subcommand),
          })),
  };
}

function defineOptions({ options }: Route): APIApplicationCommandBasicOption[] {
  return Object.entries(options).map(([name, spec]): APIApplicationCommandBasicOption => {
    const base = { name, description: spec.description, required: spec.required ?? false };
    if (spec.type === "integer") {
      return { ...base, type: ApplicationCommandOptionType.Integer, choices: [...spec.choices] };
    }
    if (spec.type === "attachment") return { ...base, type: ApplicationCommandOptionType.Attachment };
    const type = ApplicationCommandOptionType.String as const;
    const length = spec.maxLength === undefined ? {} : { max_length: spec.maxLength };
    if ("complete" in spec) return { ...base, type, autocomplete: true, ...length };
    return { ...base, type, ...(spec.choices ? { choices: [...spec.choices] } : {}), ...length };
  });
}

export type PressContext = Context & {
  /** Null in a direct message. */
  guildId: string | null;
  /** What was chosen in a select menu. */
  values: readonly string[];
  /** What was written into a form, by its inputs' custom ids. */
  inputs: ReadonlyMap<string, string>;
  /** What was uploaded with a form, likewise. */
  files: ReadonlyMap<string, readonly GivenFile[]>;
};

/** One handler for each kind of press; together the commands must answer every kind, or it does not compile. */
export type Presses = {
  [Kind in ActionKind]: (fields: Fields<Kind>, context: PressContext) => Promise<Answer>;
};
