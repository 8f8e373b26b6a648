import { rulesExtended, SimpleMarkdown } from "discord-markdown-parser";
import type { ParserRule, SingleASTNode } from "discord-markdown-parser/dist/simple-markdown/index.js";
import { list } from "./markdown-list.ts";
import type { MarkdownNode, TimestampStyle } from "./view.ts";

/** A block begins a line and is never inside bold text or the like: `**1. Read**` is not a list. */
function asBlock(rule: ParserRule): ParserRule {
  return {
    ...rule,
    match: (markdown, state, previous) =>
      state.inText || !/(?:^|\n)$/.test(previous)
        ? null
        : rule.match(markdown, { ...state, prevCapture: null }, previous),
  };
}

function asText(rule: ParserRule): ParserRule {
  return { ...rule, parse: (capture, parse, state) => rule.parse(capture, parse, { ...state, inText: true }) };
}

function wrap(names: readonly string[], change: (rule: ParserRule) => ParserRule): Record<string, ParserRule> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const rule = rulesExtended[name];
      return rule ? [[name, change(rule)]] : [];
    }),
  );
}

const parse = SimpleMarkdown.parserFor({
  ...rulesExtended,
  ...wrap(["em", "strong", "underline", "strikethrough", "spoiler", "link"], asText),
  ...wrap(["heading", "subtext"], (rule) => asBlock(asText(rule))),
  ...wrap(["blockQuote"], asBlock),
  list: asBlock(list),
});

const SPANS = {
  strong: "strong",
  em: "emphasis",
  underline: "underline",
  strikethrough: "strike",
  spoiler: "spoiler",
  subtext: "subtext",
} as const;

const STYLES: readonly TimestampStyle[] = ["t", "T", "d", "D", "f", "F", "R"];
const PLACES: Record<string, string> = {
  customize: "Channels & Roles",
  browse: "Browse Channels",
  guide: "Server Guide",
  "linked-roles": "Linked Roles",
};

function isWebAddress(target: string): boolean {
  return /^https?:$/.test(URL.parse(target)?.protocol ?? "");
}

type Mentioned = ReadonlySet<string> | null;

function toNode(raw: SingleASTNode, mentioned: Mentioned): MarkdownNode[] {
  const toNodes = (inner: readonly SingleASTNode[]) => toTree(inner, mentioned);
  switch (raw.type) {
    case "br":
      return [{ kind: "break" }];
    case "heading":
      return [{ kind: "heading", level: raw.level, children: toNodes(raw.content) }];
    case "list":
      return [{ kind: "list", start: raw.start, items: raw.items.map((item: SingleASTNode[]) => toNodes(item)) }];
    case "blockQuote": {
      const children = toNodes(raw.content);
      return [{ kind: "quote", children: children.at(-1)?.kind === "break" ? children.slice(0, -1) : children }];
    }
    case "inlineCode":
      return [{ kind: "code", text: raw.content }];
    case "codeBlock":
      return [{ kind: "code-block", language: raw.lang || null, text: raw.content }];
    case "link":
    case "url":
    case "autolink": {
      const children = toNodes(raw.content);
      return isWebAddress(raw.target) ? [{ kind: "link", href: raw.target, children }] : children;
    }
    case "user":
      if (mentioned !== null && !mentioned.has(raw.id)) return [{ kind: "mention", text: "@unknown-user" }];
      return [{ kind: "user", id: raw.id }];
    case "role":
    case "channel":
      return [{ kind: raw.type, id: raw.id }];
    case "everyone":
    case "here":
      return [{ kind: "mention", text: `@${raw.type}` }];
    case "slashCommand":
      return [{ kind: "mention", text: `/${raw.fullName}` }];
    case "guildNavigation":
      return [{ kind: "mention", text: PLACES[raw.navigation] ?? raw.navigation }];
    case "timestamp": {
      const style = STYLES.find((known) => known === raw.format) ?? "f";
      return [{ kind: "timestamp", seconds: Number(raw.timestamp), style }];
    }
    case "emoji":
      return [{ kind: "text", text: `:${raw.name}:` }];
    case "twemoji":
      return [{ kind: "text", text: raw.name }];
    case "strong":
    case "em":
    case "underline":
    case "strikethrough":
    case "spoiler":
    case "subtext":
      return [{ kind: SPANS[raw.type], children: toNodes(raw.content) }];
    default:
      return [{ kind: "text", text: String(raw.content) }];
  }
}

function toTree(raw: readonly SingleASTNode[], mentioned: Mentioned): MarkdownNode[] {
  const nodes: MarkdownNode[] = [];
  for (const node of raw.flatMap((node) => toNode(node, mentioned))) {
    const last = nodes.at(-1);
    // The line that ends a code block belongs to it: no empty line follows.
    if (node.kind === "break" && last?.kind === "code-block") continue;
    if (node.kind === "text" && last?.kind === "text") last.text += node.text;
    else nodes.push(node);
  }
  return nodes;
}

/**
 * Discord's markdown as a tree. A link that does not lead to the web becomes plain text.
 * @param mentioned the users whose mentions show a name; null is everyone
 */
export function parseMarkdown(markdown: string, mentioned: Mentioned = null): MarkdownNode[] {
  return toTree(parse(markdown, { inline: true }), mentioned);
}
