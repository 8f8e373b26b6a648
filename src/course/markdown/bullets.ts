import type { List, Paragraph } from "mdast";
import type { Location, Report } from "../diagnostics.ts";
import type { Alternate } from "../model.ts";
import { readAlternates } from "./alternates.ts";
import { readFields } from "./fields.ts";
import { locationOf } from "./read-markdown.ts";
import type { Section } from "./sections.ts";
import { reportIgnored } from "./text.ts";

/** A bullet of a section that is a list. */
export type Bullet = {
  /** Null if the bullet begins with something else. */
  paragraph: Paragraph | null;
  location: Location;
  /** Whether its box is ticked; null if it has no box. */
  checked: boolean | null;
  lists: List[];
};

/** The bullets of a section's lists. Anything else around or inside them is reported. */
export function readBullets(section: Section | undefined, report: Report): Bullet[] {
  const bullets: Bullet[] = [];
  for (const block of section?.body ?? []) {
    if (block.type !== "list") {
      reportIgnored(block, report);
      continue;
    }
    for (const item of block.children) {
      const [first, ...rest] = item.children;
      const paragraph = first?.type === "paragraph" ? first : null;
      const lists = rest.filter((child) => child.type === "list");
      for (const child of rest) if (child.type !== "list") reportIgnored(child, report);
      bullets.push({ paragraph, location: locationOf(first ?? item), checked: item.checked ?? null, lists });
    }
  }
  return bullets;
}

/** The `- Alternate:` lines below a bullet. */
export function readBulletAlternates(bullet: Bullet, report: Report): Alternate[] {
  return readAlternates(readFields(bullet.lists, ["Alternate"], report), report);
}
