import { ButtonStyle } from "discord.js";
import type { ServedCourse } from "../../coach/courses/ports.ts";
import type { Joined } from "../../coach/learning/join-course.ts";
import type { Learner } from "../../coach/learning/learner.ts";
import type { Left } from "../../coach/learning/leave-course.ts";
import { MAX_SELECT_OPTIONS } from "../limits.ts";
import { button, form, row, select, text, textOf, type View, view } from "../message.ts";
import type { Form } from "../pressables.ts";
import { comeBackButton, keptButton, waiting } from "./kept.ts";
import { clipBlocks, listOf, minutesOf, nameOf, plain, plainBlocks, plural, progressOf } from "./words.ts";

/** Characters of what the course is about; `/path` shows more. */
const OVERVIEW_TEXT = 600;

export function joinedView({ learner, outcome, reminders, elsewhere }: Joined): View {
  const { enrolment, content, standing } = learner;
  const { course } = content;
  const enrolmentId = enrolment.id;
  const zone = `Your time zone is **${enrolment.timeZone}**.`;
  const said = {
    joined: [
      `## Welcome to ${nameOf(course.title)}!`,
      `${[
        plural(course.phases.length, "phase"),
        plural(standing.lessons.length, "lesson"),
        ...(standing.remainingMinutes === 0 ? [] : [`about ${minutesOf(standing.remainingMinutes)}`]),
      ].join(", ")}. ${zone}`,
      `One lesson at a time: \`/learn\` hands you the next, ${standing.remainingMinutes === 0 ? "" : "**Start** sets its timer, "}**Done** ticks it off.`,
    ],
    returned: [
      "## Welcome back!",
      `Your progress is as you left it. ${zone}`,
      progressOf(standing.completedLessons, standing.lessons.length),
      ...remindersAfterReturn(reminders),
    ],
    "zone-changed": [
      `### 🌍 ${zone}`,
      "Reminders at a time of day keep that time, in the new zone from now on. That holds for every course that you are in here.",
    ],
    unchanged: [`You are already in. ${zone}`, progressOf(standing.completedLessons, standing.lessons.length)],
  }[outcome];
  const onBoard = outcome === "joined" && !enrolment.hidden;
  const hide = onBoard ? button("Hide me", { kind: "hide-me" }) : null;
  return view(
    "lesson",
    text(said.join("\n")),
    outcome === "joined" && course.overview !== ""
      ? text(clipBlocks(plainBlocks(course.overview), OVERVIEW_TEXT))
      : null,
    onBoard
      ? text(
          "`/leaderboard` shows everyone here how far each of you has come. If you would rather not be on it, press **Hide me**.",
        )
      : null,
    outcome === "joined" && course.prerequisites !== ""
      ? text(`-# Good to know first: ${plain(course.prerequisites).replaceAll("\n", " ")}`)
      : null,
    elsewhere.length === 0 ? null : text(otherZones(elsewhere)),
    row(
      standing.next === null
        ? null
        : button(
            outcome === "joined" ? "First lesson" : "My next lesson",
            { kind: "turn-lesson", enrolmentId, lessonId: null },
            { style: ButtonStyle.Primary },
          ),
      standing.lessons.length > 1 ? button("The whole path", { kind: "path", enrolmentId, page: 0 }) : null,
      hide,
    ),
  );
}

function remindersAfterReturn({ resumed, over }: Joined["reminders"]): string[] {
  return [
    ...(resumed === 0 ? [] : [`⏰ ${plural(resumed, "reminder")} ${resumed === 1 ? "goes" : "go"} on.`]),
    ...(over === 0
      ? []
      : [`${plural(over, "reminder")} came due while you were away, and ${over === 1 ? "is" : "are"} over.`]),
  ];
}

function otherZones(elsewhere: Joined["elsewhere"]): string {
  const named = listOf(elsewhere.map(({ title, timeZone }) => `${nameOf(title)} (${timeZone})`));
  return `-# Your other reminders stay in the time zone of their course: ${named}. If you have moved, use \`/join\` with your zone once more: it moves every course.`;
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
      "Your progress is kept in case you come back, and your reminders wait until then. Or erase all of it.",
      content.archived ? "This course is archived here: if you erase your progress, you cannot join it again." : null,
    ]),
    row(
      button("Stay", { kind: "stay", enrolmentId }, { style: ButtonStyle.Primary }),
      button("Leave, keep my progress", { kind: "leave", enrolmentId, erase: false }),
      button("Leave and erase", { kind: "leave", enrolmentId, erase: true }, { style: ButtonStyle.Danger }),
    ),
  );
}

export function leftView({ learner, paused }: Left): View {
  const { course } = learner.content;
  const kept = `Your progress is kept in case you come back${paused === 0 ? "" : `, and ${waiting(paused)} until then`}.`;
  return view(
    "plain",
    text(`You have left ${nameOf(course.title)}. ${kept}`),
    row(comeBackButton(course.id), keptButton(learner.enrolment.id)),
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
