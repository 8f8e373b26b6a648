import type { APIEmbed, APIEmbedImage } from "discord-api-types/v10";
import { parseMarkdown } from "./markdown.ts";
import type { EmbedView } from "./view.ts";
import { viewColour } from "./view-component.ts";
import { localPath, viewMedia } from "./view-media.ts";

function viewImage(image: APIEmbedImage | undefined) {
  return image ? viewMedia(image.url, image.description) : null;
}

/** @param mentioned the users whose mentions show a name */
export function viewEmbed(embed: APIEmbed, mentioned: ReadonlySet<string>): EmbedView {
  const { author, footer } = embed;
  const parse = (markdown: string) => parseMarkdown(markdown, mentioned);
  return {
    colour: viewColour(embed.color),
    author: author
      ? { name: author.name, url: author.url ?? null, icon: author.icon_url ? localPath(author.icon_url) : null }
      : null,
    title: embed.title ? parse(embed.title) : null,
    url: embed.url ?? null,
    description: embed.description ? parse(embed.description) : null,
    fields: (embed.fields ?? []).map((field) => ({
      name: parse(field.name),
      value: parse(field.value),
      inline: field.inline ?? false,
    })),
    thumbnail: viewImage(embed.thumbnail),
    image: viewImage(embed.image),
    footer: footer ? { text: footer.text, icon: footer.icon_url ? localPath(footer.icon_url) : null } : null,
    at: embed.timestamp ? Date.parse(embed.timestamp) : null,
  };
}
