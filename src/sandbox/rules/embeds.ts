import type { APIEmbed, APIEmbedAuthor, APIEmbedField, APIEmbedFooter, APIEmbedImage } from "discord-api-types/v10";
import { EmbedType } from "discord-api-types/v10";
import type { Form } from "./form.ts";
import { lengthOf } from "./form.ts";
import * as limits from "./limits.ts";
import type { Media } from "./web-address.ts";
import { readWebAddress } from "./web-address.ts";

/** Reads the `embeds` of a message as Discord keeps them. */
export function readEmbeds(form: Form, media: Media): APIEmbed[] {
  const forms = form.forms("embeds", { max: limits.EMBEDS }) ?? [];
  const embeds = forms.map((embed) => readEmbed(embed, media));
  const total = embeds.reduce((sum, embed) => sum + embedLength(embed), 0);
  if (total > limits.EMBED_TOTAL_LENGTH) {
    form.problem(
      "embeds",
      "MAX_EMBED_SIZE_EXCEEDED",
      `Embed size exceeds maximum size of ${limits.EMBED_TOTAL_LENGTH}`,
    );
  }
  return embeds;
}

function readEmbed(form: Form, media: Media): APIEmbed {
  const embed: APIEmbed = { type: EmbedType.Rich };
  const title = form.string("title", { max: limits.EMBED_TITLE_LENGTH });
  const description = form.string("description", { max: limits.EMBED_DESCRIPTION_LENGTH });
  const color = form.integer("color", { min: 0, max: 0xffffff });
  const timestamp = readTimestamp(form);
  if (title) embed.title = title;
  if (description) embed.description = description;
  if (color !== undefined) embed.color = color;
  if (timestamp) embed.timestamp = timestamp;
  if (form.holds("url")) embed.url = readWebAddress(form, "url");
  const fields = form.forms("fields", { max: limits.EMBED_FIELDS })?.map(readField);
  if (fields?.length) embed.fields = fields;
  const footer = form.form("footer");
  if (footer) embed.footer = readFooter(footer, media);
  const author = form.form("author");
  if (author) embed.author = readAuthor(author, media);
  const image = form.form("image");
  if (image) embed.image = readPicture(image, media);
  const thumbnail = form.form("thumbnail");
  if (thumbnail) embed.thumbnail = readPicture(thumbnail, media);
  if (Object.keys(embed).length === 1) form.problem("description", "BASE_TYPE_REQUIRED", "This field is required");
  return embed;
}

function readPicture(form: Form, media: Media): APIEmbedImage {
  const { url, proxy_url, width, height } = media(form, "url").item;
  return { url, ...(proxy_url ? { proxy_url } : {}), ...(width && height ? { width, height } : {}) };
}

function readTimestamp(form: Form): string | undefined {
  const text = form.string("timestamp");
  if (text === undefined) return undefined;
  const instant = Date.parse(text);
  if (!Number.isNaN(instant)) return new Date(instant).toISOString();
  form.problem("timestamp", "DATE_TIME_TYPE_PARSE", `Could not parse ${text}. Should be ISO8601.`);
  return undefined;
}

function readField(form: Form): APIEmbedField {
  return {
    name: form.requiredString("name", { max: limits.EMBED_FIELD_NAME_LENGTH }),
    value: form.requiredString("value", { max: limits.EMBED_FIELD_VALUE_LENGTH }),
    inline: form.boolean("inline") ?? false,
  };
}

function readFooter(form: Form, media: Media): APIEmbedFooter {
  const text = form.requiredString("text", { max: limits.EMBED_FOOTER_LENGTH });
  return form.holds("icon_url") ? { text, icon_url: media(form, "icon_url").item.url } : { text };
}

function readAuthor(form: Form, media: Media): APIEmbedAuthor {
  const author: APIEmbedAuthor = { name: form.requiredString("name", { max: limits.EMBED_AUTHOR_LENGTH }) };
  if (form.holds("url")) author.url = readWebAddress(form, "url");
  if (form.holds("icon_url")) author.icon_url = media(form, "icon_url").item.url;
  return author;
}

function embedLength(embed: APIEmbed): number {
  const texts = [embed.title, embed.description, embed.footer?.text, embed.author?.name];
  for (const field of embed.fields ?? []) texts.push(field.name, field.value);
  return texts.reduce((sum, text) => sum + (text ? lengthOf(text) : 0), 0);
}
