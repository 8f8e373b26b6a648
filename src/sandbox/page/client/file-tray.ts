import { button, element } from "./dom.ts";
import { fileProblem } from "./given-file.ts";
import { icon } from "./icons.ts";
import { change } from "./state.ts";

/** How many files Discord accepts with one message. */
const MOST_FILES = 10;

export type FileTray = {
  /** The files for the next message, each with a button that removes it. */
  element: HTMLElement;
  /** The "+" that picks files. */
  picker: HTMLElement;
  isEmpty(): boolean;
  add(files: readonly File[]): void;
  /** Returns the files and empties the tray. */
  empty(): File[];
};

/** @param onPicked called after files are picked or removed */
export function createFileTray(onPicked: () => void): FileTray {
  let picked: readonly File[] = [];
  const input = element("input", { type: "file", multiple: true, hidden: true });
  const open = button({ class: "icon-button", "aria-label": "Attach files" }, [icon("plus")], () => input.click());
  const list = element("ul", { class: "tray", "aria-label": "Files to send", hidden: true });

  function show(files: readonly File[]): void {
    picked = files;
    list.hidden = files.length === 0;
    list.replaceChildren(...files.map(row));
  }

  function row(file: File): HTMLElement {
    const takeBack = () => {
      show(picked.filter((other) => other !== file));
      onPicked();
    };
    return element("li", { class: "tray-file" }, [
      icon("file"),
      element("span", { class: "tray-name" }, [file.name]),
      button({ class: "icon-button", "aria-label": `Remove ${file.name}` }, [icon("close")], takeBack),
    ]);
  }

  function add(files: readonly File[]): void {
    const problem = files.map(fileProblem).find((text) => text !== null);
    const all = [...picked, ...files.filter((file) => fileProblem(file) === null)];
    if (problem) change({ problem });
    else if (all.length > MOST_FILES) change({ problem: `A message takes ${MOST_FILES} files at most.` });
    show(all.slice(0, MOST_FILES));
  }

  input.addEventListener("change", () => {
    add([...(input.files ?? [])]);
    // Otherwise picking the same file again would not count as a change.
    input.value = "";
    onPicked();
  });

  return {
    element: list,
    picker: element("div", { class: "tray-picker" }, [open, input]),
    isEmpty: () => picked.length === 0,
    add,
    empty() {
      const files = [...picked];
      show([]);
      return files;
    },
  };
}
