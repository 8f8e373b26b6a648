import type { Paragraph } from "mdast";
import type { Report } from "../diagnostics.ts";
import { checkLength } from "../length.ts";
import { type Extra, LIMITS } from "../model.ts";
import { createSlugSet, slugify } from "../slug.ts";
import { readBulletAlternates, readBullets } from "./bullets.ts";
import { readLinkLine } from "./link-line.ts";
import { locationOf } from "./read-markdown.ts";
import type { Section } from "./sections.ts";
import { toLine } from "./words.ts";

/** The section `## Additional Resources`. */
export function readExtras(section: Section | undefined, report: Report): Extra[] {
  const ids = createSlugSet();
  return readBullets(section, report).flatMap((bullet) => {
    const line = bullet.paragraph === null ? null : readExtraLine(bullet.paragraph, report);
    const alternates = readBulletAlternates(bullet, report);
    if (line === null) {
      report.add("extra-line", bullet.location, "Write a resource like `- Title — [Name of the page](https://…)`.");
      return [];
    }
    return [{ id: ids.claim(slugify(line.title) || "extra"), ...line, alternates }];
  });
}

const TITLE_AND_DASH = /^(.+?) [—–-]$/;
const TITLE_AND_PLACEHOLDER = /^(.+?) [—–-] \[[^[\]]*\]$/;

/** `Title — [Name of the page](https://…)` or `[Title](https://…)`. There may be a placeholder instead of the link. */
function readExtraLine(paragraph: Paragraph, report: Report): Omit<Extra, "id" | "alternates"> | null {
  const line = readLinkLine(paragraph.children, report);
  const before = toLine(line.before);
  if (toLine(line.after) !== "") return null;
  const own = line.link === null || before !== "" ? undefined : line.link.title;
  const title = own ?? (line.link === null ? TITLE_AND_PLACEHOLDER : TITLE_AND_DASH).exec(before)?.[1] ?? "";
  if (title === "") return null;
  const location = locationOf(paragraph);
  checkLength(title, LIMITS.title, "This title", location, report);
  if (line.link === null) {
    report.add(
      "link-missing",
      location,
      `“${title}” has no link yet: write \`[Name of the page](https://…)\` after it.`,
    );
    return { title, linkTitle: null, link: null };
  }
  const { title: name, url, isNamed } = line.link;
  checkLength(name, LIMITS.title, "The link's name", location, report);
  const hasName = own === undefined && name !== "" && isNamed && url !== null;
  return { title, linkTitle: hasName ? name : null, link: url };
}
