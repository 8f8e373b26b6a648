import type { APIAttachment, APIUnfurledMediaItem } from "discord-api-types/v10";
import type { Form } from "./form.ts";

/** Reads a picture's or file's address and says where it is served: the web, or one of the message's attachments. */
export type Media = (form: Form, key: string) => { item: APIUnfurledMediaItem; attachment: APIAttachment | null };

const ATTACHMENT_SCHEME = "attachment://";
const SCHEMES = new Set(["http:", "https:", "discord:"]);
/** What RFC 3986 allows in a URI. Discord's published schema has `format: uri` for addresses. */
const URI = /^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/;

export function readWebAddress(form: Form, key: string, max?: number): string {
  const address = form.requiredString(key, max === undefined ? {} : { max });
  if (address === "") return address;
  const url = URL.parse(address);
  if (url && !SCHEMES.has(url.protocol)) {
    const scheme = url.protocol.slice(0, -1);
    form.problem(
      key,
      "URL_TYPE_INVALID_SCHEME",
      `Scheme "${scheme}" is not supported. Scheme must be one of ('http', 'https', 'discord').`,
    );
  } else if (!url || !URI.test(address) || (url.protocol !== "discord:" && !hasFullHost(url))) {
    form.problem(key, "URL_TYPE_INVALID_URL", "Not a well formed URL.");
  }
  return address;
}

/** Discord refuses `https://localhost` and other hosts without a dot, though it documents that nowhere. */
function hasFullHost({ hostname }: URL): boolean {
  return /[^.]\.[^.]/.test(hostname);
}

/**
 * @param attachments the message's, uploaded now or kept from before
 * @param newId makes an id for each picture or file that is shown
 */
export function mediaAmong(attachments: readonly APIAttachment[], newId: () => string): Media {
  return (form, key) => {
    const address = form.string(key);
    if (!address?.startsWith(ATTACHMENT_SCHEME)) {
      const url = readWebAddress(form, key);
      return { item: withId(newId(), { url, proxy_url: url }), attachment: null };
    }
    const name = address.slice(ATTACHMENT_SCHEME.length);
    const attachment = attachments.find(({ filename }) => filename === name) ?? null;
    if (!attachment) {
      form.problem(key, "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", "Referenced attachment not found");
      return { item: { url: address }, attachment };
    }
    const { url, proxy_url, width = null, height = null, content_type = null, id: attachment_id } = attachment;
    return { item: withId(newId(), { url, proxy_url, width, height, content_type, attachment_id }), attachment };
  };
}

/** Discord's published schema requires an id that is missing from its published types. */
function withId(id: string, item: APIUnfurledMediaItem): APIUnfurledMediaItem & { id: string } {
  return { id, ...item };
}
