import {
  type APIButtonComponent,
  type APIContainerComponent,
  type APIMessageComponentEmoji,
  type APIMessageTopLevelComponent,
  type APISectionComponent,
  type APISelectMenuComponent,
  ButtonStyle,
  ComponentType,
  SeparatorSpacingSize,
} from "discord-api-types/v10";
import { parseMarkdown } from "./markdown.ts";
import type { ButtonView, ChoiceView, ComponentView, SelectView } from "./view.ts";
import { viewFile, viewMedia } from "./view-media.ts";

const STYLES = {
  [ButtonStyle.Primary]: "primary",
  [ButtonStyle.Secondary]: "secondary",
  [ButtonStyle.Success]: "success",
  [ButtonStyle.Danger]: "danger",
  [ButtonStyle.Link]: "link",
  [ButtonStyle.Premium]: "primary",
} as const satisfies Record<ButtonStyle, ButtonView["style"]>;

const SOURCES = {
  [ComponentType.StringSelect]: "listed",
  [ComponentType.UserSelect]: "people",
  [ComponentType.RoleSelect]: "roles",
  [ComponentType.MentionableSelect]: "people-and-roles",
  [ComponentType.ChannelSelect]: "channels",
} as const satisfies Record<APISelectMenuComponent["type"], SelectView["choicesFrom"]>;

const PLACEHOLDERS: Record<SelectView["choicesFrom"], string> = {
  listed: "Make a selection",
  people: "Select a user",
  roles: "Select a role",
  "people-and-roles": "Select a user or role",
  channels: "Select a channel",
};

export function viewColour(colour: number | null | undefined): string | null {
  return colour === null || colour === undefined ? null : `#${colour.toString(16).padStart(6, "0")}`;
}

function viewEmoji(emoji: APIMessageComponentEmoji | undefined): string | null {
  if (!emoji?.name) return null;
  return emoji.id ? `:${emoji.name}:` : emoji.name;
}

type Choice = {
  value: string;
  label: string;
  description?: string | undefined;
  emoji?: APIMessageComponentEmoji | undefined;
  default?: boolean | undefined;
};

export function viewChoice(choice: Choice): ChoiceView {
  return {
    value: choice.value,
    label: choice.label,
    description: choice.description ?? null,
    emoji: viewEmoji(choice.emoji),
    chosen: choice.default ?? false,
  };
}

function viewButton(button: APIButtonComponent): ButtonView {
  return {
    kind: "button",
    style: STYLES[button.style],
    label: "label" in button ? (button.label ?? null) : null,
    emoji: "emoji" in button ? viewEmoji(button.emoji) : null,
    disabled: (button.disabled ?? false) || "sku_id" in button,
    customId: "custom_id" in button ? button.custom_id : null,
    url: "url" in button ? button.url : null,
  };
}

export function viewSelect(select: APISelectMenuComponent): SelectView {
  const choicesFrom = SOURCES[select.type];
  return {
    kind: "select",
    customId: select.custom_id,
    choicesFrom,
    chosenIds: "default_values" in select ? (select.default_values ?? []).map((value) => value.id) : [],
    placeholder: select.placeholder || PLACEHOLDERS[choicesFrom],
    least: select.min_values ?? 1,
    most: select.max_values ?? 1,
    disabled: select.disabled ?? false,
    choices: "options" in select ? select.options.map(viewChoice) : [],
  };
}

function viewSection(section: APISectionComponent, mentioned: ReadonlySet<string>): ComponentView {
  const { accessory } = section;
  return {
    kind: "section",
    texts: section.components.map((text) => parseMarkdown(text.content, mentioned)),
    accessory:
      accessory.type === ComponentType.Button
        ? viewButton(accessory)
        : {
            kind: "thumbnail",
            media: viewMedia(accessory.media.url, accessory.description, accessory.spoiler),
          },
  };
}

function viewContainer(container: APIContainerComponent, mentioned: ReadonlySet<string>): ComponentView {
  return {
    kind: "container",
    colour: viewColour(container.accent_color),
    spoiler: container.spoiler ?? false,
    components: container.components.map((component) => viewComponent(component, mentioned)),
  };
}

/** @param mentioned the users whose mentions show a name */
export function viewComponent(component: APIMessageTopLevelComponent, mentioned: ReadonlySet<string>): ComponentView {
  switch (component.type) {
    case ComponentType.ActionRow:
      return {
        kind: "row",
        components: component.components.map((child) =>
          child.type === ComponentType.Button ? viewButton(child) : viewSelect(child),
        ),
      };
    case ComponentType.Container:
      return viewContainer(component, mentioned);
    case ComponentType.Section:
      return viewSection(component, mentioned);
    case ComponentType.TextDisplay:
      return { kind: "text", text: parseMarkdown(component.content, mentioned) };
    case ComponentType.MediaGallery:
      return {
        kind: "gallery",
        items: component.items.map((item) => viewMedia(item.media.url, item.description, item.spoiler)),
      };
    case ComponentType.File:
      return {
        kind: "file",
        file: viewFile(component.file, component.name, component.size, component.spoiler),
      };
    case ComponentType.Separator:
      return {
        kind: "separator",
        line: component.divider ?? true,
        large: component.spacing === SeparatorSpacingSize.Large,
      };
  }
}
