import type { Html, Link, ListItem, PhrasingContent, RootContent } from "mdast";
import type { Report } from "../diagnostics.ts";
import { readLink } from "./link.ts";
import { locationOf } from "./read-markdown.ts";
import { toLine } from "./words.ts";

/** Plain text without markup. Line breaks stay, and a link shows its address. Anything that is lost is reported. */
export function inlineText(nodes: readonly PhrasingContent[], report: Report): string {
  return nodes.map((node) => inlineNodeText(node, report)).join("");
}

function inlineNodeText(node: PhrasingContent, report: Report): string {
  switch (node.type) {
    case "text":
    case "inlineCode":
      return node.value;
    case "emphasis":
    case "strong":
      return inlineText(node.children, report);
    case "link":
      return linkText(node, report);
    case "break":
      return "\n";
    case "html":
      reportHtml(node, report);
      return "";
    default:
      reportIgnored(node, report);
      return "";
  }
}

function linkText(node: Link, report: Report): string {
  const { title, url, isNamed } = readLink(node, report);
  return url === null || !isNamed ? title : `${title} (${url})`;
}

/** Plain text: blank lines between paragraphs, lists as lines, code in its fence. Anything that is lost is reported. */
export function blockText(nodes: readonly RootContent[], report: Report): string {
  return nodes
    .map((node) => blockNodeText(node, report))
    .filter((text) => text !== "")
    .join("\n\n");
}

function blockNodeText(node: RootContent, report: Report): string {
  switch (node.type) {
    case "paragraph":
    case "heading":
      return toLine(inlineText(node.children, report));
    case "code":
      return fenced(node.lang ?? "", node.value);
    case "blockquote":
      return blockText(node.children, report);
    case "list": {
      const first = node.start ?? 1;
      return node.children
        .map((item, index) => itemText(item, node.ordered === true ? `${first + index}. ` : "- ", report))
        .join("\n");
    }
    case "html":
      reportHtml(node, report);
      return "";
    case "thematicBreak":
    case "definition":
      return "";
    default:
      reportIgnored(node, report);
      return "";
  }
}

function itemText(item: ListItem, marker: string, report: Report): string {
  const parts = item.children.map((child) => blockNodeText(child, report)).filter((text) => text !== "");
  return marker + parts.join("\n").replaceAll("\n", `\n${" ".repeat(marker.length)}`);
}

function fenced(language: string, code: string): string {
  // Discord ends a code block at the first three backticks, however it began.
  const closed = code.replaceAll("```", "`\u200b``");
  return `\`\`\`${language}\n${closed}\n\`\`\``;
}

export function reportHtml(node: Html, report: Report): void {
  if (/^<(?:!--|\/)/.test(node.value)) return;
  report.add("html-ignored", locationOf(node), "HTML is left out: write it in markdown, or `<` as `\\<`.");
}

const KINDS: Partial<Record<RootContent["type"], string>> = {
  blockquote: "This quotation",
  code: "This code block",
  heading: "This heading",
  image: "This image",
  list: "This list",
  paragraph: "This text",
};

/** Reports content that the template does not provide for, so that nothing is dropped silently. */
export function reportIgnored(node: RootContent, report: Report): void {
  if (node.type === "html") {
    reportHtml(node, report);
  } else if (node.type !== "definition" && node.type !== "thematicBreak") {
    const what = KINDS[node.type] ?? "This";
    report.add("content-ignored", locationOf(node), `${what} does not belong here and is left out: move or remove it.`);
  }
}
