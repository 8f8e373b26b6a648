import type { APIAttachment } from "discord-api-types/v10";
import { ActError } from "../act-error.ts";
import type { GivenFile } from "../contract.ts";
import { ATTACHMENT_BYTES } from "../rules/limits.ts";
import type { Snowflakes } from "../snowflake.ts";
import { newAttachment } from "./attachments.ts";

const KEPT = 100;

/** Files that members give to a bot in an option or a modal. No message shows them, so only the latest are kept. */
export class HandedFiles {
  readonly #cdnUrl: string;
  readonly #snowflakes: Snowflakes;
  readonly #kept = new Map<string, GivenFile>();

  constructor(cdnUrl: string, snowflakes: Snowflakes) {
    this.#cdnUrl = cdnUrl;
    this.#snowflakes = snowflakes;
  }

  /** @throws ActError if the file is too large */
  add(file: GivenFile, channelId: string): APIAttachment {
    if (file.bytes.length > ATTACHMENT_BYTES) throw new ActError(`"${file.name}" is larger than 10 MiB.`);
    const context = { cdnUrl: this.#cdnUrl, channelId, ephemeral: true, snowflakes: this.#snowflakes };
    const attachment = newAttachment(context, file, {});
    this.#kept.set(attachment.id, file);
    for (const id of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) break;
      this.#kept.delete(id);
    }
    return attachment;
  }

  get(attachmentId: string): GivenFile | undefined {
    return this.#kept.get(attachmentId);
  }
}
