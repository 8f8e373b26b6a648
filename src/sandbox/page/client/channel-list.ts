import type { ChannelView } from "../view.ts";
import { avatar } from "./avatar.ts";
import { memberMenuButton } from "./context-menu.ts";
import { element, newId, region } from "./dom.ts";
import { redraw } from "./focus.ts";
import { icon } from "./icons.ts";
import { currentContextCommands, nearestGuild } from "./names.ts";
import { countUnread } from "./read-marks.ts";
import { hrefOf } from "./route.ts";
import { state, watch } from "./state.ts";
import { unreadBadge } from "./unread-badge.ts";

function channelLink(channel: ChannelView): HTMLElement {
  const current = channel.id === state.channelId;
  const unread = current ? 0 : countUnread(channel.id);
  const isDirect = channel.guildId === null;
  return element("li", {}, [
    element(
      "a",
      {
        class: "channel",
        href: hrefOf(state.self?.id ?? "", channel.id),
        "aria-current": current ? "page" : null,
        "data-unread": unread > 0,
        "data-focus": channel.id,
      },
      [
        isDirect && state.bot ? avatar(state.bot, "small") : icon("hash"),
        element("span", { class: "channel-name" }, [channel.name]),
        unreadBadge(unread),
      ],
    ),
  ]);
}

function channelGroup(title: string, channels: readonly ChannelView[], empty: string): HTMLElement {
  const heading = element("h2", { id: newId("group") }, [title]);
  return element("section", { "aria-labelledby": heading.id }, [
    heading,
    channels.length > 0
      ? element("ul", {}, channels.map(channelLink))
      : element("p", { class: "channels-empty" }, [empty]),
  ]);
}

/** The members, if the bot has commands for them. */
function memberGroup(): HTMLElement | null {
  if (currentContextCommands("member").length === 0) return null;
  const heading = element("h2", { id: newId("group") }, ["Members"]);
  const rows = [...state.people.values()].map((person) => element("li", {}, [memberMenuButton(person)]));
  return element("section", { "aria-labelledby": heading.id }, [heading, element("ul", {}, rows)]);
}

export function showChannelList(): void {
  const list = region(".channels");
  watch(
    () => [
      state.guilds,
      state.directMessages,
      state.directContextCommands,
      state.channelId,
      state.messages,
      state.read,
      state.self,
      state.bot,
      state.people,
    ],
    () => {
      const guild = nearestGuild();
      const members = memberGroup();
      redraw(list, [
        element("div", { class: "guild-name" }, [guild?.name ?? "No server yet"]),
        channelGroup("Text channels", guild?.channels ?? [], "None yet."),
        channelGroup(
          "Direct messages",
          state.directMessages,
          `Nothing yet. ${state.bot?.name ?? "The bot"} writes to you here.`,
        ),
        ...(members ? [members] : []),
      ]);
    },
  );
}
