import type { CommandView } from "../view.ts";
import { avatar } from "./avatar.ts";
import { matchCommands } from "./command-match.ts";
import { element } from "./dom.ts";
import { createListbox } from "./listbox.ts";
import { commandPath, currentCommands } from "./names.ts";
import { state } from "./state.ts";

export type CommandPicker = {
  element: HTMLElement;
  isOpen(): boolean;
  /** Shows the commands that match `typed`, the text after the `/`; null closes the list. */
  show(typed: string | null): void;
  /** True if the picker used the key. */
  press(key: string): boolean;
};

/** The list above the composer, which the text field's keys control. */
export function createCommandPicker(controller: HTMLElement, pick: (command: CommandView) => void): CommandPicker {
  let found: CommandView[] = [];
  const head = element("div", { class: "picker-head" });
  const list = createListbox({ label: "Commands", controller, choose });
  const panel = element("div", { class: "picker", hidden: true }, [head, list.element]);
  // Makes a long list scrollable by keyboard; the arrow keys in the text field do the same.
  list.element.tabIndex = 0;

  function close(): void {
    panel.hidden = true;
    found = [];
    list.show([], -1);
    controller.removeAttribute("aria-controls");
  }

  function choose(index: number): void {
    const command = found[index];
    if (!command) return;
    close();
    pick(command);
  }

  return {
    element: panel,
    isOpen: () => !panel.hidden,
    show(typed) {
      found = typed === null ? [] : matchCommands(currentCommands(), typed);
      if (found.length === 0) {
        close();
        return;
      }
      head.replaceChildren(...(state.bot ? [avatar(state.bot, "tiny"), state.bot.name] : []));
      panel.hidden = false;
      controller.setAttribute("aria-controls", list.element.id);
      list.show(
        found.map((command) => ({
          label: `/${commandPath(command)}`,
          detail: command.description,
          aside: command.options.map((option) => (option.required ? option.name : `${option.name}?`)).join(" "),
        })),
        0,
      );
    },
    press(key) {
      if (panel.hidden) return false;
      if (key === "ArrowDown") list.move(1);
      else if (key === "ArrowUp") list.move(-1);
      else if (key === "Enter" || key === "Tab") choose(list.active());
      else if (key === "Escape") close();
      else return false;
      return true;
    },
  };
}
