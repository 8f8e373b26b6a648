import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  type APIContainerComponent,
  type APIFileComponent,
  type APIMessageTopLevelComponent,
  type APISelectMenuOption,
  type APISeparatorComponent,
  type APITextDisplayComponent,
  ButtonStyle,
  ComponentType,
  lazy,
} from "discord.js";
import { type Action, encodeAction } from "./custom-id.ts";
import { MAX_BUTTON_LABEL, MAX_OPTION_LABEL } from "./limits.ts";

/** A message as the views make it: Components V2 only, so it can be edited into any other view. */
export type View = { components: APIMessageTopLevelComponent[] };

/** As discord.js takes it. Without the wrapper it would walk through every object to rename keys that fit already. */
export function encodeView({ components }: View) {
  return components.map((component) => ({ toJSON: () => component }));
}

/** The stripe beside a message. */
export const ACCENT = {
  lesson: 0x4f6bed,
  done: 0x2e9e6b,
  quiz: 0x9457d1,
  reminder: 0xd98324,
  plain: 0x6b7280,
} as const;

export function view(accent: keyof typeof ACCENT, ...parts: (APIComponentInContainer | null)[]): View {
  const container: APIContainerComponent = {
    type: ComponentType.Container,
    accent_color: ACCENT[accent],
    components: parts.filter((part) => part !== null),
  };
  return { components: [container] };
}

export function text(content: string): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content };
}

/** Null when there is nothing to say, so that a view can leave the part out. */
export function textOf(lines: readonly (string | null)[]): APITextDisplayComponent | null {
  const kept = lines.filter((line) => line !== null);
  return kept.length === 0 ? null : text(kept.join("\n"));
}

export function line(): APISeparatorComponent {
  return { type: ComponentType.Separator, divider: true };
}

/** Where the file that goes with the answer is shown. */
export function file(name: string): APIFileComponent {
  return { type: ComponentType.File, file: { url: `attachment://${name}` } };
}

/** Null without buttons: Discord refuses an empty row. */
export function row(
  ...components: (APIComponentInMessageActionRow | null)[]
): APIActionRowComponent<APIComponentInMessageActionRow> | null {
  const kept = components.filter((component) => component !== null);
  return kept.length === 0 ? null : { type: ComponentType.ActionRow, components: kept };
}

type PressStyle = ButtonStyle.Primary | ButtonStyle.Secondary | ButtonStyle.Success | ButtonStyle.Danger;

export function button(
  label: string,
  action: Action,
  options: { style?: PressStyle; disabled?: boolean } = {},
): APIButtonComponent {
  return {
    type: ComponentType.Button,
    style: options.style ?? ButtonStyle.Secondary,
    label: clip(label, MAX_BUTTON_LABEL),
    custom_id: encodeAction(action),
    ...(options.disabled ? { disabled: true } : {}),
  };
}

export function linkButton(label: string, url: string): APIButtonComponent {
  return { type: ComponentType.Button, style: ButtonStyle.Link, label: clip(label, MAX_BUTTON_LABEL), url };
}

/** A menu to choose one or (with `many`) several from; null without options. */
export function select(
  action: Action,
  placeholder: string,
  options: readonly { label: string; value: string; description?: string }[],
  many = false,
): APIActionRowComponent<APIComponentInMessageActionRow> | null {
  if (options.length === 0) return null;
  const items = options.map(
    ({ label, value, description }): APISelectMenuOption => ({
      label: clip(label, MAX_OPTION_LABEL),
      value,
      ...(description === undefined ? {} : { description: clip(description, MAX_OPTION_LABEL) }),
    }),
  );
  return row({
    type: ComponentType.StringSelect,
    custom_id: encodeAction(action),
    placeholder,
    options: items,
    min_values: 1,
    max_values: many ? items.length : 1,
  });
}

const segmenter = lazy(() => new Intl.Segmenter());

/** Cuts at whole characters (an emoji counts as Discord counts it, in UTF-16 units, and is never split). */
export function clip(content: string, limit: number): string {
  if (content.length <= limit) return content;
  // The last unit that there is room for goes to the ellipsis.
  const end =
    segmenter()
      .segment(content)
      .containing(limit - 1)?.index ?? 0;
  return `${content.slice(0, end).trimEnd()}…`;
}
