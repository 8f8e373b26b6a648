import type { APIApplicationCommandOptionChoice } from "discord-api-types/v10";
import type { Form } from "./form.ts";
import * as limits from "./limits.ts";

/** Reads `choices`, of a command's option as well as of an autocomplete response. */
export function readChoices(form: Form): APIApplicationCommandOptionChoice[] {
  const choices = form.forms("choices", { max: limits.COMMAND_CHOICES }) ?? [];
  return choices.map((choice) => ({
    name: choice.requiredString("name", { min: 1, max: limits.CHOICE_LENGTH }),
    name_localizations: null,
    value: readValue(choice),
  }));
}

function readValue(choice: Form): string | number {
  if (!choice.require("value")) return "";
  const { value } = choice.fields;
  if (typeof value === "number") return value;
  return choice.string("value", { max: limits.CHOICE_LENGTH }) ?? "";
}
