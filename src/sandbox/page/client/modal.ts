import type { SentFile } from "../act-schema.ts";
import type { ActResult, ModalPartView, ModalView } from "../view.ts";
import { button, element, newId } from "./dom.ts";
import { sendable } from "./given-file.ts";
import { icon } from "./icons.ts";
import { renderMarkdown } from "./markdown.ts";
import { createField, type Field } from "./modal-field.ts";
import { state } from "./state.ts";

type Values = Record<string, string | string[]>;
type Files = Record<string, SentFile[]>;
type Entry = { customId: string; required: boolean; field: Field; problem: HTMLElement };

function drawField(part: Extract<ModalPartView, { kind: "field" }>): { entry: Entry; node: HTMLElement } {
  const label = element("span", { class: "field-label", id: newId("label") }, [
    part.label,
    part.required ? element("span", { class: "field-star", "aria-hidden": "true" }, [" *"]) : null,
  ]);
  const description = element("p", { class: "field-description", id: newId("hint") }, [part.description ?? ""]);
  const problem = element("p", { class: "field-problem", id: newId("problem"), role: "alert" });
  const naming = { "aria-labelledby": label.id, "aria-describedby": `${description.id} ${problem.id}` };
  const field = createField(part.field, naming, part.required);
  return {
    entry: { customId: part.field.customId, required: part.required, field, problem },
    node: element("div", { class: "field" }, [label, description, field.node, problem]),
  };
}

/** True if every field is valid. Otherwise shows what is wrong and focuses the first invalid field. */
function check(entries: readonly Entry[]): boolean {
  let first: Entry | null = null;
  for (const entry of entries) {
    const text = entry.field.problem(entry.required);
    entry.problem.textContent = text ?? "";
    entry.field.control.toggleAttribute("data-invalid", text !== null);
    entry.field.control.setAttribute("aria-invalid", String(text !== null));
    if (text !== null) first ??= entry;
  }
  first?.field.control.focus();
  return first === null;
}

function readValues(entries: readonly Entry[]): Values {
  const values: Values = {};
  for (const { customId, field } of entries) {
    const value = field.value();
    if (value !== null) values[customId] = value;
  }
  return values;
}

async function readFiles(entries: readonly Entry[]): Promise<Files> {
  const files: Files = {};
  for (const { customId, field } of entries) {
    const picked = field.files?.() ?? [];
    if (picked.length > 0) files[customId] = await Promise.all(picked.map(sendable));
  }
  return files;
}

/** Shows a form as a dialog. It keeps what was typed until `submit` succeeds or the member closes it. */
export function openModal(modal: ModalView, submit: (values: Values, files: Files) => Promise<ActResult>): void {
  const title = element("h2", { id: newId("modal") }, [modal.title]);
  const failure = element("p", { class: "field-problem", role: "alert" });
  const send = element("button", { type: "submit", class: "button button-primary" }, ["Submit"]);
  const entries: Entry[] = [];
  const parts = modal.parts.map((part) => {
    if (part.kind === "text") return element("div", { class: "markdown" }, renderMarkdown(part.text));
    const { entry, node } = drawField(part);
    entries.push(entry);
    return node;
  });
  const close = () => dialog.close();
  const form = element("form", { novalidate: true }, [
    element("div", { class: "modal-head" }, [
      title,
      button({ class: "icon-button", "aria-label": "Close" }, [icon("close")], close),
    ]),
    element("div", { class: "modal-body" }, [
      ...parts,
      element("p", { class: "modal-note" }, [`What you type here goes to ${state.bot?.name ?? "the bot"}.`]),
      failure,
    ]),
    element("div", { class: "modal-foot" }, [button({ class: "button button-plain" }, ["Cancel"], close), send]),
  ]);
  const dialog = element("dialog", { class: "modal", "aria-labelledby": title.id }, [form]);

  async function submitWithFiles(): Promise<ActResult> {
    let files: Files;
    try {
      files = await readFiles(entries);
    } catch {
      return { kind: "failed", reason: "A file could not be read. Is it still there?" };
    }
    return submit(readValues(entries), files);
  }

  async function trySubmit(): Promise<void> {
    if (send.getAttribute("aria-busy") === "true" || !check(entries)) return;
    send.setAttribute("aria-busy", "true");
    failure.textContent = "";
    const result = await submitWithFiles();
    send.removeAttribute("aria-busy");
    if (result.kind === "failed") failure.textContent = `${result.reason} What you typed is still here.`;
    else dialog.close();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void trySubmit();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  entries[0]?.field.control.focus();
}
