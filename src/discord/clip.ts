import { lazy } from "discord.js";

const segmenter = lazy(() => new Intl.Segmenter());

/** Cuts at whole characters. Length is in UTF-16 units, as Discord counts it; an emoji is never split. */
export function clip(content: string, limit: number): string {
  if (content.length <= limit) return content;
  // The last unit that there is room for goes to the ellipsis.
  const end =
    segmenter()
      .segment(content)
      .containing(limit - 1)?.index ?? 0;
  return `${content.slice(0, end).trimEnd()}…`;
}
