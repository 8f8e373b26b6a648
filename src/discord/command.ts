import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOptionChoice,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  type ChannelType,
  type FileUploadType,
  InteractionContextType,
  type RESTPostAPIApplicationCommandsJSONBody,
} from "discord.js";
import type { ServedCourse } from "../coach/courses/ports.ts";
import type { Result } from "../coach/problem.ts";
import type { Context } from "./context.ts";
import type { GivenChannel, GivenFile, GivenMentionable, GivenMessage, GivenRole, GivenUser } from "./given.ts";
import type { FormReply, Reply } from "./reply.ts";

/** How a command is written: a slash command's options are data, and `run` gets their values typed by it. */

export type CommandContext = Context & { guildId: string };
/** `given`: the options filled in so far. Discord names people, roles, channels and files only by their ids here. */
export type CompletionContext = CommandContext & { given: ReadonlyMap<string, OptionValue> };

/** At most 25 choices come back to the member; the dispatcher cuts the rest. */
export type Completer = (
  typed: string,
  context: CompletionContext,
) => Promise<readonly APIApplicationCommandOptionChoice<string>[]>;

type Choices<Value extends string | number> = readonly APIApplicationCommandOptionChoice<Value>[];
type AllowedChannelType = Exclude<ChannelType, ChannelType.DM | ChannelType.GroupDM | ChannelType.GuildDirectory>;

export type OptionSpec = {
  description: string;
  required?: true;
} /** Lengths in characters. */ & (
  | { type: "text"; choices?: Choices<string>; minLength?: number; maxLength?: number }
  | { type: "text"; complete: Completer; minLength?: number; maxLength?: number }
  /** `number` takes fractions. Bounds are included. */
  | { type: "integer" | "number"; choices: Choices<number> }
  | { type: "integer" | "number"; min?: number; max?: number }
  | { type: "boolean" | "user" | "role" | "mentionable" }
  /** `fileTypes`: extensions with their dot, or groups. Discord looks at the name alone. */
  | { type: "attachment"; fileTypes?: readonly FileUploadType[] }
  /** Without `channelTypes`, channels of all types and categories. */
  | { type: "channel"; channelTypes?: readonly AllowedChannelType[] }
);

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

type ValueOf<Spec extends OptionSpec> = Spec extends { choices: readonly { value: infer Value }[] }
  ? Value
  : {
      text: string;
      integer: number;
      number: number;
      boolean: boolean;
      user: GivenUser;
      role: GivenRole;
      mentionable: GivenMentionable;
      channel: GivenChannel;
      attachment: GivenFile;
    }[Spec["type"]];

export type OptionValue =
  | string
  | number
  | boolean
  | GivenUser
  | GivenRole
  | GivenMentionable
  | GivenChannel
  | GivenFile;

/** An option that may be left out is null. */
export type OptionValues<Specs extends OptionSpecs> = {
  [Name in keyof Specs]: Specs[Name] extends { required: true } ? ValueOf<Specs[Name]> : ValueOf<Specs[Name]> | null;
};

/** A handler of `Input`. If it may reply with a form, it says so with `opensForm`, and is never deferred. */
type Handler<Input> =
  | { opensForm?: false; run(input: Input, context: CommandContext): Promise<Result<Reply>> }
  | { opensForm: true; run(input: Input, context: CommandContext): Promise<Result<Reply | FormReply>> };

/** A handler as the dispatcher calls it. */
type Runnable<Input> = {
  opensForm: boolean;
  run(input: Input, context: CommandContext): Promise<Result<Reply | FormReply>>;
};

type RouteSpec<Specs extends OptionSpecs> = { description: string; options: Specs } & Handler<OptionValues<Specs>>;

/** A slash command, or a subcommand, with its option types sealed in: the dispatcher hands it raw values by name. */
export type Route = { description: string; options: OptionSpecs } & Runnable<ReadonlyMap<string, OptionValue>>;

/** What decides which commands a member can use in a server. */
export type Reach = {
  /** The courses that the member is in. */
  own: readonly ServedCourse[];
  /** The courses that can be joined. */
  offered: readonly ServedCourse[];
  mayManage: boolean;
};

type Shared = {
  name: string;
  /** Shown to everyone in the channel. */
  public: boolean;
  /** Who sees the command until the server's own settings say otherwise; without it, everyone. */
  memberPermissions?: bigint;
  /** Whether it leads to something for a member, so that the help names it; without it, always. */
  leadsSomewhere?(reach: Reach): boolean;
};

export type SlashCommand = Shared & {
  kind: "slash";
  description: string;
  /** One route, or one per subcommand. */
  routes: { kind: "single"; route: Route } | { kind: "subcommands"; routes: Readonly<Record<string, Route>> };
};

