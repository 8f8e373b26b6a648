import { AllowedMentionsTypes } from "discord-api-types/v10";
import type { Form } from "../rules/form.ts";

/** The users and roles a message may ping; null is Discord's default: everyone it mentions. */
export type AllowedMentions = {
  everyone: boolean;
  users: "all" | ReadonlySet<string>;
  roles: "all" | ReadonlySet<string>;
};

const MENTIONED_AT_MOST = 100;
const KINDS = [AllowedMentionsTypes.Everyone, AllowedMentionsTypes.Role, AllowedMentionsTypes.User] as const;

export function readAllowedMentions(message: Form): AllowedMentions | null {
  const form = message.form("allowed_mentions");
  if (!form) return null;
  const parse = new Set(form.list("parse"));
  for (const [index, kind] of [...parse].entries()) {
    if (KINDS.some((known) => known === kind)) continue;
    const text = `Value must be one of {${KINDS.join(", ")}}.`;
    form.problems.add([...form.at("parse"), index], "BASE_TYPE_CHOICES", text);
  }
  return {
    everyone: parse.has(AllowedMentionsTypes.Everyone),
    users: readKind(message, form, parse, AllowedMentionsTypes.User),
    roles: readKind(message, form, parse, AllowedMentionsTypes.Role),
  };
}

function readKind(
  message: Form,
  form: Form,
  parse: ReadonlySet<unknown>,
  kind: AllowedMentionsTypes.User | AllowedMentionsTypes.Role,
): "all" | ReadonlySet<string> {
  const ids = (form.list(kind, { max: MENTIONED_AT_MOST }) ?? []).map(String);
  if (!parse.has(kind)) return new Set(ids);
  if (ids.length > 0) {
    const text = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`;
    message.problem("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", text);
  }
  return "all";
}
