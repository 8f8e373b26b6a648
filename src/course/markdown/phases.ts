import type { Heading, List, ListItem, RootContent } from "mdast";
import type { Location, Report } from "../diagnostics.ts";
import { checkLength } from "../length.ts";
import { LIMITS } from "../model.ts";
import { isFieldList } from "./fields.ts";
import { type LessonDraft, readLesson } from "./lessons.ts";
import { locationOf } from "./read-markdown.ts";
import type { Section } from "./sections.ts";
import { inlineText, reportIgnored } from "./text.ts";
import { peekText, toLine } from "./words.ts";

export type PhaseDraft = { number: number; title: string; location: Location; lessons: LessonDraft[] };

const HEADING = /^phase (\d{1,4})(?: ?:| [—–-]) ?(.+)$/i;
const INTRODUCTION = /^resources to consume in order ?:?$/i;

type OpenPhase = { heading: Heading; items: { item: ListItem; more: List[] }[] };

/** The section `## Learning Path`. */
export function readPhases(section: Section, report: Report): PhaseDraft[] {
  const phases: OpenPhase[] = [];
  for (const block of section.body) {
    if (block.type === "heading" && block.depth === 3) phases.push({ heading: block, items: [] });
    else takeBlock(block, phases.at(-1), report);
  }
  if (phases.length === 0) {
    report.add(
      "phases-missing",
      section.location,
      "The learning path has no phases: begin each with `### Phase 1: Title`.",
    );
  }
  return phases.map((phase, index) => readPhase(phase, index + 1, report));
}

function takeBlock(block: RootContent, phase: OpenPhase | undefined, report: Report): void {
  if (block.type === "paragraph" && INTRODUCTION.test(toLine(peekText(block.children)))) return;
  const last = phase?.items.at(-1);
  if (block.type !== "list") {
    reportIgnored(block, report);
  } else if (phase === undefined) {
    report.add(
      "lesson-outside-phase",
      locationOf(block),
      "This list does not belong to a phase: put `### Phase 1: Title` above it.",
    );
  } else if (block.ordered === true) {
    for (const item of block.children) phase.items.push({ item, more: [] });
  } else if (last !== undefined && isFieldList(block)) {
    last.more.push(block);
  } else {
    report.add("lesson-unnumbered", locationOf(block), "Lessons are numbered: begin them with `1.`, `2.` and so on.");
  }
}

function readPhase({ heading, items }: OpenPhase, number: number, report: Report): PhaseDraft {
  const location = locationOf(heading);
  const text = toLine(inlineText(heading.children, report));
  const [, stated, title = ""] = HEADING.exec(text) ?? [];
  if (stated === undefined) {
    report.add("phase-heading", location, `Write this heading like \`### Phase ${number}: Title\`.`);
  } else if (Number(stated) !== number) {
    report.add("phase-number", location, `Phases count up from 1, so this is Phase ${number}, not Phase ${stated}.`);
  }
  checkLength(title, LIMITS.title, "This title", location, report);
  if (items.length === 0) {
    report.add(
      "phase-empty",
      location,
      "This phase has no lessons: write `1. **Title** — [Article](https://…)` below it.",
    );
  }
  const lessons = items.map(({ item, more }) => readLesson(item, more, report)).filter((lesson) => lesson !== null);
  return { number, title, location, lessons };
}
