import { MessageFlags } from "discord.js";
import { MessageCreateRequestSchema } from "discord-api-spec/zod";
import type { View } from "../../src/discord/message.ts";
import { readComponents } from "../../src/sandbox/rules/components.ts";
import { Form, Problems } from "../../src/sandbox/rules/form.ts";

/**
 * Why Discord would refuse a view, by its published schema and its documented limits. Empty if Discord would accept it.
 */
export function findRefusals(view: View): string[] {
  const body = { components: view.components, flags: MessageFlags.IsComponentsV2 };
  const schema = MessageCreateRequestSchema.safeParse(body);
  const problems = new Problems();
  readComponents(new Form(body, problems), true, () => {
    throw new TypeError("views hold no media");
  });
  const told: string[] = schema.success
    ? []
    : schema.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  if (!problems.found()) return told;
  try {
    problems.throwIfAny();
  } catch (error) {
    told.push(JSON.stringify(error instanceof Error && "errors" in error ? error.errors : error));
  }
  return told;
}
