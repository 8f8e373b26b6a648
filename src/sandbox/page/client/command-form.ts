import type { CommandView } from "../view.ts";
import { element } from "./dom.ts";
import { fileProblem } from "./given-file.ts";
import { commandAddress, commandPath } from "./names.ts";
import { createOptionField, type OptionField, suggestAlone } from "./option-field.ts";
import type { OptionValue, Suggestion } from "./option-value.ts";
import { act } from "./page-api.ts";
import { state } from "./state.ts";
import { createSuggestions } from "./suggestions.ts";

/** How long to wait after a keystroke before asking the bot for suggestions. */
const DEBOUNCE_MS = 150;

export type CommandForm = {
  element: HTMLElement;
  panel: HTMLElement;
  focus(): void;
  submit(): void;
};

type Wiring = {
  command: CommandView;
  channelId: string;
  send(options: Record<string, OptionValue>, files: Record<string, File>): void;
  cancel(): void;
};

/** A command that is being written: its options as fields in one line, and a last field that adds optional ones. */
export function createCommandForm({ command, channelId, send, cancel }: Wiring): CommandForm {
  const fields: OptionField[] = [];
  const end = element("input", {
    class: "command-end",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-label": `Options of /${commandPath(command)}. Enter sends`,
  });
  const form = element("div", { class: "command", role: "group", "aria-label": `/${commandPath(command)}` }, [
    element("span", { class: "command-name" }, [`/${commandPath(command)}`]),
    end,
  ]);
  const suggestions = createSuggestions(takeSuggestion);
  let focused: OptionField | null = null;
  let asking: ReturnType<typeof setTimeout> | undefined;
  let question = 0;

  function unusedOptions(): CommandView["options"] {
    return command.options.filter((option) => !fields.some((field) => field.option.name === option.name));
  }

  function addField(option: CommandView["options"][number]): OptionField {
    const field = createOptionField(option);
    fields.push(field);
    end.before(field.element);
    field.input.addEventListener("focus", () => help(field));
    field.input.addEventListener("input", () => help(field));
    field.input.addEventListener("keydown", (event) => pressInField(event, field));
    return field;
  }

  function removeField(field: OptionField): void {
    fields.splice(fields.indexOf(field), 1);
    field.element.remove();
    end.focus();
  }

  function goOn(): void {
    const empty = fields.find((field) => field.option.required && field.isEmpty());
    (empty?.input ?? end).focus();
  }

  function takeSuggestion(suggestion: Suggestion): void {
    if (focused) {
      focused.take(suggestion);
      goOn();
      return;
    }
    const option = unusedOptions().find(({ name }) => name === suggestion.value);
    end.value = "";
    if (option) addField(option).input.focus();
  }

  function offerOptions(): void {
    focused = null;
    const unused = unusedOptions();
    const wanted = end.value.trim().toLowerCase();
    const found = unused.filter(({ name }) => name.startsWith(wanted));
    const title = `/${commandPath(command)}`;
    suggestions.open(end, title, found.length > 0 ? "Enter sends, or add an option:" : "Enter sends");
    const active = wanted === "" ? -1 : 0;
    suggestions.fill(
      found.map(({ name, description }) => ({ label: name, detail: description, value: name })),
      active,
    );
    end.placeholder = unused.length > 0 ? `+${unused.length} optional` : "";
  }

  async function askBot(field: OptionField): Promise<void> {
    question += 1;
    const asked = question;
    const userId = state.self?.id;
    if (userId === undefined) return;
    const drafts = fields.filter((other) => other === field || (!other.isEmpty() && other.file() === null));
    const result = await act({
      verb: "complete",
      userId,
      channelId,
      ...commandAddress(command),
      options: Object.fromEntries(
        drafts.map((other) => [other.option.name, other === field ? field.input.value : other.draft()]),
      ),
      focused: field.option.name,
    });
    if (asked !== question || focused !== field) return;
    if (result.kind !== "choices") suggestions.say("Loading options failed");
    else if (result.choices.length === 0) suggestions.say("No options match what you typed");
    else suggestions.fill(result.choices, 0);
  }

  function help(field: OptionField): void {
    focused = field;
    clearTimeout(asking);
    suggestions.open(field.input, field.option.name, field.option.description);
    if (field.option.autocomplete) {
      suggestions.say("Loading options…");
      asking = setTimeout(() => void askBot(field), DEBOUNCE_MS);
      return;
    }
    suggestions.fill(suggestAlone(field), 0);
  }

  function showProblem(field: OptionField, text: string): void {
    field.markProblem(text);
    field.input.focus();
    suggestions.open(field.input, field.option.name, field.option.description);
    suggestions.say(text);
  }

  function submit(): void {
    const values: Record<string, OptionValue> = {};
    const files: Record<string, File> = {};
    for (const field of fields) {
      if (field.isEmpty()) {
        if (!field.option.required) continue;
        showProblem(field, "This option is needed.");
        return;
      }
      const file = field.file();
      if (file) {
        const problem = fileProblem(file);
        if (problem !== null) {
          showProblem(field, problem);
          return;
        }
        files[field.option.name] = file;
        continue;
      }
      const reading = field.read();
      if ("problem" in reading) {
        showProblem(field, reading.problem);
        return;
      }
      values[field.option.name] = reading.value;
    }
    send(values, files);
  }

  function isAnswered(field: OptionField): boolean {
    const active = suggestions.active();
    return active === null || (active.label === field.input.value && "value" in field.read());
  }

  function pressInField(event: KeyboardEvent, field: OptionField): void {
    const { key } = event;
    const active = suggestions.active();
    if (key === "Enter") {
      if (field.option.type === "attachment" && field.isEmpty()) field.input.click();
      else if (active && !isAnswered(field)) takeSuggestion(active);
      else if (fields.some((other) => other.option.required && other.isEmpty()) && !field.isEmpty()) goOn();
      else submit();
    } else if (key === "Tab" && !event.shiftKey && active && !field.isEmpty() && !isAnswered(field)) {
      takeSuggestion(active);
    } else if (key === "Escape") {
      cancel();
    } else if (key === "Backspace" && field.input.value === "") {
      if (field.option.required) cancel();
      else removeField(field);
    } else if (!suggestions.press(key)) {
      return;
    }
    event.preventDefault();
  }

  end.addEventListener("focus", offerOptions);
  end.addEventListener("input", offerOptions);
  end.addEventListener("keydown", (event) => {
    const { key } = event;
    const active = suggestions.active();
    if (key === "Enter") {
      if (active) takeSuggestion(active);
      else submit();
    } else if (key === "Tab" && !event.shiftKey && active) {
      takeSuggestion(active);
    } else if (key === "Escape") {
      cancel();
    } else if (key === "Backspace" && end.value === "") {
      const last = fields.at(-1);
      if (last) last.input.focus();
      else cancel();
    } else if (!suggestions.press(key)) {
      return;
    }
    event.preventDefault();
  });

  for (const option of command.options.filter(({ required }) => required)) addField(option);
  return { element: form, panel: suggestions.element, focus: goOn, submit };
}
