import type {
  APIApplicationCommand,
  APIApplicationCommandOptionChoice,
  APIChannel,
  APIGuild,
  APIMessage,
  APIModalInteractionResponseCallbackData,
  APIUser,
} from "discord-api-types/v10";
import type { z } from "zod";
import type * as acts from "./acts.ts";
import type { FaultSchema, MishapSchema } from "./fault-schemas.ts";

/** The sandbox as those see it who start it, act in it and draw it. It knows nothing about the bot that logs in. */

/** Instants are UTC epoch milliseconds. */
export type Clock = {
  now(): number;
  /** Runs `task` at `instant`; the returned function cancels it. If a task returns a promise, a move awaits it. */
  at(instant: number, task: () => void | Promise<void>): () => void;
};

export type MovableClock = Clock & {
  /** How many milliseconds this clock is ahead of the system's. */
  offset(): number;
  /**
   * Moves the clock forward by `milliseconds`, and runs the tasks that fall due on the way, in order. Resolves when all
   * have run and, if there is a file, the move is written.
   * A move first waits until no interaction is open (5 s of real time at most), so that it does not time out one that the
   * bot is responding to; `waitForOpenInteractions: false` moves at once, past their deadlines. Moves happen one after
   * the other: a task that a move runs must not await another move.
   * @throws RangeError if it would go back, or forward by more than ten years
   */
  advance(milliseconds: number, options?: { waitForOpenInteractions?: boolean }): Promise<void>;
  /** Stops the clock until it is resumed. It can still be advanced. */
  pause(): void;
  resume(): void;
  paused(): boolean;
  onMove(listener: (now: number) => void): () => void;
  /** When the next timer is due that was set from outside the sandbox, in this process; null if there is none. */
  nextTimer(): number | null;
  /** Calls `listener` whenever such a timer is set, is cancelled or falls due. */
  onTimers(listener: () => void): () => void;
};

/**
 * Acts that show a bot at work, played on request from the page. The program that starts the sandbox passes them in,
 * because the sandbox knows nothing about the bot. Playing them again must do no harm.
 */
export type Tour = {
  title: string;
  /** What it does, in a sentence. */
  says: string;
  steps: readonly TourStep[];
};

export type TourStep = {
  /** A line that shows the progress: "Grace finishes the first phase". */
  says: string;
  run(actor: Actor, clock: MovableClock): Promise<void>;
};

export type SandboxOptions = {
  /** 0 picks a free port. The host is always 127.0.0.1. */
  port: number;
  /**
   * Keeps servers, messages, ids and the clock over a restart; null keeps them in memory only. Messages also survive if
   * the process is killed.
   */
  file: string | null;
  /**
   * `privilegedIntents`: whether members, presences and message content are turned on for it; else 4014.
   * `permissions`: what its invite asks for in every server, 0 by default. It has @everyone's as well.
   */
  application: { name: string; token: string; privilegedIntents?: boolean; permissions?: bigint };
  /** Called with one line about every refused request, and every interaction that the bot did not respond to. */
  report?: (line: string) => void;
  /** Whether the page is served: yes by default. Tests without it start faster. */
  page?: boolean;
  /** The guided run that the page offers. */
  tour?: Tour;
  /** Milliseconds ahead of the system's clock at the first start; later, the file's clock counts. */
  offset?: number;
  /** The servers of the first start; one study group by default. Later, the file's servers count. */
  guilds?: GuildSeed[];
  /** How many shards Discord asks the bot for. */
  sharding?: ShardingOptions;
  /** Discord's own by default; "off" for benchmarks of something else. */
  rateLimits?: RateLimitOptions | "off";
  /**
   * Whether traffic is checked against the schema that Discord publishes (a development dependency): "check" takes notes,
   * "refuse" also refuses requests that do not fit, with 50035. "off" by default.
   */
  spec?: "off" | "check" | "refuse";
};

/** Something that Discord's published schema does not allow. */
export type SpecViolation = {
  /** What was checked: `POST /channels/{channel}/messages`, or a gateway event's name. */
  what: string;
  part: "request" | "response" | "event";
  /** Each as `components.0.type: why`. */
  problems: string[];
};

/** The results of checking against the published schema so far. */
export type SpecReport = {
  /** Each kind of request, response and event that was checked, once. */
  checked(): string[];
  violations(): SpecViolation[];
};

/** They use real time, not the sandbox's clock. */
export type RateLimitOptions = {
  /** Per route and channel, server or webhook: 5 in 5 s by default. */
  bucket?: { requests: number; perMilliseconds: number };
  /** 50 by default; what an interaction's token opens does not count. */
  globalPerSecond?: number;
  /** After so many responses of 401, 403 and 429 the bot is shut out: 10,000 by default. */
  invalidPerTenMinutes?: number;
  /**
   * New direct messages that the bot may open; more get 40003. Discord does not document how many. Bots report a few
   * dozen at once, so it is 40 in 60 s by default.
   */
  directMessages?: { opened: number; perMilliseconds: number };
  /** Gateway sessions that may begin under one rate limit key (see `maxConcurrency`): 1 by default; more get op 9. */
  identifiesPerFiveSeconds?: number;
};

/**
 * What `GET /gateway/bot` tells a bot. Servers are routed by the `shard` of each identify, which may differ; direct
 * messages go to shard 0. The servers of a first start spread evenly: the first belongs to shard 0, the next to shard 1,
 * and so on.
 */
export type ShardingOptions = {
  /** 1 by default. */
  shards?: number;
  /** How many shards may identify at a time, each with a `shard_id % maxConcurrency` of its own: 1 by default. */
  maxConcurrency?: number;
};

