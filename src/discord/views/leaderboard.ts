import type { Leaderboard } from "../../coach/cohort/leaderboard.ts";
import { button, line, row, text, type View, view } from "../message.ts";
import { clampPage, pageButtons } from "../pages.ts";
import { nameOf, plural } from "./words.ts";

const PAGE_ENTRIES = 10;
const MEDALS = ["🥇", "🥈", "🥉"];

/** Public: phases completed per learner in this server. Hidden learners are not in it. */
export function leaderboardView({ content, entries }: Leaderboard, wantedPage: number): View {
  const { course } = content;
  const pageCount = Math.ceil(entries.length / PAGE_ENTRIES);
  const page = clampPage(wantedPage, pageCount);
  const shown = entries.slice(page * PAGE_ENTRIES, (page + 1) * PAGE_ENTRIES);
  const rows = shown.map(({ rank, userId, phases, lessons }) => {
    const place = phases === 0 ? "▫️" : (MEDALS[rank - 1] ?? `**${rank}.**`);
    return `${place} <@${userId}> · ${phases} of ${plural(course.phases.length, "phase")} · ${plural(lessons, "lesson")}`;
  });
  return view(
    "done",
    text(`## How far we have come\n-# ${nameOf(course.title)}`),
    line(),
    text(rows.length === 0 ? "Nobody is on the board yet. Be the first: `/join`, then `/learn`." : rows.join("\n")),
    row(
      entries.length === 0 ? button("Join", { kind: "join", courseId: course.id }) : null,
      ...pageButtons(page, pageCount, (to) => ({ kind: "leaderboard", courseId: course.id, page: to })),
      button("Hide me", { kind: "hide", courseId: course.id, page, hidden: true }),
      button("Show me", { kind: "hide", courseId: course.id, page, hidden: false }),
    ),
  );
}

export function hiddenAside(hidden: boolean): View {
  return view(
    "plain",
    text(
      hidden
        ? "You are off every board here. **Show me** brings you back; your progress is untouched."
        : "You are on the board. **Hide me** takes you off again.",
    ),
  );
}
