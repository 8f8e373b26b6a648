import type { PhrasingContent } from "mdast";
import type { Report } from "../diagnostics.ts";
import { type ReadLink, readLink } from "./link.ts";
import { inlineText } from "./text.ts";

/** A line, split at its first link. Without a link all of it is `before`. */
export type LinkLine = { before: string; link: ReadLink | null; after: string };

export function readLinkLine(nodes: readonly PhrasingContent[], report: Report): LinkLine {
  const index = nodes.findIndex((node) => node.type === "link");
  const node = nodes[index];
  if (node?.type !== "link") return { before: inlineText(nodes, report), link: null, after: "" };
  return {
    before: inlineText(nodes.slice(0, index), report),
    link: readLink(node, report),
    after: inlineText(nodes.slice(index + 1), report),
  };
}
