import type { ParserRule, SingleASTNode } from "discord-markdown-parser/dist/simple-markdown/index.js";

/** Discord's lists, for which the parser has no rule. */

const BULLET = /^( *)([-*]|\d+\.) +/;
/** Lines that begin with a bullet, each with the indented lines that belong to it. */
const LIST = /^(?: *(?:[-*]|\d+\.) +[^\n]+(?:\n|$)(?: {2,}(?! *(?:[-*]|\d+\.) )[^\n]+(?:\n|$))*)+/;

type Item = { indent: number; number: number | null; text: string };

function readItems(markdown: string): Item[] {
  const items: Item[] = [];
  for (const line of markdown.replace(/\n$/, "").split("\n")) {
    const [marker, indent = "", sign = ""] = BULLET.exec(line) ?? [];
    const last = items.at(-1);
    if (marker !== undefined) {
      const number = /\d/.test(sign) ? Number.parseInt(sign, 10) : null;
      items.push({ indent: indent.length, number, text: line.slice(marker.length) });
    } else if (last) {
      last.text += `\n${line.trim()}`;
    }
  }
  return items;
}

/** Deeper items become a list inside the item above them; a change between bullets and numbers begins a new list. */
function nestItems(items: readonly Item[], parseText: (text: string) => SingleASTNode[]): SingleASTNode[] {
  const lists: { type: "list"; start: number | null; items: SingleASTNode[][] }[] = [];
  for (let index = 0, next = 1; index < items.length; index = next, next += 1) {
    const item = items[index];
    if (!item) break;
    while ((items[next]?.indent ?? -1) > item.indent) next += 1;
    const content = [...parseText(item.text), ...nestItems(items.slice(index + 1, next), parseText)];
    const list = lists.at(-1);
    if (list && (list.start === null) === (item.number === null)) list.items.push(content);
    else lists.push({ type: "list", start: item.number, items: [content] });
  }
  return lists;
}

export const list: ParserRule = {
  order: -1,
  match: (markdown) => LIST.exec(markdown),
  parse: (capture, parse, state) => nestItems(readItems(capture[0] ?? ""), (text) => parse(text, state)),
};
