import type { Learner } from "../../coach/learning/learner.ts";
import type { Extra, Video } from "../../course/model.ts";
import { tickKey } from "../../study/progress.ts";
import { button, line, row, text, type View, view } from "../message.ts";
import { clampPage, fitLines, packPages, pageButtons } from "../pages.ts";
import { alternateOf, durationOf, link, nameOf } from "./words.ts";

const PAGE_TEXT = 3_200;
/** Of one resource, so that its block always fits a page. */
const ALTERNATES_TEXT = 1_600;

/** Additional resources and supplementary videos, with the alternates of each. */
export function resourcesView(learner: Learner, wantedPage: number): View {
  const { content, progress, enrolment } = learner;
  const { course } = content;
  const mark = (kind: "extra" | "video", id: string) => (progress.ticks.has(tickKey({ kind, id })) ? "✅ " : "");
  const extras = course.extras.map((extra) => `${mark("extra", extra.id)}${extraBlock(extra)}`);
  const videos = course.videos.map((video) => `${mark("video", video.id)}${videoBlock(video)}`);
  const blocks = [...headed("### 📚 Additional resources", extras), ...headed("### 🎬 Supplementary videos", videos)];
  if (blocks.length === 0) return view("plain", text(`${nameOf(course.title)} has no resources besides its lessons.`));
  const pages = packPages(blocks, PAGE_TEXT, "\n\n");
  const page = clampPage(wantedPage, pages.length);
  const enrolmentId = enrolment.id;
  return view(
    "plain",
    text(`## Beyond the lessons\n-# ${nameOf(course.title)}`),
    line(),
    text(pages[page] ?? ""),
    row(
      ...pageButtons(page, pages.length, (to) => ({ kind: "resources", enrolmentId, page: to })),
      button("Checklist", { kind: "checklist", enrolmentId, page: 0 }),
    ),
  );
}

function headed(heading: string, blocks: readonly string[]): string[] {
  const [first, ...rest] = blocks;
  return first === undefined ? [] : [`${heading}\n${first}`, ...rest];
}

function extraBlock(extra: Extra): string {
  const linked = extra.link === null ? "" : `\n- ${link(extra.linkTitle ?? extra.title, extra.link)}`;
  return [`**${nameOf(extra.title)}**${linked}`, fitLines(extra.alternates.map(alternateOf), ALTERNATES_TEXT)]
    .filter((part) => part !== "")
    .join("\n");
}

function videoBlock(video: Video): string {
  const facts = [
    video.channel === null ? null : nameOf(video.channel),
    video.duration === null ? null : durationOf(video.duration),
  ].filter((fact) => fact !== null);
  const linked = video.link === null ? "" : `\n- ${link("Watch", video.link)}`;
  const about = facts.length === 0 ? "" : ` · ${facts.join(" · ")}`;
  return [`**${nameOf(video.title)}**${linked}${about}`, fitLines(video.alternates.map(alternateOf), ALTERNATES_TEXT)]
    .filter((part) => part !== "")
    .join("\n");
}
