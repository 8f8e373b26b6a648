import type { APIEmbed, APIEmbedImage } from "discord-api-types/v10";
import { parseMarkdown } from "./markdown.ts";
import type { EmbedView } from "./view.ts";
import { viewColour } from "./view-component.ts";
import { localPath, viewMedia } from "./view-media.ts";

function viewImage(image: APIEmbedImage | undefined) {
  return image ? viewMedia(image.url, image.description) : null;
}

export function viewEmbed(embed: APIEmbed): EmbedView {
  const { author, footer } = embed;
  return {
    colour: viewColour(embed.color),
    author: author
      ? { name: author.name, url: author.url ?? null, icon: author.icon_url ? localPath(author.icon_url) : null }
      : null,
    title: embed.title ? parseMarkdown(embed.title) : null,
    url: embed.url ?? null,
    description: embed.description ? parseMarkdown(embed.description) : null,
    fields: (embed.fields ?? []).map((field) => ({
      name: parseMarkdown(field.name),
      value: parseMarkdown(field.value),
      inline: field.inline ?? false,
    })),
    thumbnail: viewImage(embed.thumbnail),
    image: viewImage(embed.image),
    footer: footer ? { text: footer.text, icon: footer.icon_url ? localPath(footer.icon_url) : null } : null,
    at: embed.timestamp ? Date.parse(embed.timestamp) : null,
  };
}
