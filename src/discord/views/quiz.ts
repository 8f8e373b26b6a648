import { ButtonStyle } from "discord.js";
import type { Learner } from "../../coach/learning/learner.ts";
import type { Asked, QuizStep, QuizSummary } from "../../coach/quizzes/quiz-step.ts";
import type { Lesson } from "../../course/model.ts";
import { orderShown, partsOf, takesSeveral } from "../../quiz/grade.ts";
import { LETTERS, type Option, type Question } from "../../quiz/question.ts";
import { clip } from "../clip.ts";
import { MAX_TEXT } from "../limits.ts";
import { button, line, row, select, text, textOf, type View, view } from "../message.ts";
import { hasQuestions } from "./offers.ts";
import { clipBlocks, listOf, momentOf, nameOf, plainBlocks, plural } from "./words.ts";

/** Room for the heading and the verdict, in characters. */
const HEADINGS = 300;

export function quizStepView(step: QuizStep): View {
  return step.kind === "question" ? questionView(step) : summaryView(step);
}

/** A question, or (once answered) the same question with its explanation and the way on. */
export function questionView(asked: Asked): View {
  const { learner, quiz, position, question, response } = asked;
  const standing = learner.standing.lessons.find(({ lesson }) => lesson.id === question.lessonId);
  const last = position + 1 >= quiz.questionIds.length;
  const heading = [
    standing === undefined ? null : nameOf(standing.lesson.title),
    `question ${position + 1} of ${quiz.questionIds.length}`,
    question.difficulty,
    question.kind === "order" ? "put in order" : takesSeveral(question) ? "choose all that apply" : null,
  ];
  const shown = showParts(asked);
  const said = plainBlocks(question.text);
  const listed = shown.map(({ letter, part }) => `**${letter}** · ${plainBlocks(part.text)}`).join("\n");
  const next = { kind: "question", quizId: quiz.id, position: position + 1 } as const;
  return view(
    "quiz",
    text(`-# ${heading.filter((part) => part !== null).join(" · ")}\n${said}`),
    text(listed),
    response === null ? null : line(),
    response === null
      ? orderSoFar(asked, shown)
      : text(clipBlocks(explain(question, response.choices, shown), MAX_TEXT - HEADINGS - said.length - listed.length)),
    ...ways(asked, shown),
    row(
      response === null
        ? startOver(asked)
        : button(last ? "See how it went" : "Next question", next, { style: ButtonStyle.Primary }),
      wayBack(learner, standing?.lesson ?? null),
    ),
  );
}

/** To the lesson that the quiz is about. From a review, to the next lesson, or to the page of those who have finished. */
function wayBack(
  { enrolment, standing }: Learner,
  lesson: Lesson | null,
  style: ButtonStyle.Primary | ButtonStyle.Secondary = ButtonStyle.Secondary,
) {
  const to = { kind: "turn-lesson", enrolmentId: enrolment.id, lessonId: lesson?.id ?? null } as const;
  if (lesson !== null) return button("To the lesson", to, { style });
  return button(standing.finished ? "Back" : "My next lesson", to, { style });
}

/** An option or step with its letter. `index` is where it is in the question as the author wrote it, from 0. */
type Shown = { letter: string; index: number; part: Pick<Option, "text" | "explanation"> };

function showParts({ question, quiz, position }: Asked): Shown[] {
  const parts = partsOf(question);
  return orderShown(question, quiz.id * 100 + position).flatMap((index, shownAt) => {
    const part = parts[index];
    const letter = LETTERS[shownAt];
    return part === undefined || letter === undefined ? [] : [{ letter, index, part }];
  });
}

/** What can be pressed to answer. The buttons of a single choice stay afterwards, to show which one was right. */
function ways(asked: Asked, shown: readonly Shown[]) {
  const { question, response } = asked;
  if (question.kind === "order") return response === null ? orderButtons(asked, shown) : [];
  if (!takesSeveral(question)) return [optionButtons(asked, shown)];
  return response === null ? [optionMenu(asked, shown)] : [];
}

function optionButtons({ question, quiz, position, response }: Asked, shown: readonly Shown[]) {
  return row(
    ...shown.map(({ letter, index }) =>
      button(
        letter,
        { kind: "answer", quizId: quiz.id, position, choice: index },
        {
          disabled: response !== null,
          style:
            response === null
              ? ButtonStyle.Primary
              : isRightOption(question, index)
                ? ButtonStyle.Success
                : response.choices.includes(index)
                  ? ButtonStyle.Danger
                  : ButtonStyle.Secondary,
        },
      ),
    ),
  );
}

function optionMenu({ quiz, position }: Asked, shown: readonly Shown[]) {
  const options = shown.map(({ letter, index, part }) => ({
    label: letter,
    value: String(index),
    description: part.text.replaceAll(/\s+/g, " "),
  }));
  return select({ kind: "answers", quizId: quiz.id, position }, "Choose all that apply", options, true);
}

/** Pressed one after the other, first step first. Pressing the last one answers. */
function orderButtons({ quiz, position, picked }: Asked, shown: readonly Shown[]) {
  const order = (indexes: readonly number[]) => ({ kind: "order", quizId: quiz.id, position, indexes }) as const;
  return [
    row(
      ...shown.map(({ letter, index }) =>
        button(letter, order([...picked, index]), {
          disabled: picked.includes(index),
          style: picked.includes(index) ? ButtonStyle.Secondary : ButtonStyle.Primary,
        }),
      ),
    ),
  ];
}

