import type { ChoiceView, FieldView, SelectView } from "../view.ts";
import { element } from "./dom.ts";
import { fileProblem } from "./given-file.ts";
import { createSelect } from "./select.ts";

export type Field = {
  node: HTMLElement;
  /** What takes the focus. */
  control: HTMLElement;
  /** Null if there is nothing to send. */
  value(): string | string[] | null;
  /** For a file field: the files that were picked. */
  files?(): readonly File[];
  /** What is wrong with the value, or null. */
  problem(required: boolean): string | null;
};

/** The attributes that name and describe a field to screen readers. */
type Naming = { "aria-labelledby": string; "aria-describedby": string };

function countProblem(count: number, least: number, most: number, required: boolean): string | null {
  if (count === 0 && !required) return null;
  if (count < Math.max(least, required ? 1 : 0))
    return least <= 1 ? "Please choose one." : `Please choose at least ${least}.`;
  return count > most ? `Please choose at most ${most}.` : null;
}

function textField(view: Extract<FieldView, { kind: "text-input" }>, naming: Naming, required: boolean): Field {
  const attributes = {
    class: "text-field",
    placeholder: view.placeholder,
    maxlength: view.longest,
    "aria-required": required ? "true" : null,
    ...naming,
  };
  const control = view.long ? element("textarea", { rows: 4, ...attributes }) : element("input", attributes);
  control.value = view.value;
  return {
    node: control,
    control,
    value: () => control.value,
    problem(needed) {
      const { length } = control.value;
      if (length === 0) return needed ? "This is needed." : null;
      return length < view.shortest ? `At least ${view.shortest} characters, please.` : null;
    },
  };
}

function selectField(view: SelectView, naming: Naming): Field {
  let values = view.choices.filter((choice) => choice.chosen).map((choice) => choice.value);
  if (view.choicesFrom !== "listed") values = view.chosenIds;
  const control = createSelect({
    view: { ...view, least: 0 },
    disabled: view.disabled,
    attributes: naming,
    commit: (chosen) => {
      values = chosen;
    },
  });
  control.removeAttribute("aria-label");
  return {
    node: control,
    control,
    value: () => values,
    problem: (required) => countProblem(values.length, view.least, view.most, required),
  };
}

function choiceInput(type: "radio" | "checkbox", name: string, choice: ChoiceView): [HTMLInputElement, HTMLElement] {
  const input = element("input", { type, name, value: choice.value, checked: choice.chosen });
  const label = element("label", { class: "choice" }, [
    input,
    element("span", { class: "option-text" }, [
      element("span", {}, [choice.label]),
      choice.description === null ? null : element("span", { class: "option-detail" }, [choice.description]),
    ]),
  ]);
  return [input, label];
}

function choicesField(view: Extract<FieldView, { kind: "radio" | "checkboxes" }>, naming: Naming): Field {
  const isRadio = view.kind === "radio";
  const pairs = view.choices.map((choice) => choiceInput(isRadio ? "radio" : "checkbox", view.customId, choice));
  const node = element(
    "div",
    { class: "choices", role: isRadio ? "radiogroup" : "group", ...naming },
    pairs.map(([, label]) => label),
  );
  const chosen = () => pairs.filter(([input]) => input.checked).map(([input]) => input.value);
  return {
    node,
    control: pairs[0]?.[0] ?? node,
    value: () => (isRadio ? (chosen()[0] ?? null) : chosen()),
    problem: (required) => countProblem(chosen().length, view.least, view.most, required),
  };
}

function checkboxField(view: Extract<FieldView, { kind: "checkbox" }>, naming: Naming): Field {
  const control = element("input", { type: "checkbox", checked: view.checked, ...naming });
  return { node: control, control, value: () => String(control.checked), problem: () => null };
}

function filesField({ least, most }: Extract<FieldView, { kind: "files" }>, naming: Naming): Field {
  const control = element("input", { type: "file", class: "file-field", multiple: most > 1, ...naming });
  const files = () => [...(control.files ?? [])];
  return {
    node: control,
    control,
    value: () => null,
    files,
    problem: (required) =>
      countProblem(files().length, least, most, required) ??
      files()
        .map(fileProblem)
        .find((text) => text !== null) ??
      null,
  };
}

export function createField(view: FieldView, naming: Naming, required: boolean): Field {
  switch (view.kind) {
    case "text-input":
      return textField(view, naming, required);
    case "select":
      return selectField(view, naming);
    case "radio":
    case "checkboxes":
      return choicesField(view, naming);
    case "checkbox":
      return checkboxField(view, naming);
    case "files":
      return filesField(view, naming);
  }
}
