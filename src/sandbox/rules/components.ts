import type {
  APIActionRowComponent,
  APIButtonComponent,
  APIComponentInContainer,
  APIComponentInMessageActionRow,
  APIMediaGalleryItem,
  APIMessageTopLevelComponent,
  APISectionAccessoryComponent,
  APITextDisplayComponent,
} from "discord-api-types/v10";
import { ButtonStyle, ComponentType, SeparatorSpacingSize } from "discord-api-types/v10";
import { ComponentIds } from "./component-ids.ts";
import type { Form } from "./form.ts";
import { lengthOf } from "./form.ts";
import * as limits from "./limits.ts";
import { isSelectType, readEmoji, readSelect, SELECT_TYPES } from "./selects.ts";
import type { Media } from "./web-address.ts";
import { readWebAddress } from "./web-address.ts";

const CONTAINER_PARTS = [
  ComponentType.ActionRow,
  ComponentType.Section,
  ComponentType.TextDisplay,
  ComponentType.MediaGallery,
  ComponentType.File,
  ComponentType.Separator,
] as const;
const TOP_LEVEL = [...CONTAINER_PARTS, ComponentType.Container] as const;
const ROW_PARTS = [ComponentType.Button, ...SELECT_TYPES] as const;
const BUTTON_STYLES = [
  ButtonStyle.Primary,
  ButtonStyle.Secondary,
  ButtonStyle.Success,
  ButtonStyle.Danger,
  ButtonStyle.Link,
  ButtonStyle.Premium,
] as const;

/** Reads the `components` of a message as Discord keeps them: each with an id, defaults filled in. */
export function readComponents(form: Form, isV2: boolean, media: Media): APIMessageTopLevelComponent[] {
  const range = isV2 ? {} : { max: limits.LEGACY_ROWS };
  const reader = new ComponentReader(media);
  const components: APIMessageTopLevelComponent[] = [];
  for (const part of form.forms("components", range) ?? []) {
    const component = reader.readTopLevel(part, isV2);
    if (component) components.push(component);
  }
  reader.finish(form, isV2);
  return components;
}

class ComponentReader {
  readonly #media: Media;
  readonly #ids = new ComponentIds();
  #count = 0;
  #textLength = 0;

  constructor(media: Media) {
    this.#media = media;
  }

  finish(form: Form, isV2: boolean): void {
    if (!isV2) return;
    if (this.#count > limits.COMPONENTS_TOTAL) {
      form.problem(
        "components",
        "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
        `The maximum number of components is ${limits.COMPONENTS_TOTAL}`,
      );
    }
    if (this.#textLength > limits.COMPONENTS_TEXT_LENGTH) {
      form.problem(
        "components",
        "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
        `Components displayable text size exceeds maximum size of ${limits.COMPONENTS_TEXT_LENGTH}`,
      );
    }
  }

  readTopLevel(form: Form, isV2: boolean): APIMessageTopLevelComponent | undefined {
    const type = form.type(isV2 ? TOP_LEVEL : [ComponentType.ActionRow]);
    if (type !== ComponentType.Container) return type === undefined ? undefined : this.#readPart(form, type);
    const id = this.#number(form);
    const accent = form.integer("accent_color", { min: 0, max: 0xffffff });
    const parts: APIComponentInContainer[] = [];
    if (form.require("components")) {
      for (const part of form.forms("components", { min: 1, max: limits.COMPONENTS_TOTAL }) ?? []) {
        const partType = part.type(CONTAINER_PARTS);
        const component = partType === undefined ? undefined : this.#readPart(part, partType);
        if (component) parts.push(component);
      }
    }
    return { type, id, accent_color: accent ?? null, spoiler: form.boolean("spoiler") ?? false, components: parts };
  }

