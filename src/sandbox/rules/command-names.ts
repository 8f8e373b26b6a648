import type { LocalizationMap } from "discord-api-types/v10";
import type { Form } from "./form.ts";
import { lengthOf } from "./form.ts";
import * as limits from "./limits.ts";

/** The documented pattern of chat-input names. They must also be in lower case. */
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

export function readName(form: Form): string {
  const name = form.requiredString("name", { min: 1, max: limits.COMMAND_NAME_LENGTH });
  const length = lengthOf(name);
  if (length === 0 || length > limits.COMMAND_NAME_LENGTH) return name;
  if (!NAME.test(name)) {
    form.problem("name", "STRING_TYPE_REGEX", "String value did not match validation regex.");
  }
  if (!NAME.test(name) || name !== name.toLowerCase()) {
    form.problem("name", "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
  }
  return name;
}

export function readDescription(form: Form): string {
  return form.requiredString("description", { min: 1, max: limits.COMMAND_DESCRIPTION_LENGTH });
}

export function readLocalizations(form: Form, key: string): LocalizationMap | null {
  const localizations = form.form(key);
  return localizations ? { ...localizations.fields } : null;
}
