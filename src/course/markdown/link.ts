import type { Link } from "mdast";
import { z } from "zod";
import type { Report } from "../diagnostics.ts";
import { LinkSchema, MAX_LINK } from "../model.ts";
import { locationOf } from "./read-markdown.ts";
import { peekText, toLine } from "./words.ts";

/** No user name before the host, because it could pass for the host, and no invisible characters. */
const PLAIN_ADDRESS = /^https:\/\/[^\s\p{C}/?#@\\]+(?:[/?#][^\s\p{C}]*)?$/u;

/** What an author may write. It is sent as `toSendable` makes it. */
const WrittenLinkSchema = z
  .url({ protocol: /^https$/ })
  .regex(PLAIN_ADDRESS)
  .max(MAX_LINK);

/** `isNamed`: the title says more than the address does. */
export type ReadLink = { title: string; url: string | null; isNamed: boolean };

/** Reads `[title](url)`. If the address is missing, not allowed or not sendable, that is reported and `url` is null. */
export function readLink(node: Link, report: Report): ReadLink {
  const title = toLine(peekText(node.children));
  return { title, url: readAddress(node, title, report), isNamed: title !== node.url };
}

function readAddress(node: Link, title: string, report: Report): string | null {
  const written = WrittenLinkSchema.safeParse(node.url);
  if (written.success) return readSendable(written.data, node, report);
  if (node.url === "") {
    report.add("link-missing", locationOf(node), `“${title}” has no address yet: write \`[${title}](https://…)\`.`);
  } else if (written.error.issues.every((issue) => issue.code === "too_big")) {
    report.add("link-too-long", locationOf(node), "This address is longer than 512 characters: use a shorter one.");
  } else {
    report.add(
      "link-not-https",
      locationOf(node),
      `“${node.url}” is not a complete https:// address without spaces: correct it.`,
    );
  }
  return null;
}

/** A warning, no error: a text that was published before this was checked is still served, without the link. */
function readSendable(written: string, node: Link, report: Report): string | null {
  const address = toSendable(new URL(written));
  if (LinkSchema.safeParse(address).success) return address;
  const message =
    address.length > MAX_LINK
      ? `Discord needs this address in plain ASCII. That takes ${address.length} characters, and at most ${MAX_LINK} fit. The link is left out: use a shorter one.`
      : `Discord refuses links to “${new URL(written).hostname}”, so this one is left out: write the whole name of the host, such as \`www.example.com\`.`;
  report.add("link-refused", locationOf(node), message);
  return null;
}

/** Everything that RFC 3986 does not allow in a path, a query or a fragment. The URL standard leaves some of it as it is. */
const FOREIGN = /%(?![0-9A-Fa-f]{2})|[^\w\-.~!$&'()*+,;=:@/?%]/g;

/** The same address in ASCII: `https://example.com/gr%C3%BC%C3%9Fe` for `https://example.com/grüße`. */
function toSendable({ origin, href }: URL): string {
  const [path = "", ...fragment] = href.slice(origin.length).split("#");
  const parts = fragment.length === 0 ? [path] : [path, fragment.join("#")];
  return origin + parts.map((part) => part.replaceAll(FOREIGN, encodeURIComponent)).join("#");
}
