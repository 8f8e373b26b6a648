import type { GuildView } from "../view.ts";
import { element, region } from "./dom.ts";
import { redraw } from "./focus.ts";
import { icon } from "./icons.ts";
import { findChannel } from "./names.ts";
import { countUnread } from "./read-marks.ts";
import { hrefOf } from "./route.ts";
import { state, watch } from "./state.ts";
import { unreadBadge } from "./unread-badge.ts";

const MOST_INITIALS = 4;

function initials(name: string): string {
  return name
    .split(/\s+/)
    .flatMap((word) => [...word].slice(0, 1))
    .slice(0, MOST_INITIALS)
    .join("");
}

type RailLink = {
  name: string;
  channelId: string | null;
  current: boolean;
  unread: boolean;
  /** Shown as a number; a server's unread messages only leave a mark, as in Discord. */
  count: number;
  face: Node | string;
};

function railLink({ name, channelId, current, unread, count, face }: RailLink): HTMLElement {
  return element(
    "a",
    {
      class: "rail-link",
      href: hrefOf(state.self?.id ?? "", channelId),
      title: name,
      "aria-current": current ? "true" : null,
      "data-unread": unread && !current,
      "data-focus": name,
    },
    [
      element(
        "span",
        { class: "rail-face", "aria-hidden": "true", "data-letters": typeof face === "string" && face.length },
        [face],
      ),
      element("span", { class: "unseen" }, [name]),
      unreadBadge(count),
    ],
  );
}

function guildLink(guild: GuildView, current: boolean): HTMLElement {
  const face = guild.icon === null ? initials(guild.name) : element("img", { src: guild.icon, alt: "" });
  const unread = guild.channels.some((channel) => countUnread(channel.id) > 0);
  return railLink({ name: guild.name, channelId: guild.channels[0]?.id ?? null, current, unread, face, count: 0 });
}

/** The servers, and above them the button for direct messages. */
export function showGuildRail(): void {
  const rail = region(".rail");
  watch(
    () => [state.guilds, state.directMessages, state.channelId, state.messages, state.read, state.self],
    () => {
      const open = findChannel(state.channelId);
      const count = state.directMessages.reduce((sum, channel) => sum + countUnread(channel.id), 0);
      const newest = state.directMessages.at(-1);
      const direct = newest
        ? [
            railLink({
              name: "Direct messages",
              channelId: newest.id,
              current: open?.guildId === null,
              unread: count > 0,
              count,
              face: icon("people"),
            }),
            element("hr"),
          ]
        : [];
      redraw(rail, [...direct, ...state.guilds.map((guild) => guildLink(guild, open?.guildId === guild.id))]);
    },
  );
}
