import type { MessageView } from "../view.ts";
import { showPending } from "./component.ts";
import { element, region } from "./dom.ts";
import { keepFocus } from "./focus.ts";
import { renderMessage, renderSentCommand } from "./message.ts";
import { channelLabel, currentGuild, findChannel } from "./names.ts";
import { type SentCommand, state, watch } from "./state.ts";
import { dayOf, format } from "./time-text.ts";

/** Messages of one author are grouped if they are no further apart than this. */
const GROUP_MS = 7 * 60 * 1000;
const NEAR_END_PX = 80;

/** A row is only drawn again if something that it shows has changed. */
type Row = { key: string; from: readonly unknown[]; draw: () => HTMLElement };
type Drawn = { from: readonly unknown[]; node: HTMLElement };

function goesOn(message: MessageView, previous: MessageView | undefined): boolean {
  return (
    previous !== undefined &&
    previous.author.id === message.author.id &&
    previous.ephemeral === message.ephemeral &&
    message.usedCommand === null &&
    message.reply === null &&
    message.at - previous.at < GROUP_MS &&
    dayOf(message.at) === dayOf(previous.at)
  );
}

function dayRow(instant: number): Row {
  const text = format(instant, { dateStyle: "long" });
  return {
    key: `day ${dayOf(instant)}`,
    from: [],
    draw: () => element("div", { class: "day", role: "separator", "aria-label": text }, [element("span", {}, [text])]),
  };
}

function messageRow(message: MessageView, compact: boolean): Row {
  return {
    key: message.id,
    from: [
      message,
      compact,
      state.unanswered.has(message.id),
      state.today,
      state.people,
      currentGuild()?.contextCommands ?? state.directContextCommands,
    ],
    draw: () => renderMessage(message, compact),
  };
}

function sentRow(command: SentCommand): Row[] {
  const { self, bot } = state;
  return self && bot
    ? [{ key: command.id, from: [command, state.today], draw: () => renderSentCommand(command, self, bot) }]
    : [];
}

function listRows(channelId: string): Row[] {
  const rows: Row[] = [];
  const sent = state.sent.filter((command) => command.channelId === channelId);
  rows.push(...sent.filter((command) => command.after === null).flatMap(sentRow));
  let previous: MessageView | undefined;
  for (const message of state.messages.get(channelId) ?? []) {
    if (previous === undefined || dayOf(previous.at) !== dayOf(message.at)) rows.push(dayRow(message.at));
    rows.push(messageRow(message, goesOn(message, previous)));
    rows.push(...sent.filter((command) => command.after === message.id).flatMap(sentRow));
    previous = message;
  }
  return rows;
}

function beginning(label: string, isDirect: boolean): HTMLElement {
  return element("div", { class: "beginning" }, [
    element("div", { class: "beginning-sign", "aria-hidden": "true" }, [label.slice(0, 1)]),
    element("h2", {}, [isDirect ? label.slice(1) : `Welcome to ${label}!`]),
    element("p", {}, [
      isDirect ? `This is the start of your direct messages with ${label.slice(1)}.` : `This is the start of ${label}.`,
    ]),
  ]);
}

/** How far the list scrolls to show the end, or the beginning of the newest message if that is further up. */
function endOf(log: HTMLElement, list: HTMLElement): number {
  const furthest = log.scrollHeight - log.clientHeight;
  const newest = list.lastElementChild;
  if (newest === null) return furthest;
  const beginsAt = log.scrollTop + newest.getBoundingClientRect().top - log.getBoundingClientRect().top;
  return Math.min(furthest, Math.floor(beginsAt));
}

/**
 * The open channel's messages. The list follows new messages if the reader is at the end, and otherwise stays. A newest
 * message that is taller than the list is shown from its beginning.
 */
export function showMessages(): void {
  const log = region(".messages");
  const list = element("div", { class: "message-rows" });
  log.append(list);
  // So that it can be scrolled by keyboard.
  log.tabIndex = 0;
  let drawn = new Map<string, Drawn>();
  let shownChannel: string | null = null;
  let atEnd = true;
  let followed: Element | null = null;

  log.addEventListener("scroll", () => {
    atEnd = log.scrollTop > endOf(log, list) - NEAR_END_PX;
  });

  function follow(): void {
    const end = endOf(log, list);
    // Somebody who reads on in a tall message stays where they are until it changes.
    if (atEnd && (followed !== list.lastElementChild || log.scrollTop < end)) log.scrollTop = end;
    followed = list.lastElementChild;
  }
  // A picture that arrives late, or a window that shrinks, moves the end.
  const resized = new ResizeObserver(follow);
  resized.observe(list);
  resized.observe(log);

  function drawRow(row: Row): Drawn {
    const known = drawn.get(row.key);
    if (known && known.from.length === row.from.length && known.from.every((value, at) => value === row.from[at])) {
      return known;
    }
    const node = row.draw();
    if (known) keepFocus(known.node, node);
    return { from: row.from, node };
  }

  function draw(): void {
    const channel = findChannel(state.channelId);
    if (!channel) return;
    const label = channelLabel(channel);
    if (shownChannel !== channel.id) {
      log.setAttribute("aria-label", label);
      drawn = new Map();
      list.replaceChildren(beginning(label, channel.guildId === null));
      shownChannel = channel.id;
      atEnd = true;
    }
    const next = new Map(listRows(channel.id).map((row) => [row.key, drawRow(row)]));
    for (const [key, { node }] of drawn) if (next.get(key)?.node !== node) node.remove();
    let previous = list.firstElementChild;
    for (const { node } of next.values()) {
      if (previous?.nextElementSibling !== node) previous?.after(node);
      previous = node;
    }
    for (const [id, { node }] of next) showPending(node, state.pending.get(id) ?? null);
    drawn = next;
    follow();
  }

  watch(
    () => [
      state.channelId,
      state.messages,
      state.pending,
      state.unanswered,
      state.sent,
      state.today,
      state.people,
      state.guilds,
      state.directContextCommands,
    ],
    draw,
  );
}
