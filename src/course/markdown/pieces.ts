import type { List, Root, RootContent } from "mdast";

/** In characters. The parser is fastest on pieces of this size: its time grows with the square of a piece's length. */
const SHORTEST_PIECE = 512;

/** Beyond these limits a piece may take the parser more than half a second. */
export const MOST_CHARACTERS_IN_PIECE = 64 * 1024;
export const MOST_LINES_IN_PIECE = 5000;

/** A link definition counts in the whole document, so such a document cannot be cut. */
const DEFINITION = /\]:/;

/**
 * The document is cut before a heading, and before a numbered line that follows a blank line or a sub-bullet. Any open
 * block ends there, unless it is a fence or HTML.
 */
const CUT = /(?<=[\r\n])(?=#{1,6}[ \t\r\n])|(?<=\n\r?\n|\n {2,3}[-*+] [^\r\n]*\r?\n)(?=\d{1,9}\. )/g;

const END_OF_LINE = /\r\n|\n|\r/g;

export class PieceTooLargeError extends Error {
  override name = "PieceTooLargeError";
  readonly linesBefore: number;

  constructor(linesBefore: number) {
    super(`too large a piece after ${linesBefore} lines`);
    this.linesBefore = linesBefore;
  }
}

/** Parses the markdown piece by piece. `linesBefore` is the number of lines before the piece. */
export function parsePieces(markdown: string, parse: (piece: string, linesBefore: number) => Root): RootContent[] {
  const isDivisible = !DEFINITION.test(markdown);
  const blocks: RootContent[] = [];
  let open: List | null = null;
  let linesBefore = 0;
  let shortest = SHORTEST_PIECE;
  for (let start = 0; start < markdown.length; ) {
    const end = isDivisible ? findCut(markdown, start + shortest) : markdown.length;
    const piece = markdown.slice(start, end);
    const lines = countLineEndings(piece);
    if (piece.length > MOST_CHARACTERS_IN_PIECE || lines > MOST_LINES_IN_PIECE)
      throw new PieceTooLargeError(linesBefore);
    const { children } = parse(piece, linesBefore);
    if (end < markdown.length && mayGoOn(children.at(-1), piece)) {
      shortest = 2 * piece.length;
      continue;
    }
    const [first, ...others] = children;
    if (open !== null && first !== undefined && isNumbered(first, piece)) {
      open.children.push(...first.children);
      blocks.push(...others);
    } else {
      blocks.push(...children);
    }
    const last: RootContent | undefined = children.at(-1);
    if (last === undefined || !isNumbered(last, piece)) open = null;
    else if (children.length > 1 || open === null) open = last;
    start = end;
    linesBefore += lines;
    shortest = SHORTEST_PIECE;
  }
  return blocks;
}

export function countLineEndings(text: string): number {
  return text.match(END_OF_LINE)?.length ?? 0;
}

function findCut(markdown: string, from: number): number {
  CUT.lastIndex = from;
  return CUT.exec(markdown)?.index ?? markdown.length;
}

/**
 * Whether the piece ends with a fence or HTML that the cut may have split. Both count inside lists and quotations, too:
 * if one is left open there, it ends differently at the end of the document than before more text.
 */
function mayGoOn(last: RootContent | undefined, piece: string): boolean {
  const inner = innermost(last);
  if (inner?.type !== "code" && inner?.type !== "html") return false;
  return piece.slice(inner?.position?.end.offset).trim() === "";
}

function innermost(block: RootContent | undefined): RootContent | undefined {
  const last = block !== undefined && "children" in block ? block.children.at(-1) : undefined;
  return last === undefined ? block : innermost(last);
}

/** Whether this is a list numbered like `1.`, so that a numbered line in the next piece continues it. */
function isNumbered(block: RootContent, piece: string): block is List {
  return block.type === "list" && /^\d+\./.test(piece.slice(block.position?.start.offset).slice(0, 12));
}
