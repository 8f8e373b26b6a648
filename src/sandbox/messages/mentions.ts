import type { APIMessage, APIUser } from "discord-api-types/v10";
import type { AnyChannel, World } from "../state/world.ts";
import type { MessageDraft } from "./draft.ts";
import { textsIn } from "./parts.ts";

const MENTION = /<@(&|!)?(\d+)>|@everyone|@here/g;

type Mentions = Pick<APIMessage, "mentions" | "mention_roles" | "mention_everyone">;

/** Everyone a message pings: those that its texts mention and its allowed mentions allow. */
export function findMentions(
  world: World,
  draft: Pick<MessageDraft, "content" | "components" | "allowedMentions">,
  channel: AnyChannel,
): Mentions {
  const users = new Map<string, APIUser>();
  const roles = new Set<string>();
  let everyone = false;
  const allowed = draft.allowedMentions;
  for (const text of [draft.content, ...textsIn(draft.components)]) {
    if (!text.includes("@")) continue;
    for (const [, kind, id] of text.matchAll(MENTION)) {
      if (id === undefined) everyone ||= allowed?.everyone ?? true;
      else if (kind === "&") {
        const isAllowed = !allowed || allowed.roles === "all" || allowed.roles.has(id);
        if (isAllowed && world.guildOf(channel)?.guild.roles.some((role) => role.id === id)) roles.add(id);
      } else {
        const user = world.users.get(id);
        if (user && (!allowed || allowed.users === "all" || allowed.users.has(id))) users.set(id, user);
      }
    }
  }
  return { mentions: [...users.values()], mention_roles: [...roles], mention_everyone: everyone };
}
