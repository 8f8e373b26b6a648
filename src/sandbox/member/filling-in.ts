import type { APIComponentInLabel, APISelectMenuComponent } from "discord-api-types/v10";
import { ComponentType } from "discord-api-types/v10";
import type { Actor, SeenModal } from "../contract.ts";

type Field = { label: string; component: APIComponentInLabel };
type Named = { name: string; id: string };

/** The custom id of the field that has this label (or this custom id). @throws Error if there is none */
export function fieldNamed({ data }: SeenModal, name: string): APIComponentInLabel {
  const fields = data.components.flatMap((part): Field[] => {
    if (part.type === ComponentType.Label) return [{ label: part.label, component: part.component }];
    if (part.type !== ComponentType.ActionRow) return [];
    return part.components.map((component) => ({ label: component.label ?? "", component }));
  });
  const field =
    fields.find(({ label }) => label === name) ?? fields.find(({ component }) => component.custom_id === name);
  if (field) return field.component;
  throw new Error(`“${data.title}” has no field “${name}”, only ${fields.map(({ label }) => label).join(", ")}.`);
}

/** The values to choose in a menu or a form's field, found by what a member reads: an option's label, or a name. */
export function valuesOf(
  actor: Actor,
  channelId: string,
  component: APIComponentInLabel | APISelectMenuComponent,
  labels: readonly string[],
): string[] {
  if ("options" in component) {
    const { options } = component;
    return labels.map((label) =>
      found(
        label,
        options.map((option) => ({ name: option.label, id: option.value })),
      ),
    );
  }
  const named = namesIn(actor, channelId, component.type);
  return named === null ? [...labels] : labels.map((label) => found(label, named));
}

function found(label: string, among: readonly Named[]): string {
  const wanted = among.find(({ name }) => name === label);
  if (wanted) return wanted.id;
  throw new Error(`There is no “${label}” among ${among.map(({ name }) => name).join(", ")}.`);
}

/** Null for what is not chosen by name. */
function namesIn(actor: Actor, channelId: string, type: ComponentType): Named[] | null {
  const guild = actor.guilds().find(({ id }) => actor.channels({ guildId: id }).some(({ id }) => id === channelId));
  const members = () =>
    actor
      .members(guild?.id ?? "")
      .map(({ user, nick }) => ({ name: nick ?? user.global_name ?? user.username, id: user.id }));
  const roles = () => guild?.roles ?? [];
  switch (type) {
    case ComponentType.UserSelect:
      return members();
    case ComponentType.RoleSelect:
      return roles();
    case ComponentType.MentionableSelect:
      return [...members(), ...roles()];
    case ComponentType.ChannelSelect:
      return actor.channels({ guildId: guild?.id ?? "" }).map(({ name, id }) => ({ name: name ?? "", id }));
    default:
      return null;
  }
}
