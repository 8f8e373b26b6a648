import { button, type Child, element } from "./dom.ts";
import { openPopup } from "./popup.ts";

export type MenuItem = {
  /** `radio` and `checkbox` items show whether they are `checked`. */
  kind: "action" | "radio" | "checkbox";
  checked?: boolean;
  children: readonly Child[];
  act(): void;
};

/** Items under a title, with a line between two sections. */
export type MenuSection = { title: string | null; items: readonly MenuItem[] };

const ROLES = { action: "menuitem", radio: "menuitemradio", checkbox: "menuitemcheckbox" } as const;

/** Moves the focus among the menu's items; true if the menu used the key. */
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

function draw(section: MenuSection, close: () => void): HTMLElement[] {
  const title =
    section.title === null ? [] : [element("div", { class: "menu-title", role: "presentation" }, [section.title])];
  return [
    ...title,
    ...section.items.map(({ kind, checked, children, act }) =>
      button(
        {
          class: "menu-item",
          role: ROLES[kind],
          "aria-checked": kind === "action" ? null : String(checked ?? false),
          tabindex: -1,
        },
        children,
        () => {
          close();
          act();
        },
      ),
    ),
  ];
}

/** Opens a menu next to `anchor`, which gets the focus back when the menu closes. */
export function openMenu(anchor: HTMLElement, label: string, sections: readonly MenuSection[]): void {
  const menu = element("div", { class: "menu", role: "menu", "aria-label": label });
  function close(returnFocus = true): void {
    menu.removeEventListener("focusout", leave);
    remove();
    anchor.setAttribute("aria-expanded", "false");
    if (returnFocus) anchor.focus();
  }

  function leave(event: FocusEvent): void {
    if (!(event.relatedTarget instanceof Node && menu.contains(event.relatedTarget))) close(false);
  }

  const drawn = sections.map((section) => draw(section, close));
  menu.append(
    ...drawn.flatMap((part, index) => (index === 0 ? part : [element("hr", { role: "separator" }), ...part])),
  );
  const remove = openPopup(anchor, menu);
  anchor.setAttribute("aria-expanded", "true");
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

/** A button that opens a menu, and closes it when it is pressed again. */
export function menuButton(
  attributes: Record<string, string>,
  children: readonly Child[],
  open: (anchor: HTMLElement) => void,
): HTMLElement {
  // Pressing it takes the focus from the open menu, which closes it: the click that follows must not open it again.
  let openAtPress = false;
  const trigger = button({ "aria-haspopup": "menu", "aria-expanded": "false", ...attributes }, children, () => {
    if (!openAtPress) open(trigger);
    openAtPress = false;
  });
  trigger.addEventListener("pointerdown", () => {
    openAtPress = trigger.getAttribute("aria-expanded") === "true";
  });
  return trigger;
}
