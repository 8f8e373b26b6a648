import {
  type APIComponentInLabel,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  TextInputStyle,
} from "discord-api-types/v10";
import type { SeenModal } from "../contract.ts";
import { parseMarkdown } from "./markdown.ts";
import type { FieldView, ModalPartView, ModalView } from "./view.ts";
import { viewChoice, viewSelect } from "./view-component.ts";

/** Discord accepts this much if a text input sets no length of its own. */
const LONGEST_TEXT = 4000;

function viewField(field: APIComponentInLabel): FieldView {
  switch (field.type) {
    case ComponentType.TextInput:
      return {
        kind: "text-input",
        customId: field.custom_id,
        long: field.style === TextInputStyle.Paragraph,
        placeholder: field.placeholder ?? "",
        value: field.value ?? "",
        shortest: field.min_length ?? 0,
        longest: field.max_length ?? LONGEST_TEXT,
      };
    case ComponentType.RadioGroup:
      return { kind: "radio", customId: field.custom_id, choices: field.options.map(viewChoice), least: 1, most: 1 };
    case ComponentType.CheckboxGroup:
      return {
        kind: "checkboxes",
        customId: field.custom_id,
        choices: field.options.map(viewChoice),
        least: field.min_values ?? 1,
        most: field.max_values ?? field.options.length,
      };
    case ComponentType.Checkbox:
      return { kind: "checkbox", customId: field.custom_id, checked: field.default ?? false };
    case ComponentType.FileUpload:
      return {
        kind: "files",
        customId: field.custom_id,
        least: field.min_values ?? 1,
        most: field.max_values ?? 1,
      };
    default:
      return viewSelect(field);
  }
}

function viewLabelled(label: string, description: string | undefined, field: APIComponentInLabel): ModalPartView {
  return {
    kind: "field",
    label,
    description: description ?? null,
    required: "required" in field ? (field.required ?? true) : true,
    field: viewField(field),
  };
}

function viewPart(part: APIModalInteractionResponseCallbackData["components"][number]): ModalPartView[] {
  switch (part.type) {
    case ComponentType.TextDisplay:
      return [{ kind: "text", text: parseMarkdown(part.content) }];
    case ComponentType.Label:
      return [viewLabelled(part.label, part.description, part.component)];
    case ComponentType.ActionRow:
      return part.components.map((input) => viewLabelled(input.label ?? "", undefined, input));
  }
}

export function viewModal({ id, data }: SeenModal): ModalView {
  return { id, title: data.title, parts: data.components.flatMap(viewPart) };
}
