import type { Heading, RootContent } from "mdast";
import { type Location, type Report, START } from "../diagnostics.ts";
import { checkLength } from "../length.ts";
import { LIMITS } from "../model.ts";
import { suggest } from "../nearest.ts";
import { locationOf } from "./read-markdown.ts";
import { inlineText, reportIgnored } from "./text.ts";
import { toLine } from "./words.ts";

export type Section = { location: Location; body: RootContent[] };

export type Outline<Name extends string> = {
  /** Empty if there is none. */
  title: string;
  titleLocation: Location;
  sections: Partial<Record<Name, Section>>;
};

/** Splits a document at its H1 and its H2s. The case of section names does not count. */
export function readOutline<Name extends string>(
  blocks: readonly RootContent[],
  names: readonly Name[],
  report: Report,
): Outline<Name> {
  const outline: Outline<Name> = { title: "", titleLocation: START, sections: {} };
  let hasTitle = false;
  let body: RootContent[] | null = null;
  for (const block of blocks) {
    if (block.type === "heading" && block.depth === 1) {
      if (hasTitle) {
        report.add("title-repeated", locationOf(block), "There is a title already: make this a section with `##`.");
      } else {
        outline.title = readTitle(block, report);
        outline.titleLocation = locationOf(block);
        hasTitle = true;
      }
      body = null;
    } else if (block.type === "heading" && block.depth === 2) {
      body = openSection(block, outline, names, report);
    } else if (body !== null) {
      body.push(block);
    } else {
      reportIgnored(block, report);
    }
  }
  if (!hasTitle) report.add("title-missing", START, "There is no title: begin the file with a line like `# Title`.");
  return outline;
}

function readTitle(heading: Heading, report: Report): string {
  const title = toLine(inlineText(heading.children, report));
  if (title === "") report.add("title-missing", locationOf(heading), "The title is empty: write it after the `#`.");
  checkLength(title, LIMITS.title, "The title", locationOf(heading), report);
  return title;
}

/** The body to fill. An unknown or repeated section is reported as a whole, and its body is dropped. */
function openSection<Name extends string>(
  heading: Heading,
  outline: Outline<Name>,
  names: readonly Name[],
  report: Report,
): RootContent[] {
  const location = locationOf(heading);
  const title = toLine(inlineText(heading.children, report));
  const name = names.find((known) => known.toLowerCase() === title.toLowerCase());
  const section: Section = { location, body: [] };
  if (name === undefined) {
    const known = `The sections are ${names.join(", ")}.`;
    report.add("section-unknown", location, `The section “${title}” is left out.${suggest(title, names)} ${known}`);
  } else if (outline.sections[name] !== undefined) {
    report.add("section-repeated", location, `There is a section “${name}” already: join the two.`);
  } else {
    outline.sections[name] = section;
  }
  return section.body;
}
