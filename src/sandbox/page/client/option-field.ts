import type { OptionView } from "../view.ts";
import { element } from "./dom.ts";
import { filterValues, listValues, type OptionValue, readOption, type Suggestion } from "./option-value.ts";

export type OptionField = {
  option: OptionView;
  element: HTMLElement;
  input: HTMLInputElement;
  isEmpty(): boolean;
  /** For an attachment option: the file that was picked. */
  file(): File | null;
  read(): ReturnType<typeof readOption>;
  /** Sets a suggestion as the value. */
  take(suggestion: Suggestion): void;
  /** What autocomplete sends for this field while another one is being typed. */
  draft(): OptionValue;
  markProblem(text: string | null): void;
};

function mayBe(option: OptionView): string {
  return option.autocomplete || listValues(option) ? "list" : "none";
}

/** One option of the command that is being written: its name and a field. */
export function createOptionField(option: OptionView): OptionField {
  let picked: Suggestion | null = null;
  const offers = mayBe(option) === "list";
  const takesFile = option.type === "attachment";
  const input = element("input", {
    class: "pill-input",
    type: takesFile ? "file" : null,
    autocomplete: "off",
    spellcheck: "false",
    "aria-label": option.name,
    "aria-description": option.description,
    "aria-required": option.required ? "true" : null,
    role: offers ? "combobox" : null,
    "aria-autocomplete": offers ? "list" : null,
    "aria-expanded": offers ? "false" : null,
    inputmode: option.type === "integer" ? "numeric" : option.type === "number" ? "decimal" : null,
  });
  const pill = element("label", { class: "pill" }, [
    element("span", { class: "pill-name", "aria-hidden": "true" }, [option.name]),
    input,
  ]);

  function resize(): void {
    input.size = Math.max(2, Math.min(input.value.length + 1, 40));
  }

  input.addEventListener("input", () => {
    resize();
    markProblem(null);
  });
  resize();

  function markProblem(text: string | null): void {
    pill.classList.toggle("pill-wrong", text !== null);
    if (text === null) input.removeAttribute("aria-invalid");
    else input.setAttribute("aria-invalid", "true");
  }

  return {
    option,
    element: pill,
    input,
    isEmpty: () => input.value.trim() === "",
    file: () => input.files?.[0] ?? null,
    read: () => readOption(option, input.value, picked),
    take(suggestion) {
      picked = suggestion;
      input.value = suggestion.label;
      resize();
      markProblem(null);
    },
    draft() {
      const reading = readOption(option, input.value, picked);
      return "value" in reading ? reading.value : input.value;
    },
    markProblem,
  };
}

/** Suggestions that need no question to the bot. */
export function suggestAlone(field: OptionField): Suggestion[] {
  const values = listValues(field.option) ?? [];
  const reading = field.read();
  const isWhole = "value" in reading && values.some((value) => value.value === reading.value);
  return filterValues(values, isWhole ? "" : field.input.value);
}
