import type { Leaderboard } from "../../coach/cohort/leaderboard.ts";
import { LEADERBOARD_PAGE } from "../../study/leaderboard.ts";
import { button, line, row, text, type View, view } from "../message.ts";
import { clampPage, pageButtons } from "../pages.ts";
import { memberName, nameOf, plural } from "./words.ts";

const MEDALS = ["🥇", "🥈", "🥉"];

/**
 * Public: phases completed per learner in this server. Hidden learners are not in it. Everyone sees the same buttons, so
 * the way back is not here but in what the hidden member reads privately: see `visibilityView`.
 */
export function leaderboardView({ content, entries }: Leaderboard, wantedPage: number): View {
  const { course } = content;
  const pageCount = Math.ceil(entries.length / LEADERBOARD_PAGE);
  const page = clampPage(wantedPage, pageCount);
  const shown = entries.slice(page * LEADERBOARD_PAGE, (page + 1) * LEADERBOARD_PAGE);
  const rows = shown.map(({ rank, displayName, phases, lessons }) => {
    const place = phases === 0 ? "▫️" : (MEDALS[rank - 1] ?? `**${rank}.**`);
    return `${place} ${memberName(displayName)} · ${phases} of ${plural(course.phases.length, "phase")} · ${plural(lessons, "lesson")}`;
  });
  return view(
    "done",
    text(`## How far we have come\n-# ${nameOf(course.title)}`),
    line(),
    text(rows.length === 0 ? "Nobody is on the board yet. Be the first: `/join`, then `/learn`." : rows.join("\n")),
    row(
      entries.length === 0 ? button("Join", { kind: "join", courseId: course.id }) : null,
      ...pageButtons(page, pageCount, (to) => ({ kind: "leaderboard", courseId: course.id, page: to })),
      entries.length === 0 ? null : button("Hide me", { kind: "hide", courseId: course.id, page, hidden: true }),
    ),
  );
}

/** For the member alone: whether they are hidden, and the opposite to choose. */
export function visibilityView(hidden: boolean): View {
  return view(
    "plain",
    text(
      hidden
        ? "You are off every board here. **Show me** brings you back; your progress is untouched."
        : "You are on the board. **Hide me** takes you off again.",
    ),
    row(button(hidden ? "Show me" : "Hide me", { kind: "visibility", hidden: !hidden })),
  );
}
