import {
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  type APIMessage,
  type APIMessageTopLevelComponent,
  ComponentType,
} from "discord.js";

/** Something that a member can do with a message: press a button, or choose in a menu. */
export type MemberAct = { kind: "press"; customId: string } | { kind: "choose"; customId: string; values: string[] };

/**
 * Everything that can be done with a message, from top to bottom. For a menu: its first value, and as many as it
 * allows.
 */
export function actsOn(message: APIMessage): MemberAct[] {
  return rowPartsOf(message.components ?? []).flatMap((part): MemberAct[] => {
    if (!("custom_id" in part) || part.disabled) return [];
    const { custom_id: customId } = part;
    if (part.type === ComponentType.Button) return [{ kind: "press", customId }];
    if (part.type !== ComponentType.StringSelect) {
      throw new Error(`nobody has said yet what to choose in a menu of type ${part.type}`);
    }
    const values = part.options.map(({ value }) => value);
    const counts = new Set([part.min_values ?? 1, Math.min(part.max_values ?? 1, values.length)]);
    return [...counts].map((count) => ({ kind: "choose", customId, values: values.slice(0, count) }));
  });
}

function rowPartsOf(
  parts: readonly (APIMessageTopLevelComponent | APIComponentInContainer)[],
): APIComponentInMessageActionRow[] {
  return parts.flatMap((part): APIComponentInMessageActionRow[] => {
    if (part.type === ComponentType.Container) return rowPartsOf(part.components);
    if (part.type === ComponentType.ActionRow) return part.components;
    return part.type === ComponentType.Section && part.accessory.type === ComponentType.Button ? [part.accessory] : [];
  });
}
