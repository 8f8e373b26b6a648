import { clockPanel } from "./clock-panel.ts";
import { button, element, region } from "./dom.ts";
import { icon } from "./icons.ts";
import { findChannel } from "./names.ts";
import { countUnread } from "./read-marks.ts";
import { change, state, watch } from "./state.ts";
import { currentTheme, switchTheme } from "./theme.ts";

function themeButton(): HTMLElement {
  const node = button({ class: "icon-button" }, [], () => {
    switchTheme();
    describe();
  });
  function describe(): void {
    const next = currentTheme() === "dark" ? "light" : "dark";
    node.replaceChildren(icon(next === "light" ? "sun" : "moon"));
    node.setAttribute("aria-label", `Switch to ${next} colours`);
    node.title = `Switch to ${next} colours`;
  }
  describe();
  return node;
}

function wireButton(): HTMLElement {
  const node = button(
    {
      class: "icon-button",
      "aria-controls": "wire",
      "aria-label": "What went over the wire",
      title: "What went over the wire",
    },
    [icon("wire")],
    () => change({ wireOpen: !state.wireOpen }),
  );
  watch(
    () => [state.wireOpen],
    () => node.setAttribute("aria-expanded", String(state.wireOpen)),
  );
  return node;
}

function helpButton(): HTMLElement {
  const node = button(
    { class: "icon-button", "aria-controls": "welcome", "aria-label": "About this page", title: "About this page" },
    [icon("help")],
    () => change({ welcomeOpen: !state.welcomeOpen }),
  );
  watch(
    () => [state.welcomeOpen],
    () => node.setAttribute("aria-expanded", String(state.welcomeOpen)),
  );
  return node;
}

function placesButton(): HTMLElement {
  const dot = element("span", { class: "unread-dot" });
  const node = button({ class: "icon-button places-button", "aria-controls": "places" }, [icon("menu"), dot], () =>
    change({ placesOpen: !state.placesOpen }),
  );
  watch(
    () => [state.placesOpen, state.messages, state.read, state.channelId, state.directMessages, state.guilds],
    () => {
      const channels = [...state.guilds.flatMap((guild) => guild.channels), ...state.directMessages];
      const unread = channels.some((channel) => channel.id !== state.channelId && countUnread(channel.id) > 0);
      dot.hidden = !unread;
      node.setAttribute("aria-label", unread ? "Channels, some unread" : "Channels");
      node.setAttribute("aria-expanded", String(state.placesOpen));
    },
  );
  return node;
}

/** On a narrow screen a button opens the servers and channels, which then cover the messages. */
function followPlaces(): void {
  const places = region(".places");
  const scrim = region(".scrim");
  const narrow = matchMedia("(max-width: 760px)");
  const opener = region(".places-button");
  function draw(): void {
    places.classList.toggle("places-open", state.placesOpen);
    places.inert = narrow.matches && !state.placesOpen;
    scrim.hidden = !(narrow.matches && state.placesOpen);
  }
  watch(() => [state.placesOpen], draw);
  narrow.addEventListener("change", draw);
  scrim.addEventListener("click", () => change({ placesOpen: false }));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !state.placesOpen) return;
    change({ placesOpen: false });
    opener.focus();
  });
}

export function showHeader(): void {
  const sign = element("span", { class: "top-sign", "aria-hidden": "true" });
  const title = element("h1");
  const topic = element("p", { class: "topic" });
  region(".top").append(
    placesButton(),
    element("div", { class: "top-title" }, [sign, title, topic]),
    element("div", { class: "top-tools" }, [helpButton(), wireButton(), themeButton()]),
    clockPanel(),
  );
  followPlaces();
  watch(
    () => [state.channelId, state.guilds, state.directMessages, state.self],
    () => {
      const channel = findChannel(state.channelId);
      if (!channel) return;
      sign.replaceChildren(channel.guildId === null ? "@" : icon("hash"));
      title.textContent = channel.name;
      topic.textContent = channel.topic ?? "";
      document.title = `${channel.guildId === null ? "@" : "#"}${channel.name} as ${state.self?.name ?? ""} · Sandbox`;
    },
  );
}
