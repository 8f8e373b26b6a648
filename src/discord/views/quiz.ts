import { ButtonStyle } from "discord.js";
import type { Asked, QuizStep, QuizSummary } from "../../coach/quizzes/quiz-step.ts";
import { hasSeveralRight, orderShown, partsOf } from "../../quiz/grade.ts";
import { LETTERS, type Option, type Question } from "../../quiz/question.ts";
import { clip } from "../clip.ts";
import { MAX_TEXT } from "../limits.ts";
import { button, line, row, select, text, textOf, type View, view } from "../message.ts";
import { listOf, momentOf, nameOf, plainBlocks, plural } from "./words.ts";

/** Room for the heading and the headline of an answer, in characters. */
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
    question.kind === "order" ? "put in order" : hasSeveralRight(question) ? "choose all that apply" : null,
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
    response === null
      ? null
      : row(button(last ? "See how it went" : "Next question", next, { style: ButtonStyle.Primary })),
  );
}

/** An option or step with its letter. `place` is its position in the question as the author wrote it. */
type Shown = { letter: string; place: number; part: Pick<Option, "text" | "explanation"> };

function showParts({ question, quiz, position }: Asked): Shown[] {
  const parts = partsOf(question);
  return orderShown(question, quiz.id * 100 + position).flatMap((place, index) => {
    const part = parts[place];
    const letter = LETTERS[index];
    return part === undefined || letter === undefined ? [] : [{ letter, place, part }];
  });
}

/** What can be pressed to answer. The buttons of a single choice stay afterwards, to show which one was right. */
function ways(asked: Asked, shown: readonly Shown[]) {
  const { question, response } = asked;
  if (question.kind === "order") return response === null ? orderButtons(asked, shown) : [];
  if (!hasSeveralRight(question)) return [optionButtons(asked, shown)];
  return response === null ? [optionMenu(asked, shown)] : [];
}

function optionButtons({ question, quiz, position, response }: Asked, shown: readonly Shown[]) {
  return row(
    ...shown.map(({ letter, place }) =>
      button(
        letter,
        { kind: "answer", quizId: quiz.id, position, choice: place },
        {
          disabled: response !== null,
          style:
            response === null
              ? ButtonStyle.Primary
              : isRightOption(question, place)
                ? ButtonStyle.Success
                : response.choices.includes(place)
                  ? ButtonStyle.Danger
                  : ButtonStyle.Secondary,
        },
      ),
    ),
  );
}

function optionMenu({ quiz, position }: Asked, shown: readonly Shown[]) {
  const options = shown.map(({ letter, place, part }) => ({
    label: letter,
    value: String(place),
    description: part.text.replaceAll(/\s+/g, " "),
  }));
  return select({ kind: "answers", quizId: quiz.id, position }, "Choose all that apply", options, true);
}

/** Pressed one after the other, first step first. Pressing the last one answers. */
function orderButtons({ quiz, position, picked }: Asked, shown: readonly Shown[]) {
  const order = (places: readonly number[]) => ({ kind: "order", quizId: quiz.id, position, places }) as const;
  return [
    row(
      ...shown.map(({ letter, place }) =>
        button(letter, order([...picked, place]), {
          disabled: picked.includes(place),
          style: picked.includes(place) ? ButtonStyle.Secondary : ButtonStyle.Primary,
        }),
      ),
    ),
    picked.length === 0 ? null : row(button("Start over", order([]))),
  ];
}

function orderSoFar({ question, picked }: Asked, shown: readonly Shown[]) {
  if (question.kind !== "order") return null;
  if (picked.length === 0) return text("-# Press the letters in order, first step first.");
  return text(`Your order: ${pathOf(picked, shown)} → …`);
}

function pathOf(places: readonly number[], shown: readonly Shown[]): string {
  return places.map((place) => `**${letterOf(place, shown)}**`).join(" → ");
}

function letterOf(place: number, shown: readonly Shown[]): string {
  return shown.find((candidate) => candidate.place === place)?.letter ?? "";
}

function isRightOption(question: Question, place: number): boolean {
  return question.kind === "choice" && question.options[place]?.right === true;
}

function explain(question: Question, choices: readonly number[], shown: readonly Shown[]): string {
  if (question.kind === "order") return explainOrder(choices, shown);
  return hasSeveralRight(question) ? explainSeveral(question, choices, shown) : explainOne(question, choices, shown);
}

function explainOne(question: Question, choices: readonly number[], shown: readonly Shown[]): string {
  const right = shown.find(({ place }) => isRightOption(question, place));
  const chosen = shown.find(({ place }) => choices.includes(place));
  if (chosen === right) return `✅ **Right.** ${plainBlocks(right?.part.explanation ?? "")}`;
  return [
    `**${chosen?.letter}** is not it: ${plainBlocks(chosen?.part.explanation ?? "")}`,
    `✅ **${right?.letter}** is: ${plainBlocks(right?.part.explanation ?? "")}`,
  ].join("\n");
}

function explainSeveral(question: Question, choices: readonly number[], shown: readonly Shown[]): string {
  const right = shown.filter(({ place }) => isRightOption(question, place));
  const isAllRight = shown.every(({ place }) => isRightOption(question, place) === choices.includes(place));
  const letters = listOf(right.map(({ letter }) => `**${letter}**`));
  return [
    isAllRight
      ? `✅ **Right:** ${letters}.`
      : `Not quite: ${letters} are right. You chose ${chosenOf(choices, shown)}.`,
    ...shown.map(({ letter, place, part }) => {
      const mark = isRightOption(question, place) ? "✅" : choices.includes(place) ? "❌" : "▫️";
      return `${mark} **${letter}** · ${plainBlocks(part.explanation)}`;
    }),
  ].join("\n");
}

function chosenOf(choices: readonly number[], shown: readonly Shown[]): string {
  return listOf(shown.filter(({ place }) => choices.includes(place)).map(({ letter }) => `**${letter}**`));
}

function explainOrder(choices: readonly number[], shown: readonly Shown[]): string {
  const inOrder = shown.toSorted((a, b) => a.place - b.place);
  const path = inOrder.map(({ letter }) => `**${letter}**`).join(" → ");
  const isRight = inOrder.every(({ place }, index) => choices[index] === place);
  return [
    isRight ? `✅ **Right:** ${path}` : `Not quite. The order is ${path}; yours was ${pathOf(choices, shown)}.`,
    ...inOrder.map(({ letter, place, part }) => {
      const mark = choices[place] === place ? "✅" : "▫️";
      return `${mark} **${letter}** · ${plainBlocks(part.explanation)}`;
    }),
  ].join("\n");
}

function summaryView({ learner, quiz, lesson, right, missed }: QuizSummary): View {
  const enrolmentId = learner.enrolment.id;
  const asked = quiz.responses.length;
  const what = lesson === null ? "Review" : nameOf(lesson.title);
  return view(
    "quiz",
    text(`### ${what}: ${right} of ${asked} right`),
    textOf([
      missed.length === 0 && asked > 0 ? "Every one. These come back later, further and further apart." : null,
      missed.length === 0 ? null : `${plural(missed.length, "question")} will come back in \`/quiz\`:`,
      ...missed.map(
        ({ question, dueAt }) => `- ${plainBlocks(clip(firstLine(question.text), 120))} · from ${momentOf(dueAt)}`,
      ),
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

/** Cuts the text. A code block that is cut in the middle is closed. */
function clipBlocks(content: string, limit: number): string {
  if (content.length <= limit) return content;
  const close = "\n```";
  const kept = clip(content, limit - close.length);
  return kept.split("```").length % 2 === 0 ? kept + close : kept;
}
