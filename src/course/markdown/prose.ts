import type { List, ListItem, PhrasingContent, RootContent } from "mdast";
import type { Report } from "../diagnostics.ts";
import type { Block, Span } from "../prose.ts";
import { readLink } from "./link.ts";
import { locationOf } from "./read-markdown.ts";
import { inlineText, reportHtml, reportIgnored } from "./text.ts";

/** Reads blocks as prose. Anything that prose cannot keep is reported. */
export function readProse(nodes: readonly RootContent[], report: Report): Block[] {
  return nodes.flatMap((node): Block[] => {
    switch (node.type) {
      case "paragraph":
        return paragraph(readSpans(node.children, report));
      case "heading":
        return paragraph([{ kind: "strong", text: inlineText(node.children, report) }]);
      case "code":
        return [{ kind: "code", language: node.lang ?? "", text: node.value }];
      case "list":
        return readList(node, report);
      default:
        reportIgnored(node, report);
        return [];
    }
  });
}

function paragraph(spans: readonly Span[]): Block[] {
  return saysSomething(spans) ? [{ kind: "paragraph", spans }] : [];
}

function readList({ ordered, start, children }: List, report: Report): Block[] {
  const items = children.map((item) => readItem(item, report)).filter(saysSomething);
  return items.length === 0 ? [] : [{ kind: "list", start: ordered === true ? (start ?? 1) : null, items }];
}

/** Discord refuses text that is only spaces. */
function saysSomething(spans: readonly Span[]): boolean {
  return spans.some(({ text }) => text.trim() !== "");
}

/** The item's first paragraph. Lists are flat, because that reads best on a phone. */
function readItem({ children }: ListItem, report: Report): Span[] {
  const [first, ...others] = children;
  for (const other of first?.type === "paragraph" ? others : children) reportIgnored(other, report);
  return first?.type === "paragraph" ? readSpans(first.children, report) : [];
}

function readSpans(nodes: readonly PhrasingContent[], report: Report): Span[] {
  return nodes.flatMap((node) => readSpan(node, report)).filter(({ text }) => text !== "");
}

function readSpan(node: PhrasingContent, report: Report): Span[] {
  switch (node.type) {
    case "text":
      return [{ kind: "plain", text: joinLines(node.value) }];
    case "break":
      return [{ kind: "plain", text: " " }];
    case "inlineCode":
      return [{ kind: "code", text: joinLines(node.value) }];
    case "strong":
    case "emphasis":
      return node.children.flatMap((child): Span[] =>
        child.type === "text" ? [{ kind: node.type, text: joinLines(child.value) }] : readSpan(child, report),
      );
    case "link": {
      const { title, url } = readLink(node, report);
      return [url === null ? { kind: "plain", text: title } : { kind: "link", text: title || url, url }];
    }
    case "html":
      reportHtml(node, report);
      return [];
    default:
      report.add("content-ignored", locationOf(node), "This does not belong here and is left out: move or remove it.");
      return [];
  }
}

/** A line break within a paragraph means nothing. */
function joinLines(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, " ");
}
