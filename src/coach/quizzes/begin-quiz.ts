import { pose } from "../../quiz/asked.ts";
import { chooseQuestions } from "../../quiz/choose.ts";
import type { BankEntry } from "../../quiz/question.ts";
import { createRandom } from "../../quiz/random.ts";
import type { ReviewCard } from "../../quiz/review.ts";
import { courseEdition } from "../learning/decide.ts";
import { findLearner } from "../learning/find-learner.ts";
import { type Learner, lessonOf, toLearner, type Who } from "../learning/learner.ts";
import { keepAll, untilSettled } from "../ports.ts";
import { fail, type Result, succeed } from "../problem.ts";
import type { QuizPorts } from "./ports.ts";
import { findStep, type QuizStep } from "./quiz-step.ts";

/** Questions in one quiz: few enough for a break. */
const QUIZ_LENGTH = 5;

/** The largest seed of a generated question. The seed is part of its id, so it must be short: 5 digits in base 36. */
const MOST_SEED = 36 ** 5 - 1;

/** Begins a quiz on one lesson, or (null) a review of what is due from the lessons that the learner has met. */
export async function beginQuiz(ports: QuizPorts, input: Who & { lessonId: string | null }): Promise<Result<QuizStep>> {
  return untilSettled<Result<QuizStep>>(async () => {
    const found = await findLearner(ports, input);
    if (!found.ok) return found;
    const { enrolment, content } = found.value;
    const now = ports.clock.now();
    const begun = await ports.quizzes.begin<Result<Learner>>({
      enrolmentId: enrolment.id,
      course: courseEdition(enrolment, content),
      decide({ cards, ...record }) {
        if (record.enrolment.leftAt !== null) return keepAll(fail({ kind: "not-joined" }));
        const learner = toLearner(record, content);
        const standing = input.lessonId === null ? null : lessonOf(learner, input.lessonId);
        if (standing?.ok === false) return keepAll(standing);
        const lesson = standing?.value.lesson ?? null;
        const seed = enrolment.id + now;
        const chosen = choose(learner, lesson?.id ?? null, cards, now, seed);
        if (chosen.length === 0) {
          const others = lesson !== null && choose(learner, null, cards, now, seed).length > 0;
          return keepAll(fail({ kind: "no-questions", lesson, others }));
        }
        const random = createRandom(seed);
        const questionIds = chosen.map((entry) => pose(entry, random.integer(0, MOST_SEED)));
        return { value: succeed(learner), changes: [{ lessonId: lesson?.id ?? null, questionIds, startedAt: now }] };
      },
    });
    if (begun.kind === "gone") return fail({ kind: "not-joined" });
    if (begun.kind === "course-moved") return begun;
    const { value: learner, quiz } = begun.value;
    if (!learner.ok) return learner;
    if (quiz === null) throw new Error("a quiz was to begin, but was not saved");
    return succeed(await findStep(ports, learner.value, quiz, 0));
  });
}

function choose(
  { content, progress, standing }: Learner,
  lessonId: string | null,
  cards: readonly ReviewCard[],
  now: number,
  seed: number,
): BankEntry[] {
  const met = standing.lessons.filter(
    ({ lesson: { id } }) => progress.started.has(id) || progress.completed.has(id) || id === standing.next?.lesson.id,
  );
  return chooseQuestions({
    bank: content.questions,
    lessonId,
    eligibleLessonIds: new Set(met.map(({ lesson: { id } }) => id)),
    cards,
    now,
    count: QUIZ_LENGTH,
    seed,
  });
}
