import type { APIAttachment, APIEmbed, APIMessage, APIMessageTopLevelComponent } from "discord-api-types/v10";
import { MessageFlags } from "discord-api-types/v10";
import { refuse } from "../refusal.ts";
import { readComponents } from "../rules/components.ts";
import { readEmbeds } from "../rules/embeds.ts";
import type { Form } from "../rules/form.ts";
import * as limits from "../rules/limits.ts";
import { mediaAmong } from "../rules/web-address.ts";
import type { Upload } from "../state/attachment-store.ts";
import type { AllowedMentions } from "./allowed-mentions.ts";
import { readAllowedMentions } from "./allowed-mentions.ts";
import type { AttachmentContext, Uploads } from "./attachments.ts";
import { readAttachments } from "./attachments.ts";

/** A valid message, before it has an author or an id. */
export type MessageDraft = {
  content: string;
  embeds: APIEmbed[];
  components: APIMessageTopLevelComponent[];
  attachments: APIAttachment[];
  toStore: Map<string, Upload>;
  flags: number;
  tts: boolean;
  allowedMentions: AllowedMentions | null;
  nonce: string | number | null;
  enforceNonce: boolean;
  reference: { messageId: string; mustExist: boolean } | null;
};

/** What an edit changes; a missing field stays as it is. */
export type MessageEdit = Partial<Pick<MessageDraft, "content" | "embeds" | "components" | "attachments" | "flags">> &
  Pick<MessageDraft, "toStore" | "allowedMentions">;

const LEGACY_FIELDS = ["content", "embeds", "poll", "sticker_ids"] as const;
const FLAGS_OF_NEW = MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications | MessageFlags.IsComponentsV2;
const FLAGS_OF_EDIT = MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2;

/** @throws Refusal 50035, 50006 or 40005 */
export function readDraft(form: Form, uploads: Uploads, context: AttachmentContext): MessageDraft {
  const flags = (form.integer("flags") ?? 0) & FLAGS_OF_NEW;
  const isV2 = (flags & MessageFlags.IsComponentsV2) !== 0;
  const plan = readAttachments(form, uploads, [], context);
  const media = mediaAmong(plan.attachments, context.snowflakes.next);
  if (isV2) refuseLegacyFields(form);
  const draft: MessageDraft = {
    content: readContent(form),
    embeds: readEmbeds(form, media),
    components: readComponents(form, isV2, media),
    ...plan,
    flags,
    tts: form.boolean("tts") ?? false,
    allowedMentions: readAllowedMentions(form),
    nonce: readNonce(form),
    enforceNonce: form.boolean("enforce_nonce") ?? false,
    reference: readReference(form),
  };
  form.problems.throwIfAny();
  refuseEmpty(draft, isV2);
  return draft;
}

/** @throws Refusal 50035, 50006 or 40005 */
export function readEdit(form: Form, uploads: Uploads, context: AttachmentContext, message: APIMessage): MessageEdit {
  const wasV2 = ((message.flags ?? 0) & MessageFlags.IsComponentsV2) !== 0;
  const flags = form.integer("flags");
  const asksV2 = ((flags ?? 0) & MessageFlags.IsComponentsV2) !== 0;
  const hasLegacyFields = LEGACY_FIELDS.some((key) => isFilled(form, key));
  if (wasV2 && !asksV2 && (flags !== undefined || hasLegacyFields)) {
    const text = "The IS_COMPONENTS_V2 flag cannot be removed from a message";
    form.problem("flags", "MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG", text);
  }
  if (asksV2) {
    refuseLegacyFields(form);
    refuseLegacyLeft(form, message);
  }

  const edit: MessageEdit = { toStore: new Map(), allowedMentions: readAllowedMentions(form) };
  if (form.has("attachments") || uploads.size > 0) {
    Object.assign(edit, readAttachments(form, uploads, message.attachments, context));
  }
  const media = mediaAmong(edit.attachments ?? message.attachments, context.snowflakes.next);
  if (form.has("content")) edit.content = readContent(form);
  if (form.has("embeds")) edit.embeds = readEmbeds(form, media);
  if (form.has("components")) edit.components = readComponents(form, asksV2, media);
  if (flags !== undefined) edit.flags = ((message.flags ?? 0) & ~FLAGS_OF_EDIT) | (flags & FLAGS_OF_EDIT);
  form.problems.throwIfAny();
  refuseEmpty({ ...message, components: message.components ?? [], ...edit }, wasV2 || asksV2);
  return edit;
}

function isFilled(form: Form, key: string): boolean {
  const value = form.fields[key];
  return value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0);
}

function refuseLegacyFields(form: Form): void {
  for (const key of LEGACY_FIELDS) {
    if (isFilled(form, key)) refuseLegacyField(form, key);
  }
}

/** A message may become Components V2 only if the same edit clears its content and embeds. */
function refuseLegacyLeft(form: Form, message: APIMessage): void {
  if (message.content !== "" && !form.has("content")) refuseLegacyField(form, "content");
  if (message.embeds.length > 0 && !form.has("embeds")) refuseLegacyField(form, "embeds");
}

function refuseLegacyField(form: Form, key: string): void {
  const text = `The '${key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`;
  form.problem(key, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", text);
}

function refuseEmpty(
  message: Pick<MessageDraft, "content" | "embeds" | "components" | "attachments">,
  isV2: boolean,
): void {
  if (message.components.length > 0) return;
  if (isV2 || (message.content === "" && message.embeds.length === 0 && message.attachments.length === 0)) {
    throw refuse(50006);
  }
}

function readContent(form: Form): string {
  return (form.string("content", { max: limits.CONTENT_LENGTH }) ?? "").trim();
}

function readNonce(form: Form): string | number | null {
  const nonce = form.fields.nonce;
  if (nonce === undefined || nonce === null) return null;
  if (typeof nonce === "string") {
    if (nonce.length <= limits.NONCE_LENGTH) return nonce;
    form.problem("nonce", "NONCE_TYPE_TOO_LONG", `Must be ${limits.NONCE_LENGTH} or fewer characters long.`);
  } else if (typeof nonce === "number" && Number.isInteger(nonce)) {
    return nonce;
  } else {
    form.problem("nonce", "NONCE_TYPE_INVALID_TYPE", "This field must be a string or integer.");
  }
  return null;
}

function readReference(form: Form): MessageDraft["reference"] {
  const reference = form.form("message_reference");
  const messageId = reference?.snowflake("message_id");
  if (!reference || !messageId) return null;
  return { messageId, mustExist: reference.boolean("fail_if_not_exists") ?? true };
}
