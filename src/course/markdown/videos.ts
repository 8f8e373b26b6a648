import type { Paragraph } from "mdast";
import type { Report } from "../diagnostics.ts";
import { checkLength } from "../length.ts";
import { LIMITS, type Video } from "../model.ts";
import { createSlugSet, slugify } from "../slug.ts";
import { readBulletAlternates, readBullets } from "./bullets.ts";
import { parseDuration } from "./duration.ts";
import { readLinkLine } from "./link-line.ts";
import { locationOf } from "./read-markdown.ts";
import type { Section } from "./sections.ts";
import { isPlaceholder, readDuration, reportPlaceholder } from "./values.ts";
import { toLine } from "./words.ts";

/** The section `## Supplementary Videos`. */
export function readVideos(section: Section | undefined, report: Report): Video[] {
  const ids = createSlugSet();
  return readBullets(section, report).flatMap((bullet) => {
    const line = bullet.paragraph === null ? null : readVideoLine(bullet.paragraph, report);
    const alternates = readBulletAlternates(bullet, report);
    if (line === null) {
      report.add("video-line", bullet.location, "Write a video like `- Title — 15 minutes — [Channel](https://…)`.");
      return [];
    }
    return [{ id: ids.claim(slugify(line.title) || "video"), ...line, alternates }];
  });
}

/** `Title — 15 minutes — Channel`. Either the title or the channel is the link. */
function readVideoLine(paragraph: Paragraph, report: Report): Omit<Video, "id" | "alternates"> | null {
  const { before, link, after } = readLinkLine(paragraph.children, report);
  const parts = splitAtDuration(toLine(before + (link?.title ?? "") + after));
  if (parts === null) return null;
  const location = locationOf(paragraph);
  checkLength(parts.title, LIMITS.title, "This title", location, report);
  checkLength(parts.channel, LIMITS.channel, "The channel's name", location, report);
  const duration = readDuration(parts.duration, location, report);
  const channel = isPlaceholder(parts.channel) ? null : parts.channel;
  if (channel === null) {
    reportPlaceholder(parts.channel, location, report);
  } else if (link === null) {
    const message = `“${parts.title}” has no link yet: end the line with \`[${channel}](https://…)\`.`;
    report.add("link-missing", location, message);
  }
  return { title: parts.title, link: link?.url ?? null, duration, channel };
}

const DASH = / [—–-](?= )/g;

/** Titles and channels may contain dashes. The part that reads as a duration divides them, or else the second part. */
function splitAtDuration(line: string): { title: string; duration: string; channel: string } | null {
  const dashes = [...line.matchAll(DASH)];
  const splits = dashes.slice(1).map((second, index) => {
    const first = dashes[index];
    return {
      title: line.slice(0, first?.index),
      duration: line.slice((first?.index ?? 0) + 3, second.index),
      channel: line.slice(second.index + 3),
    };
  });
  const readable = splits.find(({ duration }) => isPlaceholder(duration) || parseDuration(duration) !== null);
  const split = readable ?? splits[0] ?? null;
  return split === null || split.title === "" || split.channel === "" ? null : split;
}
