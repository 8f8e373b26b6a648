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

/**
 * A micromark extension which recognises nothing and adds up work instead. At these characters micromark looks back
 * over the events that it holds, so each costs as many steps as there are events: a megabyte of `]` would take hours.
 * Throws TooComplexError once more than `budget` steps are spent.
 */
export function createMeter(budget: number): Extension {
  let spent = 0;
  const meter: Construct = {
    name: "meter",
    // Text is not to be cut here on the meter's account: half a run of backticks would pass for a whole one.
    previous: () => false,
    tokenize(_effects, _ok, nok) {
      spent += this.events.length;
      if (spent > budget) throw new TooComplexError(this.now().line);
      return nok;
    },
  };
  const at = (characters: string) =>
    Object.fromEntries([...characters].map((character) => [character.charCodeAt(0), meter]));
  return { document: at("*+-0123456789>"), flow: at("=-"), text: at("*_[]!<`&\\") };
}
