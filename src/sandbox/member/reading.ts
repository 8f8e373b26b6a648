import type { APIEmbed, APIMessage, APISelectMenuComponent } from "discord-api-types/v10";
import { ComponentType } from "discord-api-types/v10";
import { pressablesIn, textsIn } from "../messages/parts.ts";

/** `</remind list:123>`, which reads `/remind list`. */
const COMMAND_MENTION = /<(\/[^:<>\n]+):\d+>/g;

export type Button = { label: string; customId: string; disabled: boolean };

/** All text of a message as it reads from top to bottom: its content, its embeds and its components. */
export function textOf({ content, embeds, components = [] }: APIMessage): string {
  const texts = [content, ...embeds.flatMap(textsInEmbed), ...textsIn(components)];
  return texts
    .filter((text) => text !== "")
    .join("\n")
    .replaceAll(COMMAND_MENTION, "$1");
}

function textsInEmbed({ author, title, description, fields = [], footer }: APIEmbed): string[] {
  const inFields = fields.flatMap(({ name, value }) => [name, value]);
  return [author?.name, title, description, ...inFields, footer?.text].filter((text) => text !== undefined);
}

/** The buttons with a label, from top to bottom, without those that only open a link. */
export function buttonsOf(message: APIMessage): Button[] {
  return [...pressablesIn(message.components ?? [])].flatMap((part) =>
    part.type === ComponentType.Button && "custom_id" in part && part.label !== undefined
      ? [{ label: part.label, customId: part.custom_id, disabled: part.disabled ?? false }]
      : [],
  );
}

/** The labels of all buttons, including links. */
export function labelsOf(message: APIMessage): string[] {
  return [...pressablesIn(message.components ?? [])].flatMap((part) =>
    part.type === ComponentType.Button && "label" in part && part.label !== undefined ? [part.label] : [],
  );
}

/** @throws Error that names the buttons there are, if none has this label */
export function customIdOf(message: APIMessage, label: string): string {
  const found = buttonsOf(message).filter((button) => button.label === label);
  const button = found.find(({ disabled }) => !disabled) ?? found[0];
  if (button) return button.customId;
  throw new Error(`There is no button “${label}”, only ${labelsOf(message).join(", ")} in:\n${textOf(message)}`);
}

/** The select menus, from top to bottom. */
export function menusOf(message: APIMessage): APISelectMenuComponent[] {
  return [...pressablesIn(message.components ?? [])].flatMap((part) =>
    part.type === ComponentType.Button ? [] : [part],
  );
}

/** @throws Error that names the menus there are, if none has this placeholder */
export function menuOf(message: APIMessage, placeholder: string): APISelectMenuComponent {
  const menus = menusOf(message);
  const menu = menus.find((candidate) => candidate.placeholder === placeholder);
  if (menu) return menu;
  const others = menus.map((other) => other.placeholder).join(", ");
  throw new Error(`There is no menu “${placeholder}”, only ${others} in:\n${textOf(message)}`);
}

/** The labels of the options in the menu that has this placeholder; none if there is no such menu. */
export function optionsOf(message: APIMessage, placeholder: string): string[] {
  return menusOf(message).flatMap((menu) =>
    menu.type === ComponentType.StringSelect && menu.placeholder === placeholder
      ? menu.options.map(({ label }) => label)
      : [],
  );
}