/** The first member owns the server. Members of the same name are the same user in every server. */
export type GuildSeed = {
  name: string;
  channels: string[];
  members: MemberSeed[];
  /** Roles that nobody has, beside those that the server needs: none without it. */
  roles?: number;
};

/** `color` is six hexadecimal digits. */
export type MemberSeed = { name: string; color?: string; administrator?: boolean };

export type Sandbox = {
  /** `http://127.0.0.1:<port>`: the page. */
  url: string;
  /** For `rest.api`. */
  apiUrl: string;
  /** For `rest.cdn`. */
  cdnUrl: string;
  clock: MovableClock;
  actor: Actor;
  gateway: GatewayFaults;
  spec: SpecReport;
  /** Writes the file, closes sockets, frees the port. */
  close(): Promise<void>;
};

/** What Discord's gateway does to bots now and then. Bots must recover from each by themselves. */
export type GatewayFaults = {
  /** Op 7: asks bots to connect again and resume. */
  askToReconnect(): void;
  /** Ends connections without a close code; sessions can be resumed. */
  dropConnections(): void;
  /** Op 9: sessions are gone and bots must identify again; `resumable` sessions can be resumed. */
  invalidateSessions(resumable?: boolean): void;
};

/** A fault that lasts. */
export type FaultSpec = z.output<typeof FaultSchema>;

export type ActiveFault = { id: string; spec: FaultSpec };

/** A fault that happens once, now. */
export type Mishap = z.output<typeof MishapSchema>;

/** Faults on demand. Each change is reported as `faults-changed`. */
export type Faults = {
  active(): ActiveFault[];
  add(spec: FaultSpec): ActiveFault;
  clear(id: string): void;
  clearAll(): void;
  cause(mishap: Mishap): void;
};

/** A message as one member sees it. */
export type SeenMessage = {
  message: APIMessage;
  /** Only this member sees it. */
  ephemeral: boolean;
  /** "is thinking…": deferred and not yet edited. */
  thinking: boolean;
};

export type SeenModal = { id: string; data: APIModalInteractionResponseCallbackData };

/** What a member sees after one interaction has settled. A deferred response settles when it is edited. */
export type Outcome = { interactionId: string; latencyMs: number } & (
  | { kind: "message"; message: SeenMessage }
  | { kind: "update"; message: SeenMessage }
  /** Acknowledged, with nothing to see: a deferred update that was never edited. */
  | { kind: "acknowledged" }
  | { kind: "modal"; modal: SeenModal }
  /** No response in time: "The application did not respond". */
  | { kind: "failed"; reason: string }
);

export type Completion =
  | { kind: "choices"; choices: APIApplicationCommandOptionChoice[] }
  | { kind: "failed"; reason: string };

export type Member = { user: APIUser; nick: string | null };

/** A file that a member picked. */
export type GivenFile = z.output<typeof acts.FileSchema>;

export type SlashInput = z.output<typeof acts.SlashSchema>;
export type ContextMenuInput = z.output<typeof acts.UserCommandSchema> | z.output<typeof acts.MessageCommandSchema>;

export type ActorEvent =
  | { kind: "message-created" | "message-updated"; channelId: string; seen: SeenMessage; onlyFor: string | null }
  | { kind: "message-deleted"; channelId: string; messageId: string }
  | { kind: "channel-created"; channel: APIChannel; onlyFor: string | null }
  | { kind: "channel-updated" | "channel-deleted"; channel: APIChannel }
  | { kind: "member-left"; guildId: string; userId: string }
  | { kind: "bot-left" | "bot-joined"; guildId: string }
  /** A press was acknowledged and changed nothing: its message is no longer pending. */
  | { kind: "acknowledged"; interactionId: string; userId: string; channelId: string; messageId: string | null }
  | { kind: "faults-changed"; active: ActiveFault[] }
  | { kind: "commands-changed" }
  | { kind: "clock-moved"; now: number }
  | { kind: "wire"; entry: WireEntry };

/** One line of "what went over the wire". */
export type WireEntry = {
  id: number;
  at: number;
  direction: "bot-to-discord" | "discord-to-bot";
  /** `POST /channels/{id}/messages`, a gateway event's name, "gateway closed" or "gateway broke off". */
  what: string;
  /** The response's status, or the code that the gateway was closed with. */
  status: number | null;
  latencyMs: number | null;
  /** Why it was refused, in Discord's words; null if it was not. */
  refusal: string | null;
};

/** Acts as any member of the sandbox's servers. Shared by the page, the tests and the benchmarks. */
export type Actor = {
  faults: Faults;
  bot(): APIUser;
  guilds(): APIGuild[];
  members(guildId: string): Member[];
  /** The server's text channels; with a user's id, that member's direct messages. */
  channels(of: { guildId: string } | { userId: string }): APIChannel[];
  /** The commands of a server (null: of direct messages); with `userId`, only those that this member may use. */
  commands(guildId: string | null, userId?: string): APIApplicationCommand[];
  /** Oldest first, as `userId` sees them. */
  messages(channelId: string, userId: string): SeenMessage[];
  slash(input: SlashInput): Promise<Outcome>;
  complete(input: z.output<typeof acts.CompleteSchema>): Promise<Completion>;
  press(input: z.output<typeof acts.PressSchema>): Promise<Outcome>;
  select(input: z.output<typeof acts.SelectSchema>): Promise<Outcome>;
  submit(input: z.output<typeof acts.SubmitSchema>): Promise<Outcome>;
  useContextMenu(input: ContextMenuInput): Promise<Outcome>;
  say(input: z.output<typeof acts.SaySchema>): Promise<SeenMessage>;
  dismiss(input: z.output<typeof acts.DismissSchema>): void;
  setDirectMessagesOpen(userId: string, open: boolean): void;
  directMessagesOpen(userId: string): boolean;
  on(listener: (event: ActorEvent) => void): () => void;
};
