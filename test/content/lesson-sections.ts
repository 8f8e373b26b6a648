import type { LessonNotes } from "../../src/course/notes.ts";
import type { Block, Span } from "../../src/course/prose.ts";

export type LessonSections = {
  brief: string;
  /** One entry for each bullet, as in the next two. */
  whileYouRead: string[];
  keyTerms: { term: string; definition: string }[];
  discuss: string[];
};

/** A lesson's sections without its questions, as plain text. A missing section is empty. */
export function readLessonSections({ brief = [], reading, terms, discuss }: LessonNotes): LessonSections {
  return {
    brief: brief.map(textOf).join("\n\n"),
    whileYouRead: bulletsOf(reading),
    keyTerms: bulletsOf(terms).map(readKeyTerm),
    discuss: bulletsOf(discuss),
  };
}

function bulletsOf(blocks: readonly Block[] = []): string[] {
  return blocks.flatMap((block) => (block.kind === "list" ? block.items.map(join) : []));
}

function textOf(block: Block): string {
  if (block.kind === "list") return block.items.map(join).join("\n");
  return block.kind === "code" ? block.text : join(block.spans);
}

function join(spans: readonly Span[]): string {
  return spans.map(({ text }) => text).join("");
}

/** "Term: definition." */
function readKeyTerm(bullet: string): { term: string; definition: string } {
  const [term = "", ...definition] = bullet.split(": ");
  return { term, definition: definition.join(": ") };
}
