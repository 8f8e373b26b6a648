import type { APIButtonComponent } from "discord.js";
import type { ButtonAction } from "./actions/index.ts";
import { button } from "./message.ts";

/**
 * Packs blocks of text, `gap` between them, into pages of at most `limit` characters each, in order. A block longer
 * than a page gets a page of its own. There is always one page, so that an empty list still has something to show.
 */
export function packPages(blocks: readonly string[], limit: number, gap: string): string[] {
  const pages: string[] = [];
  let page = "";
  for (const block of blocks) {
    if (page !== "" && page.length + gap.length + block.length > limit) {
      pages.push(page);
      page = "";
    }
    page = page === "" ? block : `${page}${gap}${block}`;
  }
  return page !== "" || pages.length === 0 ? [...pages, page] : pages;
}

/** Whole lines up to `limit` characters, and how many were left out. So no link is cut in the middle. */
export function fitLines(lines: readonly string[], limit: number): string {
  const kept: string[] = [];
  let length = 0;
  for (const line of lines) {
    if (length + line.length + 1 > limit) break;
    kept.push(line);
    length += line.length + 1;
  }
  return [...kept, ...(kept.length < lines.length ? [`- and ${lines.length - kept.length} more`] : [])].join("\n");
}

/** The nearest page that exists: a message can be older than the list it pages through. */
export function clampPage(page: number, pageCount: number): number {
  return Math.min(Math.max(page, 0), Math.max(pageCount - 1, 0));
}

/** None for a single page. On the first and the last page, the button that leads nowhere is disabled. */
export function pageButtons(page: number, pageCount: number, to: (page: number) => ButtonAction): APIButtonComponent[] {
  if (pageCount <= 1) return [];
  return [
    // Ids may not repeat in a message, so the disabled end still points one step further.
    button("◀ Back", to(page === 0 ? pageCount : page - 1), { disabled: page === 0 }),
    button(`More ▶ (${page + 1}/${pageCount})`, to(page + 1), { disabled: page === pageCount - 1 }),
  ];
}
