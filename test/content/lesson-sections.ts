import type { List, RootContent } from "mdast";
import { createReport } from "../../src/course/diagnostics.ts";
import { readMarkdown } from "../../src/course/markdown.ts";
import { readOutline } from "../../src/course/sections.ts";
import { blockText } from "../../src/course/text.ts";

const NAMES = ["Brief", "While you read", "Key terms", "Questions", "Discuss"] as const;

export type LessonSections = {
  brief: string;
  /** One for each bullet, as in the two below. */
  whileYouRead: string[];
  keyTerms: { term: string; definition: string }[];
  discuss: string[];
};

/** What a lesson's file holds beside its questions, as plain text; a section that is missing is empty. */
export function readLessonSections(markdown: string, file: string): LessonSections {
  const report = createReport(file);
  const { sections } = readOutline(readMarkdown(markdown, report) ?? [], NAMES, report);
  const bullets = (section: RootContent[] = []) =>
    section
      .filter((block): block is List => block.type === "list")
      .flatMap((list) => list.children.map((item) => blockText(item.children, report)));
  return {
    brief: blockText(sections.Brief?.body ?? [], report),
    whileYouRead: bullets(sections["While you read"]?.body),
    keyTerms: bullets(sections["Key terms"]?.body).map(readKeyTerm),
    discuss: bullets(sections.Discuss?.body),
  };
}

/** "Term: definition." */
function readKeyTerm(bullet: string): { term: string; definition: string } {
  const [term = "", ...definition] = bullet.split(": ");
  return { term, definition: definition.join(": ") };
}
