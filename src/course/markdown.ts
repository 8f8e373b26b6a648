import type { Definition, LinkReference, Nodes, Root, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTaskListItemFromMarkdown } from "mdast-util-gfm-task-list-item";
import { gfmTaskListItem } from "micromark-extension-gfm-task-list-item";
import { type Place, type Report, START } from "./diagnostics.ts";
import { createMeter, TooComplexError } from "./meter.ts";
import { countLineEndings, isReadable } from "./readable.ts";

/** A thousand lessons in one piece take some sixty million steps; this many take the parser about a second. */
const MOST_STEPS = 200_000_000;
const DEEPEST = 50;

/** Long enough that many short sections do not cost a parser each. */
const SHORTEST_PIECE = 8192;

/** Where a heading might not be one (inside a fence or HTML), or one part may refer to another. */
const INDIVISIBLE = /^ {0,3}(?:<|```|~~~)|\]:/m;
const BEFORE_HEADING = /(?<=[\r\n])(?=#{1,6}[ \t\r\n])/;

/** Where a node begins. */
export function placeOf(node: Nodes): Place {
  return node.position === undefined ? START : { line: node.position.start.line, column: node.position.start.column };
}

/**
 * The document's blocks, with references already turned into links.
 * Null, and the reason reported, when it is no markdown or would take unreasonably long.
 */
export function readMarkdown(markdown: string, report: Report): RootContent[] | null {
  if (!isReadable(markdown, report)) return null;
  const options = {
    // The rest of GFM would make links nobody wrote, and twice the work.
    extensions: [gfmTaskListItem(), createMeter(MOST_STEPS)],
    mdastExtensions: [gfmTaskListItemFromMarkdown()],
  };
  const roots: Root[] = [];
  let linesBefore = 0;
  try {
    for (const piece of splitIntoPieces(markdown)) {
      const root = fromMarkdown(piece, options);
      settle(root, linesBefore);
      roots.push(root);
      linesBefore += countLineEndings(piece);
    }
  } catch (error) {
    // The parser calls itself for each level of nesting: a RangeError is its stack running out.
    if (!(error instanceof TooComplexError || error instanceof RangeError)) throw error;
    const line = linesBefore + (error instanceof TooComplexError ? error.line : 1);
    report.add(
      "too-complex",
      { line, column: 1 },
      "From here this is too deeply nested, or too much in one piece: make it simpler or divide it.",
    );
    return null;
  }
  return roots.flatMap((root) => root.children);
}

/** Cuts before headings: the parser's time grows with the square of what it is given at once. */
function splitIntoPieces(markdown: string): string[] {
  if (INDIVISIBLE.test(markdown)) return [markdown];
  const pieces: string[] = [];
  let piece = "";
  for (const section of markdown.split(BEFORE_HEADING)) {
    piece += section;
    if (piece.length < SHORTEST_PIECE) continue;
    pieces.push(piece);
    piece = "";
  }
  return piece === "" ? pieces : [...pieces, piece];
}

/** Makes lines count from the document's start, and links out of references. */
function settle(root: Root, linesBefore: number): void {
  const definitions = new Map<string, Definition>();
  const references: { reference: LinkReference; siblings: Nodes[]; index: number }[] = [];
  const waiting: { node: Nodes; depth: number }[] = [{ node: root, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, depth } = next;
    if (depth > DEEPEST) throw new TooComplexError(placeOf(node).line);
    if (node.position !== undefined) node.position.start.line += linesBefore;
    // Nodes come last to first, so of two definitions the first stays, as in CommonMark.
    if (node.type === "definition") definitions.set(node.identifier, node);
    if (!("children" in node)) continue;
    const siblings: Nodes[] = node.children;
    for (const [index, child] of siblings.entries()) {
      waiting.push({ node: child, depth: depth + 1 });
      if (child.type === "linkReference") references.push({ reference: child, siblings, index });
    }
  }
  for (const { reference, siblings, index } of references) {
    const url = definitions.get(reference.identifier)?.url ?? "";
    siblings[index] = { ...reference, type: "link", url };
  }
}
