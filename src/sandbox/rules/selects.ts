import type {
  APIMessageComponentEmoji,
  APISelectMenuComponent,
  APISelectMenuDefaultValue,
  APISelectMenuOption,
} from "discord-api-types/v10";
import { ComponentType, SelectMenuDefaultValueType } from "discord-api-types/v10";
import type { Form } from "./form.ts";
import * as limits from "./limits.ts";

export const SELECT_TYPES = [
  ComponentType.StringSelect,
  ComponentType.UserSelect,
  ComponentType.RoleSelect,
  ComponentType.MentionableSelect,
  ComponentType.ChannelSelect,
] as const;

type SelectType = (typeof SELECT_TYPES)[number];

export function isSelectType(type: unknown): type is SelectType {
  return SELECT_TYPES.some((select) => select === type);
}

export function readSelect(form: Form, type: SelectType, customId: string): APISelectMenuComponent {
  const placeholder = form.string("placeholder", { max: limits.SELECT_PLACEHOLDER_LENGTH });
  const min = form.integer("min_values", { min: 0, max: limits.SELECT_OPTIONS }) ?? 1;
  const max = form.integer("max_values", { min: 1, max: limits.SELECT_OPTIONS }) ?? 1;
  if (min > max) {
    form.problem(
      "min_values",
      "SELECT_COMPONENT_MIN_VALUES_EXCEEDS_MAX",
      "min_values must not be greater than max_values",
    );
  }
  const disabled = form.boolean("disabled");
  const required = form.boolean("required");
  const base = {
    custom_id: customId,
    min_values: min,
    max_values: max,
    ...(placeholder === undefined ? {} : { placeholder }),
    ...(disabled === undefined ? {} : { disabled }),
    ...(required === undefined ? {} : { required }),
  };
  switch (type) {
    case ComponentType.StringSelect:
      return { type, ...base, options: readOptions(form, min, max) };
    case ComponentType.UserSelect:
      return { type, ...base, ...readDefaults(form, [SelectMenuDefaultValueType.User], min, max) };
    case ComponentType.RoleSelect:
      return { type, ...base, ...readDefaults(form, [SelectMenuDefaultValueType.Role], min, max) };
    case ComponentType.MentionableSelect: {
      const kinds = [SelectMenuDefaultValueType.Role, SelectMenuDefaultValueType.User] as const;
      return { type, ...base, ...readDefaults(form, kinds, min, max) };
    }
    case ComponentType.ChannelSelect: {
      const channelTypes = form.list("channel_types");
      return {
        type,
        ...base,
        ...readDefaults(form, [SelectMenuDefaultValueType.Channel], min, max),
        ...(channelTypes ? { channel_types: channelTypes.filter((value) => typeof value === "number") } : {}),
      };
    }
  }
}

function readOptions(form: Form, min: number, max: number): APISelectMenuOption[] {
  if (!form.require("options")) return [];
  const seen = new Set<string>();
  // There must be enough options for the least and the most that may be picked.
  const fewest = Math.min(Math.max(1, min, max), limits.SELECT_OPTIONS);
  const options = (form.forms("options", { min: fewest, max: limits.SELECT_OPTIONS }) ?? []).map((option) => {
    const value = option.requiredString("value", { min: 1, max: limits.OPTION_TEXT_LENGTH });
    if (seen.has(value)) {
      option.problem("value", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used");
    }
    seen.add(value);
    const description = option.string("description", { max: limits.OPTION_TEXT_LENGTH });
    const emoji = readEmoji(option);
    const isDefault = option.boolean("default");
    return {
      label: option.requiredString("label", { min: 1, max: limits.OPTION_TEXT_LENGTH }),
      value,
      ...(description === undefined ? {} : { description }),
      ...(emoji ? { emoji } : {}),
      ...(isDefault === undefined ? {} : { default: isDefault }),
    };
  });
  checkDefaultCount(form, "options", options.filter((option) => option.default === true).length, max);
  return options;
}

function readDefaults<Kind extends SelectMenuDefaultValueType>(
  form: Form,
  kinds: readonly Kind[],
  min: number,
  max: number,
): { default_values?: APISelectMenuDefaultValue<Kind>[] } {
  const forms = form.forms("default_values");
  if (!forms) return {};
  const values: APISelectMenuDefaultValue<Kind>[] = [];
  for (const value of forms) {
    value.require("id");
    value.require("type");
    const id = value.snowflake("id");
    const type = value.oneOf("type", kinds);
    if (id && type) values.push({ id, type });
  }
  checkDefaultCount(form, "default_values", values.length, max);
  if (values.length > 0 && values.length < min) {
    form.problem("default_values", "BASE_TYPE_MIN_LENGTH", `Must be ${min} or more in length.`);
  }
  return { default_values: values };
}

function checkDefaultCount(form: Form, key: string, count: number, max: number): void {
  if (count <= max) return;
  form.problem(
    key,
    "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES",
    "The specified number of default values exceeds the specified maximum values",
  );
}

export function readEmoji(form: Form): APIMessageComponentEmoji | undefined {
  const emoji = form.form("emoji");
  if (!emoji) return undefined;
  const id = emoji.snowflake("id");
  const name = emoji.string("name");
  const animated = emoji.boolean("animated");
  if (!id && !name) form.problem("emoji", "BUTTON_COMPONENT_INVALID_EMOJI", "Invalid emoji");
  // A name without an id must be a Unicode emoji, which never consists of plain letters.
  else if (!id && name && /^[\p{L}:_\s]+$/u.test(name)) {
    emoji.problem("name", "BUTTON_COMPONENT_INVALID_EMOJI", "Invalid emoji");
  }
  return {
    ...(id ? { id } : {}),
    ...(name ? { name } : {}),
    ...(animated === undefined ? {} : { animated }),
  };
}
