import type { APIButtonComponent, APIMessage, APISelectMenuComponent } from "discord-api-types/v10";
import { ComponentType } from "discord-api-types/v10";
import { ActError } from "../act-error.ts";
import type { Pressable } from "../messages/parts.ts";
import { pressablesIn } from "../messages/parts.ts";
import type { AnyChannel, World } from "../state/world.ts";

/** @throws ActError if there is none, or it is disabled */
export function findButton(message: APIMessage, customId: string): APIButtonComponent {
  const component = find(message, customId);
  if (component.type !== ComponentType.Button) throw new ActError(`"${customId}" is not a button.`);
  return component;
}

/** @throws ActError if there is none, or it is disabled */
export function findSelect(message: APIMessage, customId: string): APISelectMenuComponent {
  const component = find(message, customId);
  if (component.type === ComponentType.Button) throw new ActError(`"${customId}" is not a select menu.`);
  return component;
}

function find(message: APIMessage, customId: string): Pressable {
  for (const component of pressablesIn(message.components ?? [])) {
    if (!("custom_id" in component) || component.custom_id !== customId) continue;
    if (component.disabled) throw new ActError(`"${customId}" is disabled.`);
    return component;
  }
  throw new ActError(`This message has no component "${customId}".`);
}

/**
 * Checks what was picked in a select menu; `ids` must be resolved.
 * @throws ActError
 */
export function checkPicked(
  world: World,
  channel: AnyChannel,
  select: APISelectMenuComponent,
  values: readonly string[],
): { ids: string[] } {
  const { min_values: min = 1, max_values: max = 1 } = select;
  const fewest = select.required === false && values.length === 0 ? 0 : min;
  if (new Set(values).size !== values.length) throw new ActError("The same value was picked twice.");
  if (values.length < fewest || values.length > max) {
    throw new ActError(`Between ${min} and ${max} values have to be picked, not ${values.length}.`);
  }
  for (const value of values) {
    if (!canPick(world, channel, select, value)) throw new ActError(`"${value}" cannot be picked here.`);
  }
  return { ids: select.type === ComponentType.StringSelect ? [] : [...values] };
}

function canPick(world: World, channel: AnyChannel, select: APISelectMenuComponent, value: string): boolean {
  const guild = world.guildOf(channel);
  const isUser = guild ? guild.members.has(value) : world.users.has(value);
  const isRole = guild?.guild.roles.some((role) => role.id === value) ?? false;
  switch (select.type) {
    case ComponentType.StringSelect:
      return select.options.some((option) => option.value === value);
    case ComponentType.UserSelect:
      return isUser;
    case ComponentType.RoleSelect:
      return isRole;
    case ComponentType.MentionableSelect:
      return isUser || isRole;
    case ComponentType.ChannelSelect: {
      const target = guild?.channels.get(value);
      return target !== undefined && (!select.channel_types?.length || select.channel_types.includes(target.type));
    }
  }
}
