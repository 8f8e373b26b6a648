import type { GuildView } from "../view.ts";
import { element, place } from "./dom.ts";
import { redraw } from "./focus.ts";
import { icon } from "./icons.ts";
import { findChannel } from "./names.ts";
import { countUnread } from "./read-marks.ts";
import { hrefOf } from "./route.ts";
import { state, watch } from "./state.ts";

function initials(name: string): string {
  return name
    .split(/\s+/)
    .map((word) => [...word][0] ?? "")
    .join("")
    .slice(0, 4);
}

function badge(count: number): HTMLElement | null {
  if (count === 0) return null;
  return element("span", { class: "badge" }, [String(count), element("span", { class: "unseen" }, [` unread`])]);
}

function railLink(
  name: string,
  channelId: string | null,
  current: boolean,
  unread: number,
  face: Node | string,
): HTMLElement {
  return element(
    "a",
    {
      class: "rail-link",
      href: hrefOf(state.self?.id ?? "", channelId),
      title: name,
      "aria-current": current ? "true" : null,
      "data-unread": unread > 0 && !current,
      "data-focus": name,
    },
    [
      element("span", { class: "rail-face", "aria-hidden": "true" }, [face]),
      element("span", { class: "unseen" }, [name]),
      badge(unread),
    ],
  );
}

function guildLink(guild: GuildView, current: boolean): HTMLElement {
  const face = guild.icon === null ? initials(guild.name) : element("img", { src: guild.icon, alt: "" });
  return railLink(guild.name, guild.channels[0]?.id ?? null, current, 0, face);
}

/** The servers, and above them the way to what the bot wrote to this member alone. */
export function showGuildRail(): void {
  const rail = place(".rail");
  watch(
    () => [state.guilds, state.directMessages, state.channelId, state.messages, state.read, state.self],
    () => {
      const open = findChannel(state.channelId);
      const unread = state.directMessages.reduce((sum, channel) => sum + countUnread(channel.id), 0);
      const newest = state.directMessages.at(-1);
      const direct = newest
        ? [railLink("Direct messages", newest.id, open?.guildId === null, unread, icon("people")), element("hr")]
        : [];
      redraw(rail, [...direct, ...state.guilds.map((guild) => guildLink(guild, open?.guildId === guild.id))]);
    },
  );
}
