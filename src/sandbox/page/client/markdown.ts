import type { MarkdownNode } from "../view.ts";
import { type Child, element } from "./dom.ts";
import { findChannel, nearestGuild } from "./names.ts";
import { now } from "./sandbox-clock.ts";
import { spoiler } from "./spoiler.ts";
import { state } from "./state.ts";
import { format, formatTimestamp } from "./time-text.ts";

const TAGS = {
  strong: "strong",
  emphasis: "em",
  underline: "u",
  strike: "s",
  quote: "blockquote",
  subtext: "small",
} as const;

const HEADINGS = { 1: "h2", 2: "h3", 3: "h4" } as const;

export function link(
  href: string,
  children: readonly Child[],
  attributes: Record<string, string> = {},
): HTMLAnchorElement {
  return element("a", { href, target: "_blank", rel: "noopener noreferrer", title: href, ...attributes }, children);
}

function mention(text: string): HTMLElement {
  return element("span", { class: "mention" }, [text]);
}

function mentionOf(kind: "user" | "role" | "channel", id: string): HTMLElement {
  switch (kind) {
    case "user":
      return mention(`@${state.people.get(id)?.name ?? "unknown-user"}`);
    case "role":
      return mention(`@${nearestGuild()?.roles.find((role) => role.id === id)?.name ?? "deleted-role"}`);
    case "channel": {
      const channel = findChannel(id);
      if (!channel) return mention("#unknown");
      return element("a", { class: "mention", href: `#as=${state.self?.id ?? ""}&channel=${id}` }, [
        `#${channel.name}`,
      ]);
    }
  }
}

function timestamp(node: Extract<MarkdownNode, { kind: "timestamp" }>): HTMLElement {
  const instant = node.seconds * 1000;
  return element(
    "time",
    {
      datetime: new Date(instant).toISOString(),
      title: format(instant, { dateStyle: "full", timeStyle: "short" }),
      "data-instant": node.style === "R" ? instant : null,
    },
    [formatTimestamp(instant, node.style, now())],
  );
}

function renderNode(node: MarkdownNode): Child {
  switch (node.kind) {
    case "text":
      return node.text;
    case "break":
      return element("br");
    case "heading":
      return element(HEADINGS[node.level], {}, renderMarkdown(node.children));
    case "list": {
      const items = node.items.map((item) => element("li", {}, renderMarkdown(item)));
      return node.start === null ? element("ul", {}, items) : element("ol", { start: node.start }, items);
    }
    case "code":
      return element("code", {}, [node.text]);
    case "code-block":
      return element("pre", { tabindex: 0, "data-language": node.language }, [element("code", {}, [node.text])]);
    case "link":
      return link(node.href, renderMarkdown(node.children));
    case "user":
    case "role":
    case "channel":
      return mentionOf(node.kind, node.id);
    case "mention":
      return mention(node.text);
    case "timestamp":
      return timestamp(node);
    case "spoiler":
      return spoiler(renderMarkdown(node.children));
    default:
      return element(TAGS[node.kind], {}, renderMarkdown(node.children));
  }
}

export function renderMarkdown(nodes: readonly MarkdownNode[]): Child[] {
  return nodes.map(renderNode);
}

/** Relative times follow the sandbox's clock. */
export function refreshRelativeTimes(): void {
  for (const time of document.querySelectorAll<HTMLTimeElement>("time[data-instant]")) {
    const text = formatTimestamp(Number(time.dataset.instant), "R", now());
    if (time.textContent !== text) time.textContent = text;
  }
}
