import type {
  APIActionRowComponent,
  APIComponentInLabel,
  APIComponentInModalActionRow,
  APILabelComponent,
  APIModalInteractionResponseCallbackData,
  APITextInputComponent,
} from "discord-api-types/v10";
import { ComponentType, TextInputStyle } from "discord-api-types/v10";
import { ComponentIds } from "./component-ids.ts";
import { readFileTypes } from "./file-types.ts";
import type { Form } from "./form.ts";
import * as limits from "./limits.ts";
import { readSelect, SELECT_TYPES } from "./selects.ts";

type ModalPart = APIModalInteractionResponseCallbackData["components"][number];

const PARTS = [ComponentType.ActionRow, ComponentType.TextDisplay, ComponentType.Label] as const;
const IN_LABEL = [
  ...SELECT_TYPES,
  ComponentType.TextInput,
  ComponentType.FileUpload,
  ComponentType.RadioGroup,
  ComponentType.CheckboxGroup,
  ComponentType.Checkbox,
] as const;
const STYLES = [TextInputStyle.Short, TextInputStyle.Paragraph] as const;

/** @throws Refusal 50035 */
export function readModal(form: Form): APIModalInteractionResponseCallbackData {
  const reader = new ModalReader();
  form.require("components");
  const parts = form.forms("components", { min: 1, max: limits.MODAL_PARTS }) ?? [];
  const modal = {
    custom_id: form.requiredString("custom_id", { min: 1, max: limits.CUSTOM_ID_LENGTH }),
    title: form.requiredString("title", { min: 1, max: limits.MODAL_TITLE_LENGTH }),
    components: parts.flatMap((part) => reader.readPart(part) ?? []),
  };
  form.problems.throwIfAny();
  return modal;
}

class ModalReader {
  readonly #ids = new ComponentIds();

  readPart(form: Form): ModalPart | undefined {
    const type = form.type(PARTS);
    if (type === undefined) return undefined;
    const id = this.#ids.readId(form);
    switch (type) {
      case ComponentType.ActionRow:
        return { type, id, ...this.#readRow(form) };
      case ComponentType.TextDisplay:
        return { type, id, content: form.requiredString("content", { min: 1, max: limits.COMPONENTS_TEXT_LENGTH }) };
      case ComponentType.Label:
        return this.#readLabel(form, id);
    }
  }

  #readRow(form: Form): Pick<APIActionRowComponent<APIComponentInModalActionRow>, "components"> {
    form.require("components");
    const inputs = form.forms("components", { min: 1, max: 1 }) ?? [];
    return {
      components: inputs.flatMap((input) => {
        if (!input.type([ComponentType.TextInput])) return [];
        const label = input.requiredString("label", { min: 1, max: limits.MODAL_LABEL_LENGTH });
        return [{ ...this.#readTextInput(input), label }];
      }),
    };
  }

  #readLabel(form: Form, id: number): APILabelComponent | undefined {
    const label = form.requiredString("label", { min: 1, max: limits.MODAL_LABEL_LENGTH });
    const description = form.string("description", { min: 1, max: limits.MODAL_LABEL_DESCRIPTION_LENGTH });
    const inner = form.require("component") ? form.form("component") : undefined;
    const component = inner && this.#readInLabel(inner);
    if (!component) return undefined;
    return { type: ComponentType.Label, id, label, ...(description === undefined ? {} : { description }), component };
  }

  #readInLabel(form: Form): APIComponentInLabel | undefined {
    const type = form.type(IN_LABEL);
    if (type === undefined) return undefined;
    if (type === ComponentType.TextInput) return this.#readTextInput(form);
    const id = this.#ids.readId(form);
    const custom_id = this.#ids.readCustomId(form);
    const required = form.boolean("required") ?? true;
    switch (type) {
      case ComponentType.Checkbox:
        return { type, id, custom_id, default: form.boolean("default") ?? false };
      case ComponentType.RadioGroup:
        return { type, id, custom_id, required, options: readChecks(form, 2) };
      case ComponentType.CheckboxGroup:
        return {
          type,
          id,
          custom_id,
          required,
          options: readChecks(form, 1),
          ...readCount(form, limits.CHECK_OPTIONS, required),
        };
      case ComponentType.FileUpload:
        return {
          type,
          id,
          custom_id,
          required,
          ...readCount(form, limits.UPLOAD_FILES, required),
          ...readFileTypes(form),
        };
      default:
        if (form.boolean("disabled")) {
          form.problem("disabled", "COMPONENT_DISABLED_IN_MODAL", "A select menu in a modal cannot be disabled");
        }
        checkLeast(form, required);
        return { ...readSelect(form, type, custom_id), id, required };
    }
  }

  #readTextInput(form: Form): APITextInputComponent {
    form.require("style");
    const min = form.integer("min_length", { min: 0, max: limits.TEXT_INPUT_LENGTH });
    const max = form.integer("max_length", { min: 1, max: limits.TEXT_INPUT_LENGTH });
    if (min !== undefined && max !== undefined && min > max) {
      form.problem("min_length", "TEXT_INPUT_MIN_EXCEEDS_MAX", "min_length must not be greater than max_length");
    }
    const value = form.string("value", { max: max ?? limits.TEXT_INPUT_LENGTH });
    const placeholder = form.string("placeholder", { max: limits.TEXT_INPUT_PLACEHOLDER_LENGTH });
    return {
      type: ComponentType.TextInput,
      id: this.#ids.readId(form),
      custom_id: this.#ids.readCustomId(form),
      style: form.oneOf("style", STYLES) ?? TextInputStyle.Short,
      required: form.boolean("required") ?? true,
      ...(min === undefined ? {} : { min_length: min }),
      ...(max === undefined ? {} : { max_length: max }),
      ...(value === undefined ? {} : { value }),
      ...(placeholder === undefined ? {} : { placeholder }),
    };
  }
}

function readChecks(form: Form, fewest: number) {
  form.require("options");
  return (form.forms("options", { min: fewest, max: limits.CHECK_OPTIONS }) ?? []).map((option) => {
    const description = option.string("description", { max: limits.OPTION_TEXT_LENGTH });
    return {
      value: option.requiredString("value", { min: 1, max: limits.OPTION_TEXT_LENGTH }),
      label: option.requiredString("label", { min: 1, max: limits.OPTION_TEXT_LENGTH }),
      ...(description === undefined ? {} : { description }),
      default: option.boolean("default") ?? false,
    };
  });
}

/** What must be filled in takes at least one value. */
function checkLeast(form: Form, required: boolean): void {
  if (required && form.fields.min_values === 0) {
    form.problem("min_values", "NUMBER_TYPE_MIN", "int value should be greater than or equal to 1.");
  }
}

function readCount(form: Form, most: number, required: boolean): { min_values?: number; max_values?: number } {
  checkLeast(form, required);
  const min = form.integer("min_values", { min: 0, max: most });
  const max = form.integer("max_values", { min: 1, max: most });
  return { ...(min === undefined ? {} : { min_values: min }), ...(max === undefined ? {} : { max_values: max }) };
}
