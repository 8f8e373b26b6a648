import { ButtonStyle } from "discord.js";
import type { Problem } from "../../coach/problem.ts";
import { button, clip, row, select, text, type View, view } from "../message.ts";
import { bold, dateOf, listOf, nameOf, plain } from "./words.ts";

/** What a member reads when something stands in the way: what it is, and the way on. */
export function problemView(problem: Problem, inServer: boolean): View {
  switch (problem.kind) {
    case "not-joined":
      return inServer
        ? view(
            "plain",
            text("You are not in a course here yet. It takes a moment:"),
            row(button("Join", { kind: "join", courseId: null }, { style: ButtonStyle.Primary })),
          )
        : say("You are not in this course any more. `/join` in the server brings you back.");
    case "not-yours":
      return say("That one belongs to another member. `/learn` shows you yours.");
    case "unknown-course":
      return say(
        `I know no course called “${echo(problem.asked)}” here. There is ${listOf(problem.known.map(({ title }) => `**${nameOf(title)}**`))}.`,
      );
    case "choose-course":
      return say(
        problem.known.length === 0
          ? "This server has no course yet."
          : `Which course? Name one with \`/join\`: ${listOf(problem.known.map(({ title }) => `**${nameOf(title)}**`))}.`,
      );
    case "course-gone":
      return say("The course is not offered here at the moment. Your progress is kept.");
    case "unknown-time-zone":
      return view(
        "plain",
        text(
          `I know no time zone called “${echo(problem.asked)}”. ${
            problem.suggestions.length === 0
              ? "Try a big city near you, such as Vienna or New York."
              : "Is it one of these?"
          }`,
        ),
        select(
          { kind: "join-zone", courseId: problem.courseId },
          "Choose your time zone",
          problem.suggestions.map((zone) => ({ label: zone, value: zone })),
        ),
      );
    case "unknown-lesson":
      return withNext("The course has changed: that lesson is no longer in it.", problem.enrolmentId);
    case "locked":
      return withNext(
        `🔒 ${bold(problem.lesson)} can be read now and completed later: it opens after ${listOf(problem.missing.map(bold))}.`,
        problem.enrolmentId,
      );
    case "no-questions":
      return say(
        problem.lesson === null
          ? "There are no questions to ask yet."
          : `${bold(problem.lesson)} has no questions yet. \`/quiz\` asks about the others.`,
      );
    case "quiz-gone":
      return say("That quiz is no longer there. `/quiz` starts a fresh one.");
    case "unreadable-time":
      return say(
        `I could not read “${echo(problem.asked)}” as a time. Try \`19:00\`, \`7pm\`, \`tomorrow 19:00\` or \`in 2 hours\`.`,
      );
    case "past-time":
      return say(`${dateOf(problem.asked)} has passed already in ${problem.timeZone}. Try a later time.`);
    case "skipped-date":
      return say(`${dateOf(problem.asked)} does not exist in ${problem.timeZone}: that day was skipped.`);
    case "too-far":
      return say(`${dateOf(problem.asked)} is more than a year away. Try something nearer.`);
    case "too-many-reminders":
      return say(`You have ${problem.limit} reminders, which is as many as I keep. \`/remind list\` makes room.`);
  }
}

function say(sentence: string): View {
  return view("plain", text(sentence));
}

function withNext(sentence: string, enrolmentId: number): View {
  return view(
    "plain",
    text(sentence),
    row(button("My next lesson", { kind: "learn", enrolmentId, lessonId: null }, { style: ButtonStyle.Primary })),
  );
}

function echo(asked: string): string {
  return plain(clip(asked, 80));
}

/** For a bug: the reference finds the log line, the details stay there. */
export function bugView(reference: string): View {
  return say(
    `Something went wrong on my side, and it is logged as \`${reference}\`. Nothing of yours is lost; please try again.`,
  );
}

/** For a press that this version does not know. */
export function outdatedView(): View {
  return say("This message is from an older version of me. `/learn` has the current one.");
}