  #number(form: Form): number {
    this.#count += 1;
    return this.#ids.readId(form);
  }

  #readPart(form: Form, type: (typeof CONTAINER_PARTS)[number]): APIComponentInContainer | undefined {
    switch (type) {
      case ComponentType.ActionRow:
        return this.#readRow(form);
      case ComponentType.TextDisplay:
        return this.#readText(form);
      case ComponentType.Section:
        return this.#readSection(form);
      case ComponentType.MediaGallery:
        return { type, id: this.#number(form), items: this.#readGalleryItems(form) };
      case ComponentType.File: {
        const id = this.#number(form);
        const { item, attachment } = this.#readMedia(form, "file");
        if (!attachment && item.url !== "" && !item.url.startsWith("attachment:")) {
          form.problem(
            "file",
            "UNFURLED_MEDIA_ITEM_ATTACHMENT_REQUIRED",
            "Only attachment:// references are supported",
          );
        }
        const { filename: name = "", size = 0 } = attachment ?? {};
        return { type, id, file: item, name, size, spoiler: form.boolean("spoiler") ?? false };
      }
      case ComponentType.Separator: {
        const sizes = [SeparatorSpacingSize.Small, SeparatorSpacingSize.Large] as const;
        return {
          type,
          id: this.#number(form),
          divider: form.boolean("divider") ?? true,
          spacing: form.oneOf("spacing", sizes) ?? SeparatorSpacingSize.Small,
        };
      }
    }
  }

  #readRow(form: Form): APIActionRowComponent<APIComponentInMessageActionRow> {
    const id = this.#number(form);
    const components: APIComponentInMessageActionRow[] = [];
    const parts = form.require("components") ? form.forms("components", { min: 1, max: limits.ROW_BUTTONS }) : [];
    let isFull = false;
    for (const [index, part] of (parts ?? []).entries()) {
      const type = part.type(ROW_PARTS);
      if (type === undefined) continue;
      if (isFull || (index > 0 && isSelectType(type))) {
        const message = "The specified component exceeds the maximum width";
        form.problems.add(part.path, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message);
      }
      isFull ||= isSelectType(type);
      components.push(type === ComponentType.Button ? this.#readButton(part) : this.#readSelect(part, type));
    }
    return { type: ComponentType.ActionRow, id, components };
  }

  #readSelect(form: Form, type: (typeof SELECT_TYPES)[number]): APIComponentInMessageActionRow {
    const id = this.#number(form);
    return { ...readSelect(form, type, this.#ids.readCustomId(form)), id };
  }

  #readButton(form: Form): APIButtonComponent {
    form.require("style");
    const id = this.#number(form);
    const style = form.oneOf("style", BUTTON_STYLES) ?? ButtonStyle.Secondary;
    const label = form.string("label", { max: limits.BUTTON_LABEL_LENGTH });
    const emoji = readEmoji(form);
    const disabled = form.boolean("disabled");
    const base = { type: ComponentType.Button as const, id, ...(disabled === undefined ? {} : { disabled }) };
    const face = { ...(label ? { label } : {}), ...(emoji ? { emoji } : {}) };

    if (style === ButtonStyle.Premium) return { ...base, style, sku_id: form.snowflake("sku_id") ?? "" };
    if (!label && !emoji) {
      form.problem("label", "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "A label or an emoji is required");
    }
    if (form.holds("custom_id") && form.holds("url")) {
      const message = "A custom id and url cannot both be specified";
      form.problems.add(form.path, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", message);
    }
    if (style === ButtonStyle.Link) {
      if (form.holds("custom_id") && !form.holds("url")) {
        form.problem("custom_id", "BUTTON_COMPONENT_LINK_HAS_CUSTOM_ID", "A link button has no custom id");
      }
      return { ...base, ...face, style, url: readWebAddress(form, "url", limits.URL_LENGTH) };
    }
    if (!form.holds("custom_id")) {
      form.problem("custom_id", "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED", "A custom id is required");
      return { ...base, ...face, style, custom_id: "" };
    }
    return { ...base, ...face, style, custom_id: this.#ids.readCustomId(form) };
  }

  #readText(form: Form): APITextDisplayComponent {
    const id = this.#number(form);
    const content = form.requiredString("content", { min: 1, max: limits.COMPONENTS_TEXT_LENGTH });
    this.#textLength += lengthOf(content);
    return { type: ComponentType.TextDisplay, id, content };
  }

  #readSection(form: Form): APIComponentInContainer | undefined {
    const id = this.#number(form);
    const texts: APITextDisplayComponent[] = [];
    if (form.require("components")) {
      for (const part of form.forms("components", { min: 1, max: limits.SECTION_TEXTS }) ?? []) {
        if (part.type([ComponentType.TextDisplay])) texts.push(this.#readText(part));
      }
    }
    const accessory = form.require("accessory") ? this.#readAccessory(form) : undefined;
    return accessory && { type: ComponentType.Section, id, components: texts, accessory };
  }

  #readAccessory(section: Form): APISectionAccessoryComponent | undefined {
    const form = section.form("accessory");
    if (!form) return undefined;
    const type = form.type([ComponentType.Button, ComponentType.Thumbnail]);
    if (type === ComponentType.Button) return this.#readButton(form);
    if (type === undefined) return undefined;
    return { type: ComponentType.Thumbnail, id: this.#number(form), ...this.#readPicture(form) };
  }

  #readGalleryItems(form: Form): APIMediaGalleryItem[] {
    if (!form.require("items")) return [];
    return (form.forms("items", { min: 1, max: limits.GALLERY_ITEMS }) ?? []).map((item) => this.#readPicture(item));
  }

  #readPicture(form: Form): APIMediaGalleryItem {
    return {
      media: this.#readMedia(form, "media").item,
      description: form.string("description", { max: limits.ALT_TEXT_LENGTH }) ?? null,
      spoiler: form.boolean("spoiler") ?? false,
    };
  }

  #readMedia(form: Form, key: string): ReturnType<Media> {
    const media = form.require(key) ? form.form(key) : undefined;
    return media ? this.#media(media, "url") : { item: { url: "" }, attachment: null };
  }
}
