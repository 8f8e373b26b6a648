import type { Definition, LinkReference, Nodes, Root, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTaskListItemFromMarkdown } from "mdast-util-gfm-task-list-item";
import { gfmTaskListItem } from "micromark-extension-gfm-task-list-item";
import { type Location, type Report, START } from "../diagnostics.ts";
import { createMeter, TooComplexError } from "./meter.ts";
import { MOST_CHARACTERS_IN_PIECE, MOST_LINES_IN_PIECE, PieceTooLargeError, parsePieces } from "./pieces.ts";
import { isReadable } from "./readable.ts";

/** Ten thousand lessons take about four million steps. The parser needs about half a second for this many. */
const MOST_STEPS = 60_000_000;
const DEEPEST = 50;

/** Where a node begins. */
export function locationOf(node: Nodes): Location {
  return node.position === undefined ? START : { line: node.position.start.line, column: node.position.start.column };
}

/**
 * The document's blocks, with references already turned into links. If the file is not markdown or would take
 * unreasonably long, that is reported and the result is null.
 */
export function readMarkdown(markdown: string, report: Report): RootContent[] | null {
  if (!isReadable(markdown, report)) return null;
  const options = {
    // The rest of GFM would make links that nobody wrote, and double the work.
    extensions: [gfmTaskListItem(), createMeter(MOST_STEPS)],
    mdastExtensions: [gfmTaskListItemFromMarkdown()],
  };
  let line = 1;
  try {
    return parsePieces(markdown, (piece, linesBefore) => {
      line = linesBefore + 1;
      const root = fromMarkdown(piece, options);
      settle(root, linesBefore);
      return root;
    });
  } catch (error) {
    if (error instanceof PieceTooLargeError) {
      reportPiece(error.linesBefore + 1, report);
      return null;
    }
    // The parser recurses into each level of nesting. A RangeError means that its stack ran out.
    if (!(error instanceof TooComplexError || error instanceof RangeError)) throw error;
    if (error instanceof TooComplexError) line += error.line - 1;
    const message = "From here on this is too deeply nested, or too much in one piece: make it simpler or divide it.";
    report.add("too-complex", { line, column: 1 }, message);
    return null;
  }
}

function reportPiece(line: number, report: Report): void {
  const limit = `${MOST_CHARACTERS_IN_PIECE} characters and ${MOST_LINES_IN_PIECE} lines`;
  report.add(
    "too-complex",
    { line, column: 1 },
    `What begins here is too much in one piece: at most ${limit}. Divide it by headings, or lessons by blank lines.`,
  );
}

/** Makes line numbers count from the document's start, and turns references into links. */
function settle(root: Root, linesBefore: number): void {
  const definitions = new Map<string, Definition>();
  const references: { reference: LinkReference; siblings: Nodes[]; index: number }[] = [];
  const waiting: { node: Nodes; depth: number }[] = [{ node: root, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, depth } = next;
    if (depth > DEEPEST) throw new TooComplexError(locationOf(node).line);
    if (node.position !== undefined) node.position.start.line += linesBefore;
    // Nodes come last to first, so the first of two definitions wins, as in CommonMark.
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
