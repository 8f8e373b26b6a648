import type { Link } from "mdast";
import type { Report } from "../diagnostics.ts";
import { LinkSchema } from "../model.ts";
import { locationOf } from "./read-markdown.ts";
import { peekText, toLine } from "./words.ts";

/** Reads `[title](url)`. If the address is missing or not allowed, that is reported and `url` is null. */
export function readLink(node: Link, report: Report): { title: string; url: string | null } {
  const title = toLine(peekText(node.children));
  const url = LinkSchema.safeParse(node.url);
  if (url.success) return { title, url: url.data };
  if (node.url === "") {
    report.add("link-missing", locationOf(node), `“${title}” has no address yet: write \`[${title}](https://…)\`.`);
  } else if (url.error.issues.every((issue) => issue.code === "too_big")) {
    report.add("link-too-long", locationOf(node), "This address is longer than 512 characters: use a shorter one.");
  } else {
    report.add(
      "link-not-https",
      locationOf(node),
      `“${node.url}” is not a complete https:// address without spaces: correct it.`,
    );
  }
  return { title, url: null };
}
