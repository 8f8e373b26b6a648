import type { Location, Report } from "../diagnostics.ts";
import { checkLength } from "../length.ts";
import { type ChecklistItem, LIMITS } from "../model.ts";
import { createSlugSet, slugify } from "../slug.ts";
import { readBullets } from "./bullets.ts";
import type { Section } from "./sections.ts";
import { inlineText, reportIgnored } from "./text.ts";
import { toLine } from "./words.ts";

/** The section `## Completion Checklist`. A tick in the document means nothing: each learner ticks their own boxes. */
export function readChecklist(section: Section | undefined, phases: number, report: Report): ChecklistItem[] {
  const ids = createSlugSet();
  return readBullets(section, report).flatMap(({ paragraph, location, checked, lists }) => {
    for (const list of lists) reportIgnored(list, report);
    const text = paragraph === null ? "" : toLine(inlineText(paragraph.children, report));
    if (checked === null || text === "") {
      report.add("checklist-line", location, "Write a line of the checklist like `- [ ] Phase 1 completed`.");
    }
    if (text === "") return [];
    checkLength(text, LIMITS.title, "This line", location, report);
    return [{ id: ids.claim(slugify(text) || "item"), text, phase: findPhase(text, phases, location, report) }];
  });
}

const COMPLETE = /\b(?:complete|completed|done|finished)\b/i;
const PHASE = /\bphases?\s+(\d{1,4})(\s*(?:,|&|-|–|and|or|to)\s*\d)?/gi;

/** The one phase that this line says is completed, or null. */
function findPhase(text: string, phases: number, location: Location, report: Report): number | null {
  const mentions = [...text.matchAll(PHASE)];
  const numbers = new Set(mentions.map((mention) => Number(mention[1])));
  const [number] = numbers;
  const severalInOne = mentions.some((mention) => mention[2] !== undefined);
  if (number === undefined || numbers.size > 1 || severalInOne || !COMPLETE.test(text)) return null;
  if (number >= 1 && number <= phases) return number;
  const message = `There is no Phase ${number}, so this line will not tick itself: the last is Phase ${phases}.`;
  report.add("checklist-phase-unknown", location, message);
  return null;
}
