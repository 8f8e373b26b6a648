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

/** What the sandbox is to those who start it, act in it and draw it. It knows nothing of the bot that logs in. */

/** Instants are UTC epoch milliseconds. */
export type Clock = {
  now(): number;
  /** Runs `task` once `instant` is reached; the returned function cancels it. A task may return a promise, which a move awaits. */
  at(instant: number, task: () => void | Promise<void>): () => void;
};

export type MovableClock = Clock & {
  /** Milliseconds that this clock is ahead of the system's. */
  offset(): number;
  /**
   * Goes forward by `milliseconds` (never back, and ten years at most: else RangeError), running what falls due on the way,
   * in order. Resolves when all of it has run and, where there is a file, the move is written.
   * A move first waits until no interaction is open (5 s of real time at most), so that it times out none that is being
   * answered; `waitForOpenInteractions: false` moves at once, past their deadlines. Moves are made one after the other:
   * a task that a move runs must not itself await a move.
   */
  advance(milliseconds: number, options?: { waitForOpenInteractions?: boolean }): Promise<void>;
  /** Paused, the clock stands still until it is resumed or advanced. */
  pause(): void;
  resume(): void;
  paused(): boolean;
  onMove(listener: (now: number) => void): () => void;
  /** When the next timer is due that was set from outside the sandbox (in this process); null where there is none. */
  nextTimer(): number | null;
  /** Told whenever such a timer was set, was cancelled or fell due. */
  onTimers(listener: () => void): () => void;
};

/**
 * Deeds that show a bot at work, played on request from the page. They are handed in, for the sandbox knows nothing of
 * the bot; playing them again is to do no harm.
 */
export type Tour = {
  title: string;
  /** What it does, in a sentence. */
  says: string;
  steps: readonly TourStep[];
};

export type TourStep = {
  /** What it does, as a line of progress: "Grace finishes the first phase". */
  says: string;
  run(actor: Actor, clock: MovableClock): Promise<void>;
};

export type SandboxOptions = {
  /** 0 picks a free port. The host is always 127.0.0.1. */
  port: number;
  /**
   * Where servers, messages, ids and the clock survive a restart; null keeps them in memory. Messages survive a process
   * that is killed, too.
   */
  file: string | null;
  /** `privilegedIntents`: whether members, presences and message content are turned on for it; else 4014. */
  application: { name: string; token: string; privilegedIntents?: boolean };
  /** Told about every refused request and unanswered interaction, in one line. */
  report?: (line: string) => void;
  /** Where the page is served or not (tests that need none start quicker). */
  page?: boolean;
  /** What the page offers to play. */
  tour?: Tour;
  /** Milliseconds ahead of the system's clock at first start; a kept file's clock wins. */
  offset?: number;
  /** The servers of a first start; without it one study group. A kept file's servers win. */
  guilds?: GuildSeed[];
  /** How many shards Discord asks the bot for. */
  sharding?: ShardingOptions;
  /** Discord's own without it; "off" for what measures something else. */
  rateLimits?: RateLimitOptions | "off";
  /**
   * Whether traffic is checked against the schema that Discord publishes (a development dependency): "check" takes note,
   * "refuse" also answers such requests with 50035. "off" by default.
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

/** What the published schema had to say so far. */
export type SpecReport = {
  /** Each kind of request, response and event that was checked, once. */
  checked(): string[];
  violations(): SpecViolation[];
};

/** They count in real time, whatever the clock says. */
export type RateLimitOptions = {
  /** Per route and channel, server or webhook: 5 in 5 s by default. */
  bucket?: { requests: number; perMilliseconds: number };
  /** 50 by default; what an interaction's token opens does not count. */
  globalPerSecond?: number;
  /** Answers of 401, 403 and 429 after which nothing is answered any more: 10,000 by default. */
  invalidPerTenMinutes?: number;
  /** Gateway sessions begun under one rate limit key (see `maxConcurrency`): 1 by default; more are answered with op 9. */
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
export type GuildSeed = { name: string; channels: string[]; members: MemberSeed[] };

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

/** What Discord's gateway does to bots now and then; each is to come back by itself. */
export type GatewayFaults = {
  /** Op 7: bots connect again and resume. */
  askToReconnect(): void;
  /** Connections end without a word; sessions can be resumed. */
  dropConnections(): void;
  /** Op 9: sessions are gone, bots identify anew; `resumable` sessions can be taken up again. */
  invalidateSessions(resumable?: boolean): void;
};

/** A fault that lasts. */
export type FaultSpec = z.output<typeof FaultSchema>;

export type ActiveFault = { id: string; spec: FaultSpec };

/** A fault that happens once, now. */
export type Mishap = z.output<typeof MishapSchema>;

/** Faults on demand. Each change is told as `faults-changed`. */
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
  /** Shown to this member alone. */
  ephemeral: boolean;
  /** "is thinking…": deferred and not yet edited. */
  thinking: boolean;
};

export type SeenModal = { id: string; data: APIModalInteractionResponseCallbackData };

/** What a member sees come of one interaction, once it has settled (a deferred answer: once it was edited). */
export type Outcome = { interactionId: string; latencyMs: number } & (
  | { kind: "message"; message: SeenMessage }
  | { kind: "update"; message: SeenMessage }
  /** Acknowledged without anything to see (a deferred update that was never edited). */
  | { kind: "acknowledged" }
  | { kind: "modal"; modal: SeenModal }
  /** No answer in time: "The application did not respond". */
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
  /** A press was acknowledged and nothing came of it: its message is not pending any more. */
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
  /** Of an answer, or the code that the gateway was closed with. */
  status: number | null;
  latencyMs: number | null;
  /** Why it was refused, in Discord's words; null when it was not. */
  refusal: string | null;
};

/** Acts as any member of the sandbox's servers. Shared by the page, the tests and the benchmarks. */
export type Actor = {
  faults: Faults;
  bot(): APIUser;
  guilds(): APIGuild[];
  members(guildId: string): Member[];
  /** The server's text channels, or with a user's id that member's direct messages. */
  channels(of: { guildId: string } | { userId: string }): APIChannel[];
  /** What the `/` picker offers in a server (null: in direct messages), to this member if one is named. */
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
