import type { APIAttachment, APIUnfurledMediaItem } from "discord-api-types/v10";
import type { Form } from "./form.ts";

/** Reads a picture's or file's address and says where it is served: the web, or one of the message's attachments. */
export type Media = (form: Form, key: string) => APIUnfurledMediaItem;

const ATTACHMENT_SCHEME = "attachment://";

export function readWebAddress(form: Form, key: string, max?: number): string {
  const address = form.requiredString(key, max === undefined ? {} : { max });
  if (address === "") return address;
  const url = URL.parse(address);
  if (!url) {
    form.problem(key, "URL_TYPE_INVALID_URL", "Not a well formed URL.");
  } else if (url.protocol !== "http:" && url.protocol !== "https:" && url.protocol !== "discord:") {
    const scheme = url.protocol.slice(0, -1);
    form.problem(
      key,
      "URL_TYPE_INVALID_SCHEME",
      `Scheme "${scheme}" is not supported. Scheme must be one of ('http', 'https', 'discord').`,
    );
  }
  return address;
}

/** @param attachments what the message carries, uploaded with it or kept from before */
export function mediaAmong(attachments: readonly APIAttachment[]): Media {
  return (form, key) => {
    const address = form.string(key);
    if (!address?.startsWith(ATTACHMENT_SCHEME)) return { url: readWebAddress(form, key) };
    const name = address.slice(ATTACHMENT_SCHEME.length);
    const attachment = attachments.find(({ filename }) => filename === name);
    if (!attachment) {
      form.problem(key, "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", "Referenced attachment not found");
      return { url: address };
    }
    return {
      url: attachment.url,
      proxy_url: attachment.proxy_url,
      width: attachment.width ?? null,
      height: attachment.height ?? null,
      content_type: attachment.content_type ?? null,
      attachment_id: attachment.id,
    };
  };
}
