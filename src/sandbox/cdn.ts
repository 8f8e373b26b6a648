import type { ServerResponse } from "node:http";
import type { HandedFiles } from "./messages/handed-files.ts";
import type { AttachmentStore } from "./state/attachment-store.ts";
import type { World } from "./state/world.ts";

const AVATAR = /^\/avatars\/(\d+)\/([0-9a-f]{6})[0-9a-f]*\.\w+$/;
const DEFAULT_AVATAR = /^\/embed\/avatars\/\d+\.\w+$/;
const ATTACHMENT = /^\/attachments\/(\d+)\/(\d+)\/[^/]+$/;
const SHOWN_IN_PLACE = /^(?:image|audio|video)\/|^text\/plain/;
const DEFAULT_COLOR = "5865f2";

/** Avatars, drawn from their hash, and attachments. */
export class Cdn {
  readonly #world: World;
  readonly #attachments: AttachmentStore;
  readonly #handedFiles: HandedFiles;

  constructor(world: World, attachments: AttachmentStore, handedFiles: HandedFiles) {
    this.#world = world;
    this.#attachments = attachments;
    this.#handedFiles = handedFiles;
  }

  /** @param path after `/cdn`, without its query */
  async handle(response: ServerResponse, path: string): Promise<void> {
    const [, userId, color] = AVATAR.exec(path) ?? [];
    if (userId !== undefined || DEFAULT_AVATAR.test(path)) {
      const user = this.#world.users.get(userId ?? "");
      const svg = drawAvatar((user?.global_name ?? user?.username ?? "?").charAt(0), color ?? DEFAULT_COLOR);
      send(response, "image/svg+xml", Buffer.from(svg));
      return;
    }
    const [, channelId, attachmentId] = ATTACHMENT.exec(path) ?? [];
    const handed = this.#handedFiles.get(attachmentId ?? "");
    if (handed) {
      send(response, handed.contentType, handed.bytes);
      return;
    }
    const contentType = this.#contentTypeOf(channelId ?? "", attachmentId ?? "");
    const bytes = contentType === null ? null : await this.#attachments.get(attachmentId ?? "");
    if (contentType !== null && bytes) send(response, contentType, bytes);
    else response.writeHead(404).end();
  }

  #contentTypeOf(channelId: string, attachmentId: string): string | null {
    for (const { message } of this.#world.messagesIn(channelId)) {
      const found = message.attachments.find(({ id }) => id === attachmentId);
      if (found) return found.content_type ?? "application/octet-stream";
    }
    return null;
  }
}

/** What a bot uploaded must not run as a page of this origin. */
function send(response: ServerResponse, contentType: string, bytes: Uint8Array): void {
  response.writeHead(200, {
    "content-type": contentType,
    "content-length": bytes.length,
    "content-disposition": SHOWN_IN_PLACE.test(contentType) ? "inline" : "attachment",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "x-content-type-options": "nosniff",
    "cache-control": "max-age=3600",
  });
  response.end(bytes);
}

function drawAvatar(letter: string, color: string): string {
  const escaped = letter.toUpperCase().replace(/[<&]/, "?");
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128" width="128" height="128">` +
    `<rect width="128" height="128" fill="#${color}"/>` +
    `<text x="64" y="67" fill="#fff" font-family="sans-serif" font-size="64" font-weight="600" ` +
    `text-anchor="middle" dominant-baseline="central">${escaped}</text></svg>`
  );
}
