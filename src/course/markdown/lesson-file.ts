import type { Heading, RootContent } from "mdast";
import { type BankEntry, BankEntrySchema } from "../../quiz/question.ts";
import { createReport, type Diagnostic, type Report } from "../diagnostics.ts";
import { type LessonNotes, NOTE_SECTIONS, type NoteSection } from "../notes.ts";
import { slugify } from "../slug.ts";
import { readProse } from "./prose.ts";
import { readQuestion } from "./questions.ts";
import { locationOf, readMarkdown } from "./read-markdown.ts";
import { readOutline, type Section } from "./sections.ts";
import { inlineText, reportIgnored } from "./text.ts";

const SECTIONS = ["Brief", "While you read", "Key terms", "Questions", "Discuss"] as const;

const NOTE_TITLES: Record<NoteSection, (typeof SECTIONS)[number]> = {
  brief: "Brief",
  reading: "While you read",
  terms: "Key terms",
  discuss: "Discuss",
};

export type ParsedLessonFile = { notes: LessonNotes; questions: BankEntry[]; diagnostics: Diagnostic[] };

/**
 * Reads a lesson's notes and questions from its file; docs/authoring.md has the grammar. It never throws: every problem
 * becomes a diagnostic. A question with an error is left out and the others are returned.
 */
export function parseLessonFile(
  markdown: string,
  { lessonId, file }: { lessonId: string; file: string },
): ParsedLessonFile {
  const report = createReport(file);
  const blocks = readMarkdown(markdown, report);
  const sections = blocks === null ? {} : readOutline(blocks, SECTIONS, report).sections;
  const notes = readNotes(sections, report);
  const questions = sections.Questions === undefined ? [] : readQuestions(sections.Questions, lessonId, report);
  return { notes, questions, diagnostics: report.diagnostics() };
}

function readNotes(sections: Partial<Record<string, Section>>, report: Report): LessonNotes {
  const read = NOTE_SECTIONS.map((name) => [name, readProse(sections[NOTE_TITLES[name]]?.body ?? [], report)] as const);
  return Object.fromEntries(read.filter(([, blocks]) => blocks.length > 0));
}

function readQuestions(section: Section, lessonId: string, report: Report): BankEntry[] {
  const slugs = new Set<string>();
  return splitAtHeadings(section.body, report).flatMap(({ heading, body }) => {
    const errorsBefore = report.errorCount();
    const slug = readSlug(heading, slugs, report);
    const draft = { id: `${lessonId}/${slug}`, lessonId, ...readQuestion(locationOf(heading), body, report) };
    if (report.errorCount() > errorsBefore) return [];
    const checked = BankEntrySchema.safeParse(draft);
    for (const issue of checked.error?.issues ?? []) {
      const message = `The question's ${issue.path.join(".")} is not valid: ${issue.message}.`;
      report.add("question-invalid", locationOf(heading), message);
    }
    return checked.success ? [checked.data] : [];
  });
}

type TitledBlocks = { heading: Heading; body: RootContent[] };

function splitAtHeadings(blocks: readonly RootContent[], report: Report): TitledBlocks[] {
  const parts: TitledBlocks[] = [];
  for (const block of blocks) {
    const open = parts.at(-1);
    if (block.type === "heading" && block.depth === 3) parts.push({ heading: block, body: [] });
    else if (open !== undefined) open.body.push(block);
    else reportIgnored(block, report);
  }
  return parts;
}

/** The heading's slug. It is the question's id within the lesson. */
function readSlug(heading: Heading, taken: Set<string>, report: Report): string {
  const slug = slugify(inlineText(heading.children, report));
  if (slug === "") {
    const rule = "It becomes the question's id, so it needs letters a to z or digits.";
    report.add("question-heading", locationOf(heading), `Give the question a short title after \`###\`. ${rule}`);
  } else if (taken.has(slug)) {
    report.add(
      "question-repeated",
      locationOf(heading),
      `Another question here already has the id “${slug}”: change this title.`,
    );
  }
  taken.add(slug);
  return slug;
}
