import { ButtonStyle } from "discord.js";
import type { Asked, QuizStep, QuizSummary } from "../../coach/quiz.ts";
import { OPTION_LETTERS, type Question } from "../../quiz/question.ts";
import { button, clip, line, row, text, textOf, type View, view } from "../message.ts";
import { momentOf, nameOf, plural } from "./words.ts";

export function quizStepView(step: QuizStep): View {
  return step.kind === "question" ? questionView(step) : summaryView(step);
}

/** A question, or (once answered) the same question with its explanation and the way on. */
export function questionView({ learner, quiz, position, question, answer }: Asked): View {
  const standing = learner.standing.lessons.find(({ lesson }) => lesson.id === question.lessonId);
  const last = position + 1 >= quiz.questionIds.length;
  const heading = [
    standing === undefined ? null : nameOf(standing.lesson.title),
    `question ${position + 1} of ${quiz.questionIds.length}`,
    question.difficulty,
  ];
  return view(
    "quiz",
    text(`-# ${heading.filter((part) => part !== null).join(" · ")}\n${question.text}`),
    text(question.options.map((option, index) => `**${OPTION_LETTERS[index]}** · ${option.text}`).join("\n")),
    answer === null ? null : line(),
    answer === null ? null : text(explain(question, answer.choice)),
    row(
      ...question.options.map((option, choice) =>
        button(
          OPTION_LETTERS[choice] ?? "",
          { kind: "answer", quizId: quiz.id, position, choice },
          {
            disabled: answer !== null,
            style:
              answer === null
                ? ButtonStyle.Primary
                : option.right
                  ? ButtonStyle.Success
                  : answer.choice === choice
                    ? ButtonStyle.Danger
                    : ButtonStyle.Secondary,
          },
        ),
      ),
    ),
    answer === null
      ? null
      : row(
          button(
            last ? "See how it went" : "Next question",
            { kind: "question", quizId: quiz.id, position: position + 1 },
            { style: ButtonStyle.Primary },
          ),
        ),
  );
}

function explain(question: Question, choice: number): string {
  const right = question.options.findIndex((option) => option.right);
  const chosen = question.options[choice];
  if (choice === right) return `✅ **Right.** ${chosen?.explanation ?? ""}`;
  return [
    `**${OPTION_LETTERS[choice]}** is not it: ${chosen?.explanation ?? ""}`,
    `✅ **${OPTION_LETTERS[right]}** is: ${question.options[right]?.explanation ?? ""}`,
  ].join("\n");
}

function summaryView({ learner, quiz, lesson, right, missed }: QuizSummary): View {
  const enrolmentId = learner.enrolment.id;
  const asked = quiz.answers.length;
  const what = lesson === null ? "Review" : nameOf(lesson.title);
  return view(
    "quiz",
    text(`### ${what}: ${right} of ${asked} right`),
    textOf([
      missed.length === 0 && asked > 0 ? "Every one. These come back later, further and further apart." : null,
      missed.length === 0 ? null : `${plural(missed.length, "question")} will come back in \`/quiz\`:`,
      ...missed.map(({ question, dueAt }) => `- ${clip(firstLine(question.text), 120)} · from ${momentOf(dueAt)}`),
    ]),
    row(
      learner.standing.finished
        ? null
        : button("My next lesson", { kind: "learn", enrolmentId, lessonId: null }, { style: ButtonStyle.Primary }),
      button("Another quiz", { kind: "quiz", enrolmentId, lessonId: lesson?.id ?? null }),
    ),
  );
}

function firstLine(content: string): string {
  return content.split("\n", 1)[0] ?? "";
}
