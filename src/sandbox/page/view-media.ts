import type { APIAttachment, APIUnfurledMediaItem } from "discord-api-types/v10";
import type { AttachmentView, MediaView } from "./view.ts";

const SPOILER_PREFIX = "SPOILER_";
const LOOPBACK: readonly string[] = ["127.0.0.1", "localhost"];

/** The path of a file on this server; null for any other, which the page names but never loads. */
export function localPath(address: string): string | null {
  const url = URL.parse(address, "http://127.0.0.1");
  return url?.protocol === "http:" && LOOPBACK.includes(url.hostname) ? url.pathname + url.search : null;
}

function fileName(address: string): string {
  const last = URL.parse(address)?.pathname.split("/").at(-1);
  return last ? decodeURIComponent(last) : address;
}

export function viewMedia(address: string, description?: string | null, spoiler = false): MediaView {
  return {
    url: localPath(address),
    origin: address,
    name: fileName(address),
    description: description || null,
    spoiler,
  };
}

export function viewFile(
  file: APIUnfurledMediaItem,
  name: string | undefined,
  bytes: number | undefined,
  spoiler = false,
) {
  const media = viewMedia(file.url, null, spoiler);
  return { ...media, name: name ?? media.name, image: false, bytes: bytes ?? null } satisfies AttachmentView;
}

export function viewAttachment(attachment: APIAttachment): AttachmentView {
  return {
    ...viewMedia(attachment.url, attachment.description, attachment.filename.startsWith(SPOILER_PREFIX)),
    name: attachment.title ?? attachment.filename,
    image: attachment.content_type?.startsWith("image/") ?? false,
    bytes: attachment.size,
  };
}
