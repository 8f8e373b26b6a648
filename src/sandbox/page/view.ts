import type { ActiveFault, WireEntry } from "../contract.ts";

/**
 * What the page's server sends and its client draws: Discord's payloads, resolved for one member.
 * Kinds are words and text is parsed, so the client holds no table of Discord's numbers and no markdown rules.
 */

export type PersonView = {
  id: string;
  name: string;
  /** A path on this server, or null: draw the initial. */
  avatar: string | null;
  bot: boolean;
};

export type RoleView = { id: string; name: string };

export type ChannelView = {
  id: string;
  /** Null for a direct message. */
  guildId: string | null;
  name: string;
  topic: string | null;
};

export type GuildView = {
  id: string;
  name: string;
  icon: string | null;
  channels: ChannelView[];
  roles: RoleView[];
  commands: CommandView[];
  contextCommands: ContextCommandView[];
};

export type MarkdownNode =
  | { kind: "text"; text: string }
  | { kind: "break" }
  | { kind: "strong" | "emphasis" | "underline" | "strike" | "spoiler" | "quote" | "subtext"; children: MarkdownNode[] }
  | { kind: "heading"; level: 1 | 2 | 3; children: MarkdownNode[] }
  | { kind: "list"; start: number | null; items: MarkdownNode[][] }
  | { kind: "code"; text: string }
  | { kind: "code-block"; language: string | null; text: string }
  | { kind: "link"; href: string; children: MarkdownNode[] }
  | { kind: "user" | "role" | "channel"; id: string }
  | { kind: "mention"; text: string }
  | { kind: "timestamp"; seconds: number; style: TimestampStyle };

export type TimestampStyle = "t" | "T" | "d" | "D" | "f" | "F" | "R";

/** An image or file. `url` is a path on this server, or null for a file on another server, which is not loaded. */
export type MediaView = {
  url: string | null;
  origin: string;
  name: string;
  description: string | null;
  spoiler: boolean;
};

export type AttachmentView = MediaView & { image: boolean; bytes: number | null };

export type EmbedView = {
  colour: string | null;
  author: { name: string; url: string | null; icon: string | null } | null;
  title: MarkdownNode[] | null;
  url: string | null;
  description: MarkdownNode[] | null;
  fields: { name: MarkdownNode[]; value: MarkdownNode[]; inline: boolean }[];
  thumbnail: MediaView | null;
  image: MediaView | null;
  footer: { text: string; icon: string | null } | null;
  at: number | null;
};

export type ButtonView = {
  kind: "button";
  style: "primary" | "secondary" | "success" | "danger" | "link";
  label: string | null;
  emoji: string | null;
  disabled: boolean;
  /** One of the two is null: a link button has no custom id, any other has no address. */
  customId: string | null;
  url: string | null;
};

export type ChoiceView = {
  value: string;
  label: string;
  description: string | null;
  emoji: string | null;
  chosen: boolean;
};

export type SelectView = {
  kind: "select";
  customId: string;
  /** Where its choices come from: the list here, or the channel's server. */
  choicesFrom: "listed" | "people" | "roles" | "people-and-roles" | "channels";
  /** The ids that are chosen beforehand, if the choices are not listed. */
  chosenIds: string[];
  placeholder: string;
  least: number;
  most: number;
  disabled: boolean;
  choices: ChoiceView[];
};

export type ComponentView =
  | { kind: "row"; components: (ButtonView | SelectView)[] }
  | { kind: "container"; colour: string | null; spoiler: boolean; components: ComponentView[] }
  | { kind: "section"; texts: MarkdownNode[][]; accessory: ButtonView | { kind: "thumbnail"; media: MediaView } }
  | { kind: "text"; text: MarkdownNode[] }
  | { kind: "gallery"; items: MediaView[] }
  | { kind: "file"; file: AttachmentView }
  | { kind: "separator"; line: boolean; large: boolean };

