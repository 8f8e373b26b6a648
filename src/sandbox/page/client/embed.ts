import type { EmbedView } from "../view.ts";
import { type Child, element } from "./dom.ts";
import { link, renderMarkdown } from "./markdown.ts";
import { picture } from "./media.ts";
import { format } from "./time-text.ts";

function smallPicture(url: string | null): HTMLElement | null {
  return url === null ? null : element("img", { class: "embed-icon", src: url, alt: "" });
}

function author({ name, url, icon }: NonNullable<EmbedView["author"]>): HTMLElement {
  const text = url === null ? element("span", {}, [name]) : link(url, [name]);
  return element("div", { class: "embed-author" }, [smallPicture(icon), text]);
}

function footer(embed: EmbedView): HTMLElement | null {
  const time = embed.at === null ? null : format(embed.at, { dateStyle: "short", timeStyle: "short" });
  const text = [embed.footer?.text, time].filter((part) => part).join(" • ");
  return text ? element("div", { class: "embed-footer" }, [smallPicture(embed.footer?.icon ?? null), text]) : null;
}

function fields(embed: EmbedView): HTMLElement | null {
  if (embed.fields.length === 0) return null;
  return element(
    "div",
    { class: "embed-fields" },
    embed.fields.map((field) =>
      element("div", { class: field.inline ? "embed-field embed-field-inline" : "embed-field" }, [
        element("div", { class: "embed-field-name" }, renderMarkdown(field.name)),
        element("div", {}, renderMarkdown(field.value)),
      ]),
    ),
  );
}

export function renderEmbed(embed: EmbedView): HTMLElement {
  const title: Child[] = embed.title ? renderMarkdown(embed.title) : [];
  const card = element("div", { class: "embed" }, [
    element("div", { class: "embed-body" }, [
      embed.author ? author(embed.author) : null,
      embed.title ? element("div", { class: "embed-title" }, embed.url ? [link(embed.url, title)] : title) : null,
      embed.description
        ? element("div", { class: "embed-description markdown" }, renderMarkdown(embed.description))
        : null,
      fields(embed),
    ]),
    embed.thumbnail ? picture(embed.thumbnail, "embed-thumbnail") : null,
    embed.image ? picture(embed.image, "embed-image") : null,
    footer(embed),
  ]);
  if (embed.colour) card.style.setProperty("--accent", embed.colour);
  return card;
}
