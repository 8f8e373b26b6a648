import type { PhrasingContent } from "mdast";
import { toString as joinText } from "mdast-util-to-string";

/** Whitespace and control characters become single spaces. */
export function toLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, " ").trim();
}

/** The bare words, which tell what kind of line this is. Nothing is reported. */
export function peekText(nodes: readonly PhrasingContent[]): string {
  return joinText(nodes, { includeHtml: false, includeImageAlt: false });
}
