import { element } from "./dom.ts";
import { createListbox, type Listbox } from "./listbox.ts";
import type { Suggestion } from "./option-value.ts";

export type Suggestions = {
  element: HTMLElement;
  isOpen(): boolean;
  /** Shows the list of `controller`, under a title and a line that explains. */
  open(controller: HTMLElement, title: string, explanation: string): void;
  fill(suggestions: readonly Suggestion[], active: number): void;
  say(text: string): void;
  close(): void;
  press(key: string): boolean;
  active(): Suggestion | null;
};

/** The panel above the composer that helps to fill the field that has the focus. */
export function createSuggestions(take: (suggestion: Suggestion) => void): Suggestions {
  const head = element("div", { class: "picker-head" });
  const note = element("div", { class: "picker-note", role: "status" });
  const body = element("div", { class: "picker-body" });
  const panel = element("div", { class: "picker", hidden: true }, [head, note, body]);
  let list: Listbox | null = null;
  let owner: HTMLElement | null = null;
  let shown: readonly Suggestion[] = [];

  function expand(expanded: boolean): void {
    if (owner?.getAttribute("role") === "combobox") owner.setAttribute("aria-expanded", String(expanded));
  }

  function close(): void {
    list?.activate(-1);
    expand(false);
    panel.hidden = true;
    shown = [];
  }

  return {
    element: panel,
    isOpen: () => shown.length > 0,
    close,
    open(controller, title, explanation) {
      close();
      owner = controller;
      list = createListbox({
        label: title,
        controller,
        choose: (index) => {
          const suggestion = shown[index];
          if (suggestion) take(suggestion);
        },
      });
      controller.setAttribute("aria-controls", list.element.id);
      head.replaceChildren(element("strong", {}, [title]), ` ${explanation}`);
      note.textContent = "";
      body.replaceChildren(list.element);
      panel.hidden = false;
    },
    fill(suggestions, active) {
      shown = suggestions;
      note.textContent = "";
      list?.show(shown, active);
      expand(shown.length > 0);
    },
    say(text) {
      shown = [];
      list?.show([], -1);
      expand(false);
      note.textContent = text;
    },
    press(key) {
      if (shown.length === 0 || list === null) return false;
      if (key === "ArrowDown") list.move(1);
      else if (key === "ArrowUp") list.move(-1);
      else return false;
      return true;
    },
    active: () => shown[list?.active() ?? -1] ?? null,
  };
}
