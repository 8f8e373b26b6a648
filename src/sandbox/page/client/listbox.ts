import { type Child, element, newId } from "./dom.ts";

export type ListItem = {
  label: string;
  detail?: string | null;
  /** Drawn before the label. */
  mark?: Child;
  /** Drawn at the far end. */
  aside?: string;
  chosen?: boolean;
};

export type Listbox = {
  element: HTMLUListElement;
  /** `active` is -1 for none. */
  show(items: readonly ListItem[], active: number): void;
  move(step: 1 | -1): void;
  /** To the next item whose label begins with `letter`. */
  jump(letter: string): void;
  activate(index: number): void;
  active(): number;
};

type Wiring = {
  label: string;
  /** Keeps the focus, and names the active option to screen readers. */
  controller: HTMLElement;
  multiple?: boolean;
  choose(index: number): void;
};

/** A list of options that another element's keys control: the focus stays there, the active option moves here. */
export function createListbox({ label, controller, multiple = false, choose }: Wiring): Listbox {
  const list = element("ul", {
    class: "listbox",
    role: "listbox",
    id: newId("listbox"),
    "aria-label": label,
    "aria-multiselectable": multiple ? "true" : null,
  });
  let items: readonly ListItem[] = [];
  let active = -1;

  // Otherwise a press on an option would take the focus from the controller.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("mousedown", (event) => event.preventDefault());

  function activate(index: number): void {
    list.children[active]?.classList.remove("option-active");
    active = index;
    const option = list.children[active];
    if (option) {
      option.classList.add("option-active");
      option.scrollIntoView({ block: "nearest" });
      controller.setAttribute("aria-activedescendant", option.id);
    } else {
      controller.removeAttribute("aria-activedescendant");
    }
  }

  function draw(item: ListItem, index: number): HTMLElement {
    const option = element(
      "li",
      { class: "option", role: "option", id: `${list.id}-${index}`, "aria-selected": item.chosen ? "true" : "false" },
      [
        item.mark ?? null,
        element("span", { class: "option-text" }, [
          element("span", { class: "option-label" }, [item.label]),
          item.detail ? element("span", { class: "option-detail" }, [item.detail]) : null,
        ]),
        item.aside ? element("span", { class: "option-aside" }, [item.aside]) : null,
        multiple ? element("span", { class: "option-check", "aria-hidden": "true" }) : null,
      ],
    );
    option.addEventListener("click", () => choose(index));
    option.addEventListener("pointermove", () => {
      if (active !== index) activate(index);
    });
    return option;
  }

  return {
    element: list,
    activate,
    active: () => active,
    show(next, first) {
      items = next;
      list.replaceChildren(...items.map(draw));
      activate(first);
    },
    move(step) {
      if (items.length === 0) return;
      const from = active === -1 && step === -1 ? 0 : active;
      activate((from + step + items.length) % items.length);
    },
    jump(letter) {
      const order = items.map((_, offset) => (active + 1 + offset) % items.length);
      const found = order.find((index) => items[index]?.label.toLowerCase().startsWith(letter.toLowerCase()));
      if (found !== undefined) activate(found);
    },
  };
}