export type MessageView = {
  id: string;
  channelId: string;
  author: PersonView;
  at: number;
  editedAt: number | null;
  ephemeral: boolean;
  thinking: boolean;
  /** "Ada used /learn". A command from a context menu has no slash. */
  usedCommand: { person: PersonView; name: string; slash: boolean } | null;
  reply: { author: PersonView; excerpt: string } | null;
  content: MarkdownNode[];
  embeds: EmbedView[];
  attachments: AttachmentView[];
  components: ComponentView[];
};

export type FieldView =
  | {
      kind: "text-input";
      customId: string;
      long: boolean;
      placeholder: string;
      value: string;
      shortest: number;
      longest: number;
    }
  | SelectView
  | { kind: "radio" | "checkboxes"; customId: string; choices: ChoiceView[]; least: number; most: number }
  | { kind: "checkbox"; customId: string; checked: boolean }
  | { kind: "files"; customId: string; least: number; most: number };

export type ModalPartView =
  | { kind: "text"; text: MarkdownNode[] }
  | { kind: "field"; label: string; description: string | null; required: boolean; field: FieldView };

export type ModalView = { id: string; title: string; parts: ModalPartView[] };

export type OptionView = {
  name: string;
  description: string;
  type: "string" | "integer" | "number" | "boolean" | "user" | "channel" | "role" | "mentionable" | "attachment";
  required: boolean;
  autocomplete: boolean;
  /** Empty if any value may be typed. */
  choices: { label: string; value: string | number }[];
  /** For a number its value, for a string its length. */
  least: number | null;
  most: number | null;
};

/** One line of the picker: a command, or one of its subcommands. */
export type CommandView = {
  name: string;
  subcommandGroup: string | null;
  subcommand: string | null;
  description: string;
  options: OptionView[];
};

/** A command of the menu on a member or a message. */
export type ContextCommandView = { name: string; on: "member" | "message" };

/** `nextTimer` is when the bot's next timer is due, if the bot runs in the sandbox's process and has set one. */
export type ClockView = { now: number; paused: boolean; nextTimer: number | null };

/** The guided run that the page offers. */
export type TourView = {
  title: string;
  says: string;
  progress:
    | { kind: "ready" }
    /** `step` counts from 1. */
    | { kind: "playing"; step: number; of: number; says: string }
    | { kind: "played" }
    | { kind: "broken"; reason: string };
};

export type Snapshot = {
  self: PersonView;
  bot: PersonView;
  /** Everyone in the sandbox, the bot too, by the name that the page shows. */
  people: PersonView[];
  guilds: GuildView[];
  directMessages: ChannelView[];
  /** What may be used in a direct message. */
  directCommands: CommandView[];
  directContextCommands: ContextCommandView[];
  /** The latest messages of every channel that the member sees, oldest first. */
  messages: MessageView[];
  directMessagesOpen: boolean;
  clock: ClockView;
  wire: WireEntry[];
  faults: ActiveFault[];
  tour: TourView | null;
};

/** What the page's socket sends; the first is always a snapshot. */
export type PageEvent =
  | { kind: "snapshot"; snapshot: Snapshot }
  | { kind: "message"; message: MessageView }
  | { kind: "message-deleted"; channelId: string; messageId: string }
  | { kind: "channel"; channel: ChannelView }
  | { kind: "channel-deleted"; channelId: string }
  | {
      kind: "commands";
      guilds: { id: string; commands: CommandView[]; contextCommands: ContextCommandView[] }[];
      directCommands: CommandView[];
      directContextCommands: ContextCommandView[];
    }
  | { kind: "faults"; active: ActiveFault[] }
  | { kind: "clock"; clock: ClockView }
  | { kind: "tour"; tour: TourView }
  | { kind: "wire"; entry: WireEntry };

/** The result of an act, as far as the page must know it: messages arrive through the socket. */
export type ActResult =
  | { kind: "done" }
  | { kind: "modal"; modal: ModalView }
  | { kind: "choices"; choices: { label: string; value: string | number }[] }
  | { kind: "failed"; reason: string };
