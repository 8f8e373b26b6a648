import type { APIModalInteractionResponseCallbackData } from "discord-api-types/v10";
import type { Form } from "./form.ts";

export function readModal(form: Form): APIModalInteractionResponseCallbackData {
  form.problems.throwIfAny();
  return form.fields as unknown as APIModalInteractionResponseCallbackData;
}