function startOver({ quiz, position, picked }: Asked) {
  return picked.length === 0 ? null : button("Start over", { kind: "order", quizId: quiz.id, position, indexes: [] });
}

function orderSoFar({ question, picked }: Asked, shown: readonly Shown[]) {
  if (question.kind !== "order") return null;
  if (picked.length === 0) return text("-# Press the letters in order, first step first.");
  return text(`Your order: ${pathOf(picked, shown)} → …`);
}

function pathOf(indexes: readonly number[], shown: readonly Shown[]): string {
  return indexes.map((index) => `**${letterOf(index, shown)}**`).join(" → ");
}

function letterOf(index: number, shown: readonly Shown[]): string {
  return shown.find((candidate) => candidate.index === index)?.letter ?? "";
}

function isRightOption(question: Question, index: number): boolean {
  return question.kind === "choice" && question.options[index]?.right === true;
}

function explain(question: Question, choices: readonly number[], shown: readonly Shown[]): string {
  if (question.kind === "order") return explainOrder(choices, shown);
  return takesSeveral(question) ? explainSeveral(question, choices, shown) : explainOne(question, choices, shown);
}

function explainOne(question: Question, choices: readonly number[], shown: readonly Shown[]): string {
  const right = shown.find(({ index }) => isRightOption(question, index));
  const chosen = shown.find(({ index }) => choices.includes(index));
  if (chosen === right) return `✅ **Right.** ${plainBlocks(right?.part.explanation ?? "")}`;
  return [
    `**${chosen?.letter}** is not it: ${plainBlocks(chosen?.part.explanation ?? "")}`,
    `✅ **${right?.letter}** is: ${plainBlocks(right?.part.explanation ?? "")}`,
  ].join("\n");
}

function explainSeveral(question: Question, choices: readonly number[], shown: readonly Shown[]): string {
  const right = shown.filter(({ index }) => isRightOption(question, index));
  const isAllRight = shown.every(({ index }) => isRightOption(question, index) === choices.includes(index));
  const letters = listOf(right.map(({ letter }) => `**${letter}**`));
  return [
    isAllRight
      ? `✅ **Right:** ${letters}.`
      : `Not quite: ${letters} ${right.length === 1 ? "alone is" : "are"} right. You chose ${chosenOf(choices, shown)}.`,
    ...shown.map(({ letter, index, part }) => {
      const mark = isRightOption(question, index) ? "✅" : choices.includes(index) ? "❌" : "▫️";
      return `${mark} **${letter}** · ${plainBlocks(part.explanation)}`;
    }),
  ].join("\n");
}

function chosenOf(choices: readonly number[], shown: readonly Shown[]): string {
  return listOf(shown.filter(({ index }) => choices.includes(index)).map(({ letter }) => `**${letter}**`));
}

function explainOrder(choices: readonly number[], shown: readonly Shown[]): string {
  const inOrder = shown.toSorted((a, b) => a.index - b.index);
  const path = inOrder.map(({ letter }) => `**${letter}**`).join(" → ");
  const isRight = inOrder.every(({ index }, at) => choices[at] === index);
  return [
    isRight ? `✅ **Right:** ${path}` : `Not quite. The order is ${path}; yours was ${pathOf(choices, shown)}.`,
    ...inOrder.map(({ letter, index, part }) => {
      const mark = choices[index] === index ? "✅" : "▫️";
      return `${mark} **${letter}** · ${plainBlocks(part.explanation)}`;
    }),
  ].join("\n");
}

function summaryView({ learner, quiz, lesson, right, missed }: QuizSummary): View {
  const asked = quiz.responses.length;
  const again = { kind: "turn-quiz", enrolmentId: learner.enrolment.id, lessonId: lesson?.id ?? null } as const;
  const what = lesson === null ? "Review" : nameOf(lesson.title);
  return view(
    "quiz",
    text(asked === 0 ? `### ${what}: none of its questions is left` : `### ${what}: ${right} of ${asked} right`),
    textOf([
      missed.length === 0 && asked > 0 ? "Every one. These come back later, further and further apart." : null,
      missed.length === 0 ? null : `${plural(missed.length, "question")} will come back in \`/quiz\`:`,
      ...missed.map(
        ({ question, dueAt }) => `- ${plainBlocks(clip(firstLine(question.text), 120))} · from ${momentOf(dueAt)}`,
      ),
    ]),
    row(wayOn(learner, lesson), hasQuestions(learner.content, lesson?.id) ? button("Another quiz", again) : null),
  );
}

/** Back to the lesson if it is still to be done; else to the next one. */
function wayOn(learner: Learner, lesson: Lesson | null) {
  const standing = learner.standing.lessons.find((candidate) => candidate.lesson.id === lesson?.id);
  const to = standing?.state === "done" ? null : lesson;
  return wayBack(learner, to, learner.standing.finished ? ButtonStyle.Secondary : ButtonStyle.Primary);
}

function firstLine(content: string): string {
  return content.split("\n", 1)[0] ?? "";
}
