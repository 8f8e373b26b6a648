import type { Code, Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { expect, it } from "vitest";
import { COURSES } from "./all-content.ts";

/** In characters. Discord on a phone wraps longer lines of code, and then a drawing cannot be read. */
const WIDEST = 34;

const FILES = COURSES.flatMap(({ path, lessons }) => [path, ...lessons]);

it.each(FILES)("$name has only code that a phone shows without wrapping", ({ name, markdown }) => {
  const tooWide = codeIn(fromMarkdown(markdown))
    .flatMap(linesOf)
    .filter(({ text }) => [...text].length > WIDEST);
  expect(tooWide.map(({ line, text }) => `${name}:${line}: ${text}`)).toEqual([]);
});

function codeIn(node: Nodes): Code[] {
  if (node.type === "code") return [node];
  return "children" in node ? node.children.flatMap(codeIn) : [];
}

/** With their line numbers in the file. The code begins below its fence. */
function linesOf({ value, position }: Code): { line: number; text: string }[] {
  const fence = position?.start.line ?? 0;
  return value.split("\n").map((text, index) => ({ line: fence + 1 + index, text }));
}
