import { ButtonStyle } from "discord.js";
import type { Problem } from "../../coach/problem.ts";
import { clip } from "../clip.ts";
import { button, type headingOf, row, select, text, textOf, type View, view } from "../message.ts";
import { comeBackButton, keptButton } from "./kept.ts";
import { bold, dateOf, listOf, NAME_LENGTH, nameOf, plain } from "./words.ts";

/** The sentence for each problem: what is wrong, and how to go on. */
export function problemView(problem: Problem, inServer: boolean): View {
  switch (problem.kind) {
    case "not-joined":
      return inServer
        ? view(
            "plain",
            text("You are not in a course here yet. It takes a moment:"),
            row(button("Join", { kind: "join", courseId: null }, { style: ButtonStyle.Primary })),
          )
        : say("That works only in a server: use `/join` there.");
    case "nothing-offered":
      return say("There is no course to join here at the moment. Those who manage this server can offer one.");
    case "left":
      return leftView(problem, inServer);
    case "erased":
      return say(
        `This message is about progress that was erased. \`/learn\`${inServer ? "" : " in the server"} shows where you are now.`,
      );
    case "not-in-course":
      return view(
        "plain",
        text(`You are not in **${nameOf(problem.title)}** yet. It takes a moment:`),
        row(button("Join", { kind: "join", courseId: problem.courseId }, { style: ButtonStyle.Primary })),
      );
    case "not-yours":
      return say("That one belongs to another member. `/learn` shows you yours.");
    case "unknown-course":
      return say(
        problem.known.length === 0
          ? `There is no course called “${echo(problem.asked)}” here, and no other to choose.`
          : `There is no course called “${echo(problem.asked)}” here. You can choose from ${listOf(problem.known.map(({ title }) => `**${nameOf(title)}**`))}.`,
      );
    case "choose-course":
      return say(
        `Which course? Name one with \`/join\`: ${listOf(problem.known.map(({ title }) => `**${nameOf(title)}**`))}.`,
      );
    case "course-gone":
      return problem.enrolmentId === null
        ? say("That course is not here at the moment.")
        : view(
            "plain",
            text("Your course is not here at the moment. Your progress is kept in case it comes back."),
            row(keptButton(problem.enrolmentId)),
          );
    case "unknown-time-zone":
      return view(
        "plain",
        text(
          problem.suggestions.length === 0
            ? `I do not know a place or time zone called “${echo(problem.asked)}”. Try a big city near you, such as Vienna or New York.`
            : `I am not sure which time zone “${echo(problem.asked)}” means. Is it one of these?`,
        ),
        select(
          { kind: "join-zone", courseId: problem.courseId },
          "Choose your time zone",
          problem.suggestions.map(({ timeZone, label }) => ({ label, value: timeZone })),
        ),
      );
    case "unknown-lesson":
      return withNext(
        `The course has no lesson “${echo(problem.asked)}”. It may have been removed.`,
        problem.enrolmentId,
      );
    case "locked":
      return withNext(
        `🔒 You can read ${bold(problem.lesson)} now and complete it later: it opens after ${listOf(problem.missing.map(bold))}.`,
        problem.enrolmentId,
      );
    case "no-questions":
      return say(
        problem.lesson === null
          ? "There are no questions to ask yet."
          : `${bold(problem.lesson)} has no questions yet.${problem.others ? " `/quiz` asks about the others." : ""}`,
      );
    case "no-notes":
      return view(
        "plain",
        text(`There is nothing more to read here about ${bold(problem.lesson)}.`),
        row(
          button("Show the lesson", {
            kind: "turn-lesson",
            enrolmentId: problem.enrolmentId,
            lessonId: problem.lesson.id,
          }),
        ),
      );
    case "question-gone": {
      const { quizId, position } = problem;
      const next = { kind: "question", quizId, position: position + 1 } as const;
      return view(
        "quiz",
        text("That question has changed, or has left the course, so it does not count. The quiz goes on without it."),
        row(button("Go on", next, { style: ButtonStyle.Primary })),
      );
    }
    case "quiz-gone":
      return view(
        "plain",
        text("That quiz is no longer there. Use `/quiz` to start a new one."),
        problem.enrolmentId === null
          ? null
          : row(button("Quiz me", { kind: "turn-quiz", enrolmentId: problem.enrolmentId, lessonId: null })),
      );
    case "unreadable-time":
      return say(
        `I could not read “${echo(problem.asked)}” as a time. Try \`19:00\`, \`7pm\`, \`tomorrow 19:00\` or \`in 2 hours\`.`,
      );
    case "past-time":
      return say(`“${echo(problem.asked)}” has passed already in ${problem.timeZone} time. Try a later one.`);
    case "skipped-date":
      return say(`${dateOf(problem.asked)} does not exist in ${problem.timeZone}: that day was skipped.`);
    case "too-far":
      return say(`${dateOf(problem.asked)} is more than a year away. Try something nearer.`);
    case "too-many-reminders":
      return say(
        `You have ${problem.limit} reminders for this course, the most I can keep. Use \`/remind list\` to remove one.`,
      );
    case "not-manager":
      return say(
        "Only people who can manage this server can change its courses. Ask one of them. Nothing was changed.",
      );
    case "not-markdown":
      return say(`A course is a markdown file, with a name that ends in \`.md\`. “${echo(problem.asked)}” is not one.`);
    case "file-too-large":
      return say(`That file is larger than ${problem.limit / 1024} KiB, the most I can read. Split the course in two.`);
    case "file-unreachable":
      return say("I could not fetch that file from Discord. Nothing was changed. Please attach it again.");
    case "course-unnamed":
      return say(
        "I cannot make an id from that title. Choose one with the option `course`: letters `a` to `z`, digits and hyphens.",
      );
    case "too-many-courses":
      return say(`This server has ${problem.limit} courses, the most I can keep. Import it in place of one of them.`);
    case "no-draft":
      return say("No import is waiting to be published. Use `/course import` to bring one.");
    case "draft-gone":
      return say("That import was discarded, or a later one took its place. Nothing was changed.");
    case "no-earlier-version":
      return say(`There is no earlier version of **${nameOf(problem.title)}** to go back to.`);
    case "unknown-version":
      return say(
        `**${nameOf(problem.title)}** has no version “${echo(problem.asked)}”. \`/course preview\` lists its versions.`,
      );
    case "version-in-force":
      return say(`**${nameOf(problem.title)}** already has that text. Nothing was changed.`);
    case "not-offered":
      return say(
        `**${nameOf(problem.title)}** is not offered here any more. ${problem.others ? "`/join` shows what is." : "There is no other course to join here at the moment."}`,
      );
    case "version-moved-on":
      return say(
        `Another version of **${nameOf(problem.title)}** was published after this was shown. Nothing was changed. Use \`/course preview\` or \`/course rollback\` to see how it is now.`,
      );
  }
}

