import type { Options } from "mdast-util-from-markdown";

type Extension = Extract<NonNullable<Options["extensions"]>[number], { text?: unknown }>;
type Construct = Extract<NonNullable<NonNullable<Extension["text"]>[string]>, { tokenize: unknown }>;

/** Thrown to stop the parser if a document would take it too long. */
export class TooComplexError extends Error {
  override name = "TooComplexError";
  /** Counts from 1, in the text that was being parsed. */
  readonly line: number;

  constructor(line: number) {
    super(`too complex at line ${line}`);
    this.line = line;
  }
}

/** Lists and quotations that begin farther right are too deep: each level reads the rest of the line again. */
const RIGHTMOST_COLUMN = 40;

/**
 * A micromark extension that recognises nothing and only counts work. At these characters micromark looks back over all
 * its events, so each costs as many steps as there are events: a megabyte of `]` would take hours. It throws a
 * TooComplexError after more than `budget` steps, or if lists and quotations are nested too deeply.
 */
export function createMeter(budget: number): Extension {
  let spent = 0;
  const createConstruct = (rightmost: number): Construct => ({
    name: "meter",
    // The meter must not split text here: half a run of backticks would pass for a whole run.
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
