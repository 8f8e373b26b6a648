import type { APIAttachment } from "discord-api-types/v10";
import { refuse } from "../refusal.ts";
import type { Form } from "../rules/form.ts";
import * as limits from "../rules/limits.ts";
import type { Snowflakes } from "../snowflake.ts";
import type { Upload } from "../state/attachment-store.ts";

/** The files of one request by the number that `files[n]` gives them. */
export type Uploads = ReadonlyMap<string, Upload>;

export type AttachmentPlan = {
  attachments: APIAttachment[];
  /** The files to store once the message is accepted, by attachment id. */
  toStore: Map<string, Upload>;
};

export type AttachmentContext = { cdnUrl: string; channelId: string; ephemeral: boolean; snowflakes: Snowflakes };

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47];
const PNG_WIDTH_AT = 16;

/**
 * Reads `attachments` together with the uploaded files: descriptions of the new ones, and which old ones stay.
 * @throws Refusal 40005 if a file is too large
 */
export function readAttachments(
  form: Form,
  uploads: Uploads,
  kept: readonly APIAttachment[],
  context: AttachmentContext,
): AttachmentPlan {
  for (const { bytes } of uploads.values()) {
    if (bytes.length > limits.ATTACHMENT_BYTES) throw refuse(40005);
  }
  const toStore = new Map<string, Upload>();
  const addUpload = (upload: Upload, about: Partial<APIAttachment>): APIAttachment => {
    const attachment = newAttachment(context, upload, about);
    toStore.set(attachment.id, upload);
    return attachment;
  };

  const listed = form.forms("attachments", { max: limits.ATTACHMENTS });
  const attachments: APIAttachment[] = listed ? [] : [...kept];
  const described = new Set<string>();
  for (const item of listed ?? []) {
    const id = item.snowflake("id") ?? "";
    described.add(id);
    const description = item.string("description", { max: limits.ALT_TEXT_LENGTH });
    const upload = uploads.get(id);
    const old = kept.find((attachment) => attachment.id === id);
    const about = description === undefined ? {} : { description };
    if (upload) attachments.push(addUpload(upload, about));
    else if (old) attachments.push({ ...old, ...about });
    else item.problem("id", "ATTACHMENT_NOT_FOUND", "Attachment data not found");
  }
  for (const [id, upload] of uploads) if (!described.has(id)) attachments.push(addUpload(upload, {}));
  if (!listed && attachments.length > limits.ATTACHMENTS) {
    form.problem("attachments", "BASE_TYPE_MAX_LENGTH", `Must be ${limits.ATTACHMENTS} or fewer in length.`);
  }
  return { attachments, toStore };
}

export function newAttachment(
  context: AttachmentContext,
  upload: Upload,
  about: Partial<APIAttachment>,
): APIAttachment {
  const id = context.snowflakes.next();
  const filename = upload.name.replaceAll(/[^\w.-]/g, "_") || "unknown";
  const url = `${context.cdnUrl}/attachments/${context.channelId}/${id}/${filename}`;
  return {
    id,
    filename,
    size: upload.bytes.length,
    url,
    proxy_url: url,
    content_type: upload.contentType,
    ...pictureSize(upload.bytes),
    ...(context.ephemeral ? { ephemeral: true } : {}),
    ...about,
  };
}

function pictureSize(bytes: Uint8Array): { width: number; height: number } | undefined {
  const isPng = PNG_SIGNATURE.every((byte, index) => bytes[index] === byte);
  if (!isPng || bytes.length < PNG_WIDTH_AT + 8) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { width: view.getUint32(PNG_WIDTH_AT), height: view.getUint32(PNG_WIDTH_AT + 4) };
}