function leftView({ enrolmentId, course }: Extract<Problem, { kind: "left" }>, inServer: boolean): View {
  const said =
    course === null
      ? "You have left a course that is not here any more. Your progress is kept in case it comes back."
      : `You have left **${nameOf(course.title)}**. Your progress is kept${inServer ? "." : ": `/join` in the server brings you back."}`;
  return view(
    "plain",
    text(said),
    // A course is joined in its server, not in a direct message.
    row(course === null || !inServer ? null : comeBackButton(course.id), keptButton(enrolmentId)),
  );
}

function say(sentence: string): View {
  return view("plain", text(sentence));
}

function withNext(sentence: string, enrolmentId: number): View {
  return view(
    "plain",
    text(sentence),
    row(button("My next lesson", { kind: "turn-lesson", enrolmentId, lessonId: null }, { style: ButtonStyle.Primary })),
  );
}

function echo(asked: string): string {
  return plain(clip(asked, 80));
}

/** For a bug. The reference leads to the log line, which has the details. */
export function bugView(reference: string): View {
  return say(
    `Something went wrong on my side, and it is logged as \`${reference}\`. Nothing of yours is lost. Please try again.`,
  );
}

/** What a view says that it is about, in Discord's markdown: its heading, and the small line that names the course. */
export type About = ReturnType<typeof headingOf>;

/** For a reply that could not be sent: what it was about, and the reference of the log line. */
export function refusedView(reference: string, { heading, note }: About): View {
  const what = heading === null ? "my reply" : `my reply “${clip(heading, NAME_LENGTH)}”`;
  return view(
    "plain",
    textOf([
      `Something is wrong with ${what}: Discord did not take it. It is logged as \`${reference}\`. Nothing of yours is lost.`,
      note === null ? null : `-# ${clip(note, NAME_LENGTH * 2)}`,
    ]),
  );
}

/** For a press that this version does not know. */
export function outdatedView(): View {
  return say("This message is from an older version of me. `/learn` has the current one.");
}
