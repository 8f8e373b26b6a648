import { isComplete, isPossible } from "../../quiz/grade.ts";
import { type Response, respond } from "../../quiz/quiz.ts";
import { courseEdition } from "../learning/decide.ts";
import { leftProblem } from "../learning/outside.ts";
import { keepAll, untilSettled } from "../ports.ts";
import { fail, type Result, succeed } from "../problem.ts";
import type { QuizPorts } from "./ports.ts";
import { type Asked, findQuiz, questionAt } from "./quiz-step.ts";

type Answered = { kind: "question" } & Asked;

/**
 * Saves a response. Only the first response to a position counts. Resolves to the question with the response that
 * counts. If only some steps of an order question are chosen, there is no response yet: nothing is saved, and `picked`
 * has them.
 */
export async function answerQuestion(
  ports: QuizPorts,
  input: { userId: string; quizId: number; position: number; choices: readonly number[] },
): Promise<Result<Answered>> {
  const { position, choices } = input;
  return untilSettled<Result<Answered>>(async () => {
    const found = await findQuiz(ports, input);
    if (!found.ok) return found;
    const { learner, quiz } = found.value;
    const { enrolment, content } = learner;
    const gone = fail({ kind: "quiz-gone", enrolmentId: enrolment.id });
    const question = questionAt(learner, quiz, position);
    if (question === null) {
      const isLeft = quiz.questionIds.some((_, at) => at > position && questionAt(learner, quiz, at) !== null);
      return isLeft || quiz.responses.length > 0 ? fail({ kind: "question-gone", quizId: quiz.id, position }) : gone;
    }
    if (!isPossible(question, choices)) return gone;
    const step = { kind: "question", learner, quiz, position, question } as const;
    const given = quiz.responses.find((candidate) => candidate.position === position);
    if (given !== undefined) return succeed({ ...step, picked: [], response: given });
    if (!isComplete(question, choices)) return succeed({ ...step, picked: choices, response: null });
    const outcome = await ports.quizzes.respond<Result<Response>>({
      quizId: quiz.id,
      questionId: question.id,
      course: courseEdition(enrolment, content),
      decide(locked) {
        if (locked.enrolment.leftAt !== null) return keepAll(fail(leftProblem(locked.enrolment, content)));
        const now = ports.clock.now();
        const { response, card } = respond(locked.quiz, locked.card, { question, position, choices, now });
        return { value: succeed(response), changes: card === null ? [] : [{ response, card }] };
      },
    });
    if (outcome.kind === "gone") return gone;
    if (outcome.kind === "course-moved") return outcome;
    if (!outcome.value.ok) return outcome.value;
    return succeed({ ...step, picked: [], response: outcome.value.value });
  });
}
