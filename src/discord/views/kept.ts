import { ButtonStyle } from "discord.js";
import type { Erased, Kept } from "../../coach/learning/kept-progress.ts";
import { MAX_SELECT_OPTIONS } from "../limits.ts";
import { button, row, select, text, textOf, type View, view } from "../message.ts";
import { nameOf, plural, progressOf } from "./words.ts";

/** What is kept of a course that a member left, or that is not here any more; asks once before it is erased. */
export function keptView({ enrolmentId, courseId, hasLeft, learner, paused }: Kept): View {
  const content = learner?.content ?? null;
  const heading = hasLeft
    ? `You have left ${titleOf(courseId, content)}`
    : `${titleOf(courseId, null)} is not here any more`;
  return view(
    "plain",
    text(`### ${heading}`),
    textOf([
      learner === null ? null : progressOf(learner.standing.completedLessons, learner.standing.lessons.length),
      `Your progress is kept${paused === 0 ? "" : `, and ${waiting(paused)}`}. What you erase cannot be brought back.`,
      content === null && hasLeft ? "The course itself is not here any more." : null,
      content?.archived ? "This course is archived here: if you erase your progress, you cannot join it again." : null,
    ]),
    row(
      hasLeft && content !== null ? comeBackButton(content.course.id) : null,
      button("Erase my progress", { kind: "leave", enrolmentId, erase: true }, { style: ButtonStyle.Danger }),
    ),
  );
}

/** For a member who left several courses and is in none. */
export function chooseKeptView(kept: readonly Kept[]): View {
  return view(
    "plain",
    text("You are in no course here, but your progress in some is kept. Which one do you mean?"),
    select(
      { kind: "choose-kept" },
      "Choose a course",
      kept.slice(0, MAX_SELECT_OPTIONS).map(({ enrolmentId, courseId, learner }) => ({
        label: learner?.content.course.title ?? courseId,
        value: String(enrolmentId),
        ...(learner === null
          ? {}
          : {
              description: `${learner.standing.completedLessons} of ${plural(learner.standing.lessons.length, "lesson")} done`,
            }),
      })),
    ),
  );
}

export function erasedView({ courseId, content }: Erased): View {
  const again = content === null || content.archived ? "" : " `/join` starts again from the beginning.";
  return view("plain", text(`You have left ${titleOf(courseId, content)}, and nothing is kept.${again}`));
}

export function comeBackButton(courseId: string) {
  return button("Come back", { kind: "join", courseId }, { style: ButtonStyle.Primary });
}

/** Leads to what is kept, with the way to erase it. */
export function keptButton(enrolmentId: number) {
  return button("Erase my progress…", { kind: "kept", enrolmentId });
}

/** `1 reminder waits`, `3 reminders wait`. */
export function waiting(paused: number): string {
  return `${plural(paused, "reminder")} ${paused === 1 ? "waits" : "wait"}`;
}

function titleOf(courseId: string, content: Erased["content"]): string {
  return nameOf(content?.course.title ?? courseId);
}
