import { ButtonStyle } from "discord.js";
import type { ServedCourse } from "../../coach/courses/ports.ts";
import type { Joined } from "../../coach/learning/join-course.ts";
import type { Learner } from "../../coach/learning/learner.ts";
import { MAX_SELECT_OPTIONS } from "../limits.ts";
import { button, form, row, select, text, textOf, type View, view } from "../message.ts";
import type { Form } from "../pressables.ts";
import { clipBlocks, minutesOf, nameOf, plain, plainBlocks, plural, progressOf } from "./words.ts";

/** Characters of what the course is about; `/path` shows more. */
const OVERVIEW_TEXT = 600;

export function joinedView({ learner, outcome }: Joined): View {
  const { enrolment, content, standing } = learner;
  const { course } = content;
  const enrolmentId = enrolment.id;
  const zone = `Your time zone is **${enrolment.timeZone}**.`;
  const said = {
    joined: [
      `## Welcome to ${nameOf(course.title)}!`,
      `${plural(course.phases.length, "phase")}, ${plural(standing.lessons.length, "lesson")}, about ${minutesOf(standing.remainingMinutes)}. ${zone}`,
      "One lesson at a time: `/learn` hands you the next, **Start** sets its timer, **Done** ticks it off.",
    ],
    returned: [
      "## Welcome back!",
      `Everything is as you left it. ${zone}`,
      progressOf(standing.completedLessons, standing.lessons.length),
    ],
    "zone-changed": [`### 🌍 ${zone}`, "Your reminders keep their times of day, in the new zone from now on."],
    unchanged: [`You are already in. ${zone}`, progressOf(standing.completedLessons, standing.lessons.length)],
  }[outcome];
  return view(
    "lesson",
    text(said.join("\n")),
    outcome === "joined" && course.overview !== ""
      ? text(clipBlocks(plainBlocks(course.overview), OVERVIEW_TEXT))
      : null,
    outcome === "joined" && course.prerequisites !== ""
      ? text(`-# Good to know first: ${plain(course.prerequisites).replaceAll("\n", " ")}`)
      : null,
    row(
      button(
        outcome === "joined" ? "First lesson" : "My next lesson",
        { kind: "learn", enrolmentId, lessonId: null },
        { style: ButtonStyle.Primary },
      ),
      button("The whole path", { kind: "path", enrolmentId, page: 0 }),
    ),
  );
}

export function chooseCourseView(offered: readonly ServedCourse[]): View {
  return view(
    "lesson",
    text("Several courses are offered here. Which one would you like?"),
    select(
      { kind: "choose-course" },
      "Choose a course",
      offered.slice(0, MAX_SELECT_OPTIONS).map(({ course }) => ({
        label: course.title,
        value: course.id,
        description: `${plural(course.phases.length, "phase")}, ${plural(course.phases.flatMap(({ lessons }) => lessons).length, "lesson")}`,
      })),
    ),
  );
}

/** Asks once before leaving. */
export function leaveView({ enrolment, content, standing }: Learner): View {
  const enrolmentId = enrolment.id;
  return view(
    "plain",
    text(`### Leave ${nameOf(content.course.title)}?`),
    textOf([
      progressOf(standing.completedLessons, standing.lessons.length),
      "Your reminders end. Your progress is kept in case you come back, unless you choose to erase it.",
      content.archived ? "This course is archived here: if you erase your progress, you cannot join it again." : null,
    ]),
    row(
      button("Stay", { kind: "stay", enrolmentId }, { style: ButtonStyle.Primary }),
      button("Leave, keep my progress", { kind: "leave", enrolmentId, erase: false }),
      button("Leave and erase", { kind: "leave", enrolmentId, erase: true }, { style: ButtonStyle.Danger }),
    ),
  );
}

export function leftView({ content }: Learner, erased: boolean): View {
  const { course, archived } = content;
  // Nobody is offered an archived course, so the member has to type its id.
  const join = archived ? `\`/join\` with the course \`${course.id}\`` : "`/join`";
  return view(
    "plain",
    text(
      erased
        ? `You have left ${nameOf(course.title)}, and nothing is kept.${archived ? "" : " `/join` starts again from the beginning."}`
        : `You have left ${nameOf(course.title)}. Your progress is kept: ${join} brings it back.`,
    ),
  );
}

export function stayedView(): View {
  return view("lesson", text("Good to have you. `/learn` continues where you were."));
}

/** The form behind **Join**: forms have no autocomplete. */
export function zoneForm(courseId: string | null): Form {
  return form({ kind: "join-form", courseId }, "Join the course", {
    zone: {
      label: "A city near you, your country or time zone",
      description: "For example: Graz, São Paulo, Nepal or Asia/Kathmandu. Your reminders use your time zone.",
      minLength: 1,
      maxLength: 60,
    },
  });
}