/** In the context menu of a member. Names may hold capitals and spaces. */
export type UserCommand = Shared & { kind: "user" } & Runnable<GivenUser>;

/** In the context menu of a message. */
export type MessageCommand = Shared & { kind: "message" } & Runnable<GivenMessage>;

export type Command = SlashCommand | UserCommand | MessageCommand;

export function route<const Specs extends OptionSpecs>(spec: RouteSpec<Specs>): Route {
  return {
    description: spec.description,
    options: spec.options,
    opensForm: spec.opensForm ?? false,
    run(values, context) {
      const named = Object.keys(spec.options).map((name) => [name, values.get(name) ?? null]);
      // Discord checked the values against the definition made from these same options.
      return spec.run(Object.fromEntries(named) as OptionValues<Specs>, context);
    },
  };
}

export function command<const Specs extends OptionSpecs>(
  spec: { name: string; public?: true } & Pick<Shared, "leadsSomewhere"> & RouteSpec<Specs>,
): SlashCommand {
  return {
    kind: "slash",
    name: spec.name,
    description: spec.description,
    public: spec.public ?? false,
    ...(spec.leadsSomewhere === undefined ? {} : { leadsSomewhere: spec.leadsSomewhere }),
    routes: { kind: "single", route: route(spec) },
  };
}

type ContextMenuSpec<Target> = Omit<Shared, "public"> & { public?: true } & Handler<Target>;

export function userCommand(spec: ContextMenuSpec<GivenUser>): UserCommand {
  return { ...spec, kind: "user", public: spec.public ?? false, opensForm: spec.opensForm ?? false };
}

export function messageCommand(spec: ContextMenuSpec<GivenMessage>): MessageCommand {
  return { ...spec, kind: "message", public: spec.public ?? false, opensForm: spec.opensForm ?? false };
}

/** What Discord is told about a command: for servers only, never in direct messages. */
export function defineForDiscord(command: Command): RESTPostAPIApplicationCommandsJSONBody {
  const shared = {
    name: command.name,
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    ...(command.memberPermissions === undefined
      ? {}
      : { default_member_permissions: String(command.memberPermissions) }),
  };
  switch (command.kind) {
    case "user":
      return { ...shared, type: ApplicationCommandType.User };
    case "message":
      return { ...shared, type: ApplicationCommandType.Message };
    case "slash":
      return {
        ...shared,
        type: ApplicationCommandType.ChatInput,
        description: command.description,
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
}

const PLAIN_OPTIONS = {
  boolean: ApplicationCommandOptionType.Boolean,
  user: ApplicationCommandOptionType.User,
  role: ApplicationCommandOptionType.Role,
  mentionable: ApplicationCommandOptionType.Mentionable,
} as const;

function defineOptions({ options }: Route): APIApplicationCommandBasicOption[] {
  return Object.entries(options).map(([name, spec]): APIApplicationCommandBasicOption => {
    const base = { name, description: spec.description, required: spec.required ?? false };
    switch (spec.type) {
      case "text": {
        const text = {
          ...base,
          type: ApplicationCommandOptionType.String as const,
          ...(spec.minLength === undefined ? {} : { min_length: spec.minLength }),
          ...(spec.maxLength === undefined ? {} : { max_length: spec.maxLength }),
        };
        if ("complete" in spec) return { ...text, autocomplete: true };
        return { ...text, ...(spec.choices ? { choices: [...spec.choices] } : {}) };
      }
      case "integer":
        return { ...base, type: ApplicationCommandOptionType.Integer, ...boundsOf(spec) };
      case "number":
        return { ...base, type: ApplicationCommandOptionType.Number, ...boundsOf(spec) };
      case "channel":
        return {
          ...base,
          type: ApplicationCommandOptionType.Channel,
          ...(spec.channelTypes === undefined ? {} : { channel_types: [...spec.channelTypes] }),
        };
      case "attachment":
        return {
          ...base,
          type: ApplicationCommandOptionType.Attachment,
          ...(spec.fileTypes === undefined ? {} : { file_types: [...spec.fileTypes] }),
        };
      default:
        return { ...base, type: PLAIN_OPTIONS[spec.type] };
    }
  });
}

function boundsOf(spec: { choices: Choices<number> } | { min?: number; max?: number }) {
  if ("choices" in spec) return { choices: [...spec.choices] };
  return {
    ...(spec.min === undefined ? {} : { min_value: spec.min }),
    ...(spec.max === undefined ? {} : { max_value: spec.max }),
  };
}
