import type { ActiveFault, WireEntry } from "../../contract.ts";
import type {
  ChannelView,
  ClockView,
  CommandView,
  ContextCommandView,
  GuildView,
  MessageView,
  PersonView,
  TourView,
} from "../view.ts";

/** A command that this page has sent: shown until its response arrives, or with the reason why there was none. */
export type SentCommand = {
  id: string;
  channelId: string;
  name: string;
  slash: boolean;
  at: number;
  /** It is shown below this message; null if the channel was empty. */
  after: string | null;
  failure: string | null;
};

export type State = {
  connection: "connecting" | "open" | "lost";
  self: PersonView | null;
  bot: PersonView | null;
  people: ReadonlyMap<string, PersonView>;
  guilds: readonly GuildView[];
  directMessages: readonly ChannelView[];
  directCommands: readonly CommandView[];
  directContextCommands: readonly ContextCommandView[];
  directMessagesOpen: boolean;
  /** By channel, oldest first. */
  messages: ReadonlyMap<string, readonly MessageView[]>;
  channelId: string | null;
  /** By channel: the newest message that the member has seen. */
  read: ReadonlyMap<string, string>;
  /** By message: the custom id of the pressed component that has no response yet. */
  pending: ReadonlyMap<string, string>;
  /** Messages whose last press got no response. */
  unanswered: ReadonlySet<string>;
  sent: readonly SentCommand[];
  clock: ClockView;
  /** The day on the sandbox's clock: what "Today" means. */
  today: string;
  wire: readonly WireEntry[];
  faults: readonly ActiveFault[];
  wireOpen: boolean;
  placesOpen: boolean;
  welcomeOpen: boolean;
  /** The guided run, if there is one. */
  tour: TourView | null;
  problem: string | null;
};

export const state: State = {
  connection: "connecting",
  self: null,
  bot: null,
  people: new Map(),
  guilds: [],
  directMessages: [],
  directCommands: [],
  directContextCommands: [],
  directMessagesOpen: true,
  messages: new Map(),
  channelId: null,
  read: new Map(),
  pending: new Map(),
  unanswered: new Set(),
  sent: [],
  clock: { now: 0, paused: false, nextTimer: null },
  today: "",
  wire: [],
  faults: [],
  wireOpen: false,
  placesOpen: false,
  welcomeOpen: false,
  tour: null,
  problem: null,
};

type Watcher = { read: () => readonly unknown[]; seen: readonly unknown[] | null; draw: () => void };

const watchers: Watcher[] = [];
let drawing = false;

function drawAll(): void {
  drawing = false;
  for (const watcher of watchers) {
    const now = watcher.read();
    if (watcher.seen?.every((value, index) => value === now[index])) continue;
    watcher.seen = now;
    watcher.draw();
  }
}

/** Draws now, and again whenever one of the values that `read` returns has changed. */
export function watch(read: () => readonly unknown[], draw: () => void): void {
  watchers.push({ read, seen: read(), draw });
  draw();
}

/** Changes take effect together, after the running code. Values are replaced, never changed in place. */
export function change(part: Partial<State>): void {
  Object.assign(state, part);
  if (drawing) return;
  drawing = true;
  queueMicrotask(drawAll);
}

export function put<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key, value: Value): ReadonlyMap<Key, Value> {
  return new Map(map).set(key, value);
}
