import type { ChoiceView, SelectView } from "../view.ts";
import { button, element } from "./dom.ts";
import { icon } from "./icons.ts";
import { createListbox, type ListItem } from "./listbox.ts";
import { nearestGuild } from "./names.ts";
import { openPopup } from "./popup.ts";
import { state } from "./state.ts";

function choice(value: string, label: string, chosenIds: readonly string[]): ChoiceView {
  return { value, label, description: null, emoji: null, chosen: chosenIds.includes(value) };
}

function choicesOf({ choicesFrom, choices, chosenIds }: SelectView): readonly ChoiceView[] {
  const people = [...state.people.values()].map((person) => choice(person.id, person.name, chosenIds));
  const roles = (nearestGuild()?.roles ?? []).map((role) => choice(role.id, `@${role.name}`, chosenIds));
  switch (choicesFrom) {
    case "listed":
      return choices;
    case "people":
      return people;
    case "roles":
      return roles;
    case "people-and-roles":
      return [...people, ...roles];
    case "channels":
      return (nearestGuild()?.channels ?? []).map((channel) => choice(channel.id, `#${channel.name}`, chosenIds));
  }
}

function explainLimits({ least, most }: SelectView): string {
  if (least === most) return `Choose ${most}`;
  return least <= 1 ? `Choose up to ${most}` : `Choose ${least} to ${most}`;
}

type Wiring = {
  view: SelectView;
  disabled: boolean;
  attributes?: Record<string, string>;
  /** Called with the values when the choice is made: at once for a single one, when the list closes for several. */
  commit(values: string[]): void;
};

/** A select menu: a button with its list of options, after the ARIA pattern of a combobox that only selects. */
export function createSelect({ view, disabled, attributes = {}, commit }: Wiring): HTMLElement {
  const choices = choicesOf(view);
  const multiple = view.most > 1;
  let chosen = choices.filter((option) => option.chosen).map((option) => option.value);
  let before = chosen;
  let close: (() => void) | null = null;

  const label = element("span", { class: "select-label" });
  const trigger = button(
    {
      class: "select",
      role: "combobox",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      "aria-label": view.placeholder,
      "data-focus": view.customId,
      disabled,
      ...attributes,
    },
    [label, icon("chevron")],
    () => (close ? leave(true) : open()),
  );
  const list = createListbox({ label: view.placeholder, controller: trigger, multiple, choose });
  const panel = element("div", { class: "select-panel" }, [list.element]);
  if (multiple) {
    const done = button({ class: "button button-primary", tabindex: -1 }, ["Done"], () => leave(true));
    panel.append(element("div", { class: "select-foot" }, [explainLimits(view), done]));
    panel.addEventListener("mousedown", (event) => event.preventDefault());
  }
  trigger.setAttribute("aria-controls", list.element.id);

  function items(): ListItem[] {
    return choices.map((option) => ({
      label: option.label,
      detail: option.description,
      mark: option.emoji === null ? null : element("span", { class: "emoji" }, [option.emoji]),
      chosen: chosen.includes(option.value),
    }));
  }

  function describe(): void {
    const names = choices.filter((option) => chosen.includes(option.value)).map((option) => option.label);
    label.replaceChildren(names.length > 0 ? names.join(", ") : view.placeholder);
    label.classList.toggle("select-empty", names.length === 0);
  }

  function open(): void {
    if (choices.length === 0 || trigger.ariaDisabled === "true") return;
    before = chosen;
    close = openPopup(trigger, panel);
    trigger.setAttribute("aria-expanded", "true");
    trigger.focus();
    list.show(
      items(),
      Math.max(
        0,
        choices.findIndex((option) => chosen.includes(option.value)),
      ),
    );
  }

  function leave(keep: boolean): void {
    if (!close) return;
    close();
    close = null;
    trigger.setAttribute("aria-expanded", "false");
    trigger.removeAttribute("aria-activedescendant");
    const changed = chosen.length !== before.length || chosen.some((value) => !before.includes(value));
    if (!keep || chosen.length < view.least) chosen = before;
    describe();
    if (keep && changed && chosen !== before) commit(chosen);
  }

  function choose(index: number): void {
    const value = choices[index]?.value;
    if (value === undefined) return;
    if (!multiple) {
      const again = chosen.includes(value);
      chosen = again && view.least === 0 ? [] : [value];
      leave(true);
      return;
    }
    if (chosen.includes(value)) chosen = chosen.filter((other) => other !== value);
    else if (chosen.length < view.most) chosen = [...chosen, value];
    list.show(items(), index);
  }

  function pressKey(event: KeyboardEvent): void {
    const { key } = event;
    if (close === null) {
      if (key === "ArrowDown" || key === "ArrowUp") {
        event.preventDefault();
        open();
      }
      return;
    }
    if (key === "Tab") return;
    if (key === "ArrowDown") list.move(1);
    else if (key === "ArrowUp") list.move(-1);
    else if (key === "Home") list.activate(0);
    else if (key === "End") list.activate(choices.length - 1);
    else if (key === "Enter" || key === " ") choose(list.active());
    else if (key === "Escape") leave(false);
    else if (key.length === 1) list.jump(key);
    event.preventDefault();
    event.stopPropagation();
  }

  trigger.addEventListener("keydown", pressKey);
  trigger.addEventListener("blur", () => leave(true));
  describe();
  return trigger;
}
