import { avatar } from "./avatar.ts";
import { button, element, place } from "./dom.ts";
import { icon } from "./icons.ts";
import { act } from "./page-api.ts";
import { openPopup } from "./popup.ts";
import { goTo } from "./route.ts";
import { change, state, watch } from "./state.ts";

async function switchDirectMessages(): Promise<void> {
  const userId = state.self?.id;
  if (userId === undefined) return;
  const open = !state.directMessagesOpen;
  const result = await act({ verb: "set-direct-messages-open", userId, open });
  if (result.kind === "failed") change({ problem: result.reason });
  else change({ directMessagesOpen: open });
}

function menuItems(close: () => void): HTMLElement[] {
  const people = [...state.people.values()].filter((person) => !person.bot);
  const members = people.map((person) =>
    button(
      {
        class: "menu-item",
        role: "menuitemradio",
        "aria-checked": person.id === state.self?.id ? "true" : "false",
        tabindex: -1,
      },
      [avatar(person, "small"), element("span", {}, [person.name]), icon("check")],
      () => {
        close();
        goTo(person.id, state.channelId);
      },
    ),
  );
  const directMessages = button(
    {
      class: "menu-item",
      role: "menuitemcheckbox",
      "aria-checked": state.directMessagesOpen ? "true" : "false",
      tabindex: -1,
    },
    [element("span", {}, ["Accept direct messages"]), icon("check")],
    () => {
      close();
      void switchDirectMessages();
    },
  );
  return [
    element("div", { class: "menu-title", role: "presentation" }, ["Act as"]),
    ...members,
    element("hr", { role: "separator" }),
    directMessages,
  ];
}

/** Moves the focus among the menu's items; true where the key was the menu's. */
function moveFocus(menu: HTMLElement, key: string): boolean {
  const items = [...menu.querySelectorAll<HTMLElement>(".menu-item")];
  const at = items.findIndex((item) => item.matches(":focus"));
  const next: Record<string, number> = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  };
  const index = next[key];
  if (index === undefined) return false;
  items[index]?.focus();
  return true;
}

function openMenu(anchor: HTMLElement): void {
  const menu = element("div", { class: "menu", role: "menu", "aria-label": "Act as" });
  const remove = openPopup(anchor, menu);
  anchor.setAttribute("aria-expanded", "true");

  function close(returnFocus = true): void {
    menu.removeEventListener("focusout", leave);
    remove();
    anchor.setAttribute("aria-expanded", "false");
    if (returnFocus) anchor.focus();
  }

  function leave(event: FocusEvent): void {
    if (!(event.relatedTarget instanceof Node && menu.contains(event.relatedTarget))) close(false);
  }

  menu.append(...menuItems(close));
  menu.addEventListener("focusout", leave);
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" || event.key === "Tab") close();
    else if (!moveFocus(menu, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  const current = menu.querySelector<HTMLElement>('[role="menuitemradio"][aria-checked="true"]');
  (current ?? menu.querySelector<HTMLElement>(".menu-item"))?.focus();
}

/** Who the viewer is at the moment, and the way to become another. */
export function showMemberMenu(): void {
  const panel = place(".member");
  const face = element("span", { class: "member-face" });
  const name = element("span", { class: "member-name" });
  let openAtPress = false;
  const trigger = button(
    { class: "member-button", "aria-haspopup": "menu", "aria-expanded": "false" },
    [
      face,
      element("span", { class: "member-text" }, [
        element("span", { class: "unseen" }, ["Acting as "]),
        name,
        element("span", { class: "unseen" }, [". "]),
        element("span", { class: "member-note" }, ["Switch member"]),
      ]),
      icon("chevron"),
    ],
    () => {
      if (!openAtPress) openMenu(trigger);
      openAtPress = false;
    },
  );
  trigger.addEventListener("pointerdown", () => {
    openAtPress = trigger.getAttribute("aria-expanded") === "true";
  });
  panel.append(trigger);
  watch(
    () => [state.self, state.people],
    () => {
      if (!state.self) return;
      face.replaceChildren(avatar(state.self, "small"));
      name.textContent = state.self.name;
    },
  );
}
