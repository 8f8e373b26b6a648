import type { Options } from "mdast-util-from-markdown";

type Extension = Extract<NonNullable<Options["extensions"]>[number], { text?: unknown }>;
type Construct = Extract<NonNullable<NonNullable<Extension["text"]>[string]>, { tokenize: unknown }>;

/** Thrown out of the parser when a document would cost it too much. */
export class TooComplexError extends Error {
  override name = "TooComplexError";
  /** Counts from 1, in the text that was being parsed. */
  readonly line: number;

  constructor(line: number) {
    super(`too complex at line ${line}`);
    this.line = line;
  }
}

/** Lists and quotations that begin farther to the right are too deep: each level looks at the rest of the line anew. */
const RIGHTMOST_COLUMN = 40;

/**
 * A micromark extension which recognises nothing and adds up work instead. At these characters micromark looks back
 * over the events that it holds, so each costs as many steps as there are events: a megabyte of `]` would take hours.
 * Throws TooComplexError once more than `budget` steps are spent, or where lists and quotations are nested too deeply.
 */
export function createMeter(budget: number): Extension {
  let spent = 0;
  const createConstruct = (rightmost: number): Construct => ({
    name: "meter",
    // Text is not to be cut here on the meter's account: half a run of backticks would pass for a whole one.
    previous: () => false,
    tokenize(_effects, _ok, nok) {
      const { line, column } = this.now();
      spent += this.events.length;
      if (spent > budget || column > rightmost) throw new TooComplexError(line);
      return nok;
    },
  });
  const anywhere = createConstruct(Number.POSITIVE_INFINITY);
  const at = (characters: string, meter: Construct) =>
    Object.fromEntries([...characters].map((character) => [character.charCodeAt(0), meter]));
  return {
    document: at("*+-0123456789>", createConstruct(RIGHTMOST_COLUMN)),
    flow: at("=-", anywhere),
    text: at("*_[]!<`&\\", anywhere),
  };
}
