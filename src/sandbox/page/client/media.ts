import type { AttachmentView, MediaView } from "../view.ts";
import { button, element } from "./dom.ts";
import { icon } from "./icons.ts";
import { openLightbox } from "./lightbox.ts";
import { link } from "./markdown.ts";
import { spoiler } from "./spoiler.ts";

const UNITS = ["bytes", "KB", "MB"] as const;

function formatBytes(bytes: number): string {
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), UNITS.length - 1);
  const amount = bytes / 1024 ** power;
  return `${power === 0 ? amount : amount.toFixed(1)} ${UNITS[power]}`;
}

function description(media: MediaView): string {
  return media.description ?? media.name;
}

function elsewhere(media: MediaView): HTMLElement {
  return element("div", { class: "media-elsewhere" }, [
    icon("open"),
    element("span", {}, ["This picture is on another site and is not loaded here: "]),
    link(media.origin, [media.name]),
  ]);
}

/** A picture that opens large. A picture on another machine is named, but never loaded. */
export function picture(media: MediaView, className: string): HTMLElement {
  if (media.url === null) return elsewhere(media);
  const { url } = media;
  const shown = button(
    { class: `picture ${className}`, "aria-label": `Open picture: ${description(media)}`, "data-focus": url },
    [element("img", { src: url, alt: description(media), loading: "lazy" })],
    () => openLightbox(url, description(media), media.origin),
  );
  return media.spoiler ? spoiler([shown], "div") : shown;
}

export function gallery(items: readonly MediaView[]): HTMLElement {
  const pictures = items.map((item) => picture(item, "picture-tile"));
  return element("div", { class: `gallery gallery-${Math.min(items.length, 4)}` }, pictures);
}

export function file(attachment: AttachmentView): HTMLElement {
  const { url, name, bytes } = attachment;
  const card = element("div", { class: "file" }, [
    icon("file"),
    element("div", { class: "file-text" }, [
      url === null ? link(attachment.origin, [name]) : element("a", { href: url, download: name }, [name]),
      bytes === null ? null : element("span", { class: "muted" }, [formatBytes(bytes)]),
    ]),
    icon("download"),
  ]);
  return attachment.spoiler ? spoiler([card], "div") : card;
}

export function attachments(all: readonly AttachmentView[]): HTMLElement[] {
  const pictures = all.filter((attachment) => attachment.image);
  const files = all.filter((attachment) => !attachment.image).map(file);
  const only = pictures.length === 1 ? pictures[0] : undefined;
  if (only) return [picture(only, "picture-single"), ...files];
  return pictures.length > 0 ? [gallery(pictures), ...files] : files;
}
