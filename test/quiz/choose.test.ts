import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseQuestions } from "../../src/quiz/choose.ts";
import { DIFFICULTIES, type Question } from "../../src/quiz/question.ts";
import { createRandom } from "../../src/quiz/random.ts";
import { type ReviewCard, reviewCard } from "../../src/quiz/review.ts";

const NOW = Date.UTC(2026, 10, 25, 19);
const HOUR = 3_600_000;

function question(id: string, difficulty: Question["difficulty"] = "easy"): Question {
  return {
    id,
    lessonId: id.slice(0, id.indexOf("/")),
    kind: "choice",
    text: "Which one?",
    difficulty,
    options: [
      { text: "This", right: true, explanation: "Yes." },
      { text: "That", right: false, explanation: "No." },
    ],
  };
}

function card(questionId: string, hoursFromNow: number): ReviewCard {
  return {
    questionId,
    dueAt: NOW + hoursFromNow * HOUR,
    stability: 1,
    difficulty: 5,
    state: 2,
    learningSteps: 0,
    repetitions: 1,
    lapses: 0,
    lastReviewAt: NOW - 48 * HOUR,
  };
}

const bank = [
  question("raft/terms", "hard"),
  question("raft/leaders"),
  question("raft/logs", "medium"),
  question("raft/quorums"),
  question("cap/partitions"),
  question("cap/latency", "hard"),
  question("paxos/promises"),
];

function choose(input: Partial<Parameters<typeof chooseQuestions>[0]>): string[] {
  const chosen = chooseQuestions({
    bank,
    lessonId: null,
    eligibleLessonIds: new Set(["raft", "cap"]),
    cards: [],
    now: NOW,
    count: 10,
    seed: 7,
    ...input,
  });
  return chosen.map(({ id }) => id);
}

describe("the questions of a lesson's quiz", () => {
  it("are that lesson's, whether or not it is eligible", () => {
    expect(choose({ lessonId: "paxos", count: 4 })).toEqual(["paxos/promises"]);
  });

  it("begin with the reviews that are due, the most overdue first", () => {
    const cards = [card("raft/quorums", 0), card("raft/terms", -30), card("raft/logs", -2)];
    expect(choose({ lessonId: "raft", cards, count: 4 })).toEqual([
      "raft/terms",
      "raft/logs",
      "raft/quorums",
      "raft/leaders",
    ]);
  });

  it("go on with what was never asked, and end with other reviews in the order they fall due", () => {
    const cards = [card("raft/leaders", 48), card("raft/quorums", 24)];
    expect(choose({ lessonId: "raft", cards, count: 4 })).toEqual([
      "raft/logs",
      "raft/terms",
      "raft/quorums",
      "raft/leaders",
    ]);
  });

  it("come in the same order with the same seed, and in another with another", () => {
    const orders = Array.from({ length: 20 }, (_, seed) => choose({ lessonId: "raft", seed, count: 1 }).join());
    expect(new Set(orders)).toEqual(new Set(["raft/leaders", "raft/quorums"]));
    expect(choose({ lessonId: "raft", seed: 3 })).toEqual(choose({ lessonId: "raft", seed: 3 }));
  });

  it("are none if the lesson has none", () => {
    expect(choose({ lessonId: "gossip" })).toEqual([]);
  });
});

describe("the questions of a review", () => {
  it("come from every eligible lesson and from no other", () => {
    const cards = [card("paxos/promises", -100), card("cap/latency", -1), card("raft/terms", -2)];
    const chosen = choose({ cards });
    expect(chosen.slice(0, 2)).toEqual(["raft/terms", "cap/latency"]);
    expect(chosen.slice(2).toSorted()).toEqual(["cap/partitions", "raft/leaders", "raft/logs", "raft/quorums"]);
  });

  it("skip the cards of questions that the bank no longer has", () => {
    expect(choose({ cards: [card("raft/removed", -1)], count: 1 })).not.toContain("raft/removed");
  });

  it("are as many as wanted, or all there are, and none comes twice", () => {
    const ids = bank.map(({ id }) => id);
    const cards = fc.uniqueArray(
      fc
        .record({ id: fc.constantFrom(...ids), hours: fc.integer({ min: -99, max: 99 }) })
        .map((c) => card(c.id, c.hours)),
      { selector: ({ questionId }) => questionId },
    );
    fc.assert(
      fc.property(cards, fc.nat({ max: 9 }), fc.integer(), (drawn, count, seed) => {
        const chosen = choose({ cards: drawn, count, seed });
        expect(new Set(chosen).size).toBe(chosen.length);
        expect(chosen).toHaveLength(Math.min(count, 6));
      }),
    );
  });
});

/** Lessons with enough questions of each difficulty for several quizzes. */
const LESSONS = ["one", "two", "three", "four"];
const largeBank = LESSONS.flatMap((lesson) =>
  DIFFICULTIES.flatMap((difficulty) =>
    Array.from({ length: 8 }, (_, index) => question(`${lesson}/${difficulty}-${index}`, difficulty)),
  ),
);
const COUNT = 5;

describe("a learner who takes one lesson after the other", () => {
  /** How often each lesson is quizzed, how many days pass in between, and how well the learner does. */
  const habits = fc.record({
    quizzes: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: LESSONS.length, maxLength: LESSONS.length }),
    daysBetween: fc.integer({ min: 0, max: 9 }),
    missedOf10: fc.integer({ min: 0, max: 10 }),
    seed: fc.integer(),
  });

  it("meets easy, medium and hard questions in every quiz, and older lessons among new ones", () => {
    fc.assert(
      fc.property(habits, ({ quizzes, daysBetween, missedOf10, seed }) => {
        const cards = new Map<string, ReviewCard>();
        const random = createRandom(seed);
        let now = NOW;
        for (const [at, lessonId] of LESSONS.entries()) {
          for (let quiz = 0; quiz < (quizzes[at] ?? 1); quiz += 1) {
            const eligibleLessonIds = new Set(LESSONS.slice(0, at + 1));
            const bank = largeBank;
            const input = { bank, lessonId, eligibleLessonIds, cards: [...cards.values()], now, count: COUNT };
            const chosen = chooseQuestions({ ...input, seed: random.integer(0, 1e6) });
            expect(new Set(chosen.map(({ id }) => id)).size).toBe(COUNT);
            // An older lesson has one place: not the first, and not the last.
            const older = chosen.filter((each) => each.lessonId !== lessonId);
            expect(older).toHaveLength(at === 0 ? 0 : 1);
            expect(older.map((each) => chosen.indexOf(each)).every((place) => place > 0 && place < COUNT - 1)).toBe(
              true,
            );
            if (quiz === 0) {
              const counts = DIFFICULTIES.map(
                (difficulty) => chosen.filter((each) => each.difficulty === difficulty).length,
              );
              // A due review of an older lesson may be of any difficulty, and never adds a second hard one of the new.
              expect(chosen.filter((each) => each.lessonId === lessonId && each.difficulty === "hard").length).toBe(
                older.some(({ difficulty }) => difficulty === "hard") ? 0 : 1,
              );
              expect(counts).toEqual([2, 2, 1]);
            }
            for (const { id } of chosen) {
              cards.set(id, reviewCard(id, cards.get(id) ?? null, random.integer(1, 10) > missedOf10, now));
            }
            now += daysBetween * 24 * HOUR;
          }
        }
      }),
    );
  });
});
