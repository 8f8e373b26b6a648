import type { PhrasingContent } from "mdast";

/** Whitespace and control characters become single spaces. */
export function toLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, " ").trim();
}

/** The bare words, for telling what a line is: nothing is reported. */
export function peekText(nodes: readonly PhrasingContent[]): string {
  return nodes
    .map((node) => {
      if (node.type === "html") return "";
      if ("value" in node) return node.value;
      return "children" in node ? peekText(node.children) : "";
    })
    .join("");
}
