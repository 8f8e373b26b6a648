import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Learner } from "../../src/coach/learning/learner.ts";
import { diffCourses } from "../../src/course/diff.ts";
import type { Block } from "../../src/course/prose.ts";
import { markView } from "../../src/discord/deliveries/mark.ts";
import type { View } from "../../src/discord/message.ts";
import { checklistView, tickedAside } from "../../src/discord/views/checklist.ts";
import { draftView, importedView, publishedView } from "../../src/discord/views/course-import.ts";
import {
  archivedView,
  courseListView,
  coursePreviewView,
  modeView,
  rollbackView,
} from "../../src/discord/views/course-shelf.ts";
import { leaderboardView } from "../../src/discord/views/leaderboard.ts";
import { completedView, finishedView, lessonView, startedView } from "../../src/discord/views/lesson.ts";
import { notesView } from "../../src/discord/views/notes.ts";
import { pathView } from "../../src/discord/views/path.ts";
import { problemView } from "../../src/discord/views/problem.ts";
import { quizStepView } from "../../src/discord/views/quiz.ts";
import { keptView as keptRemindersView, reminderView } from "../../src/discord/views/reminder-message.ts";
import { remindersView } from "../../src/discord/views/reminders.ts";
import { resourcesView } from "../../src/discord/views/resources.ts";
import type { Question } from "../../src/quiz/question.ts";
import type { Schedule } from "../../src/reminders/schedule.ts";
import { asServed } from "../support/course.ts";
import { findRefusals } from "../support/valid-view.ts";
import { awkward, course, enrolment, learner } from "./support/any-learner.ts";

const ENTRY = { id: "lesson/long", lessonId: "lesson", difficulty: "medium" } as const;

function longChoice(right: readonly number[]): Question {
  const options = [0, 1, 2, 3].map((index) => ({
    text: `${index}`.padEnd(300, "_"),
    right: right.includes(index),
    explanation: "[".repeat(600),
  }));
  return { ...ENTRY, kind: "choice", text: "*".repeat(600), options };
}

function expectAccepted(view: View): void {
  expect(findRefusals(view)).toEqual([]);
}

function everyLesson(learner: Learner) {
  return learner.standing.lessons;
}

describe("for any course, Discord accepts", () => {
  it.each<[string, (learner: Learner, page: number) => View]>([
    ["the path", pathView],
    ["the checklist", checklistView],
    ["the resources", resourcesView],
    ["the end of the course", finishedView],
    [
      "a kept reminder",
      (learner) =>
        keptRemindersView({
          learner,
          why: "no-server",
          deliveries: [],
          due: everyLesson(learner).slice(0, 25).map(timerOf),
        }),
    ],
    [
      "25 reminders",
      (learner) => remindersView({ learner, reminders: everyLesson(learner).slice(0, 25).map(timerOf) }),
    ],
    [
      "many locked lessons at once",
      (learner) => {
        const lessons = everyLesson(learner).map(({ lesson }) => lesson);
        const locked = lessons.slice(0, 20).map((lesson) => ({ lesson, missing: lessons }));
        return tickedAside({ learner, locked, gone: 3 }) ?? finishedView(learner);
      },
    ],
    [
      "a locked lesson's problem",
      (learner) => {
        const [first] = everyLesson(learner);
        const missing = everyLesson(learner).map(({ lesson }) => lesson);
        return first === undefined
          ? finishedView(learner)
          : problemView({ kind: "locked", enrolmentId: enrolment.id, lesson: first.lesson, missing }, true);
      },
    ],
  ])("%s", (_name, make) => {
    fc.assert(
      fc.property(learner, fc.nat(40), (learner, page) => expectAccepted(make(learner, page))),
      { numRuns: 60 },
    );
  });

  it("a lesson, started and completed", () => {
    fc.assert(
      fc.property(learner, fc.nat(200), (learner, index) => {
        const lessons = everyLesson(learner);
        const standing = lessons[index % lessons.length];
        if (standing === undefined) return;
        const { lesson, phase } = standing;
        expectAccepted(lessonView(learner, standing));
        expectAccepted(
          startedView({
            learner,
            lesson,
            startedAt: 1,
            already: false,
            completed: false,
            timer: { kind: "set", dueAt: 60_000 },
          }),
        );
        expectAccepted(completedView({ learner, lesson, already: false, phase, next: learner.standing.next }));
      }),
      { numRuns: 60 },
    );
  });

  it("an explanation that is cut inside a code block, which is then closed", () => {
    const code = `\`\`\`\n${"x\n".repeat(280)}\n\`\`\``;
    const long = longChoice([0, 3]);
    if (long.kind !== "choice") throw new Error("no options");
    const question = { ...long, options: long.options.map((option) => ({ ...option, explanation: code })) };
    const [one] = fc.sample(learner, 1);
    if (one === undefined) throw new Error("no learner");
    const quiz = { id: 1, enrolmentId: 1, lessonId: null, questionIds: ["a"], startedAt: 0, responses: [] };
    const response = { position: 0, questionId: long.id, choices: [1], right: false, answeredAt: 0 };
    const shown = quizStepView({
      kind: "question",
      learner: one,
      quiz,
      position: 0,
      question,
      picked: [],
      response,
    });
    expectAccepted(shown);
    const fences = JSON.stringify(shown).match(/```/g) ?? [];
    expect(fences.length).toBeGreaterThan(2);
    expect(fences.length % 2).toBe(0);
    expect(JSON.stringify(shown)).toContain("…");
  });

  it("any page of a lesson's notes", () => {
    const blocks: fc.Arbitrary<readonly Block[]> = fc.array(
      fc.oneof(
        awkward(3_000).map((text): Block => ({ kind: "paragraph", spans: [{ kind: "strong", text }] })),
        awkward(3_000).map((text): Block => ({ kind: "code", language: "text", text })),
        fc.array(awkward(500), { minLength: 1, maxLength: 12 }).map((items): Block => {
          return { kind: "list", start: 1, items: items.map((text) => [{ kind: "plain", text }]) };
        }),
      ),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(learner, blocks, fc.nat(9), (learner, blocks, page) => {
        const [standing] = everyLesson(learner);
        if (standing === undefined) return;
        const notes = { brief: blocks, reading: blocks, terms: blocks, discuss: blocks };
        const content = { ...learner.content, notes: new Map([[standing.lesson.id, notes]]) };
        const reader = { ...learner, content };
        expectAccepted(notesView({ learner: reader, standing, section: "discuss", blocks }, page));
        expectAccepted(lessonView(reader, standing));
      }),
      { numRuns: 60 },
    );
  });

  it("a direct message about many occurrences", () => {
    fc.assert(
      fc.property(learner, fc.integer({ min: 1, max: 30 }), fc.nat(9), (learner, count, omitted) => {
        const occurrences = everyLesson(learner)
          .slice(0, count)
          .map((standing, index) => ({ ...timerOf(standing, index), scheduleId: index }));
        const { content, progress } = learner;
        const missed = occurrences.slice(0, omitted);
        const kind = "reminder" as const;
        const message = { kind, enrolment, occurrences, omitted, missed, content, progress, now: 9_999_999 };
        const unmarked = reminderView(message, learner.content.course.title);
        expectAccepted(unmarked);
        expectAccepted(markView(unmarked, message, "x".repeat(25)));
      }),
      { numRuns: 60 },
    );
  });

  it.each<[string, Question, readonly (readonly number[])[]]>([
    ["one right option", longChoice([3]), [[1], [3]]],
    [
      "several right options",
      longChoice([0, 3]),
      [
        [0, 3],
        [1, 2],
      ],
    ],
    [
      "steps to put in order",
      {
        ...ENTRY,
        kind: "order",
        text: "*".repeat(600),
        steps: [0, 1, 2, 3, 4].map((step) => ({ text: `${step}`.padEnd(200, "_"), explanation: "[".repeat(600) })),
      },
      [
        [0, 1, 2, 3, 4],
        [4, 3, 2, 1, 0],
      ],
    ],
  ])(
    "the longest question with %s, asked and answered, and the summary of a quiz all missed",
    (_kind, long, answers) => {
      fc.assert(
        fc.property(learner, (learner) => {
          const given = { position: 0, questionId: long.id, choices: [1], right: false, answeredAt: 0 };
          const quiz = {
            id: 999_999_999_999_999,
            enrolmentId: enrolment.id,
            lessonId: null,
            questionIds: Array.from({ length: 5 }, () => long.id),
            startedAt: 0,
            responses: Array.from({ length: 5 }, (_, position) => ({ ...given, position })),
          };
          const asked = { kind: "question", learner, quiz, position: 4, question: long } as const;
          for (let steps = 0; steps < 5; steps += 1) {
            const picked = long.kind === "order" ? [4, 3, 2, 1].slice(0, steps) : [];
            expectAccepted(quizStepView({ ...asked, picked, response: null }));
          }
          for (const choices of answers) {
            expectAccepted(quizStepView({ ...asked, picked: [], response: { ...given, choices } }));
          }
          const missed = Array.from({ length: 5 }, () => ({ question: long, dueAt: 1 }));
          expectAccepted(quizStepView({ kind: "summary", learner, quiz, lesson: null, right: 0, missed }));
        }),
        { numRuns: 20 },
      );
    },
  );

  it("an import: its tree, every kind of change, and what the parser said about it", () => {
    fc.assert(
      fc.property(course, course, fc.nat(40), (before, after, page) => {
        const said = { file: "path.md", line: 99_999, column: 9_999, code: "placeholder" } as const;
        const warnings = Array.from({ length: 50 }, () => ({
          ...said,
          severity: "warning" as const,
          message: before.title.repeat(5),
        }));
        const retitled = { ...after, phases: after.phases.toReversed() };
        const ids = [before, after].flatMap(({ phases }) =>
          phases.flatMap(({ lessons }) => lessons.map(({ id }) => id)),
        );
        const content = new Map(ids.map((id) => [id, { notes: true, questions: 999 }]));
        const versions = { from: 9_999, fromText: 9_998 };
        const update = {
          ...versions,
          diff: diffCourses(before, retitled),
          learners: 3,
          completions: new Map(),
          content,
        };
        const which = { id: 999_999_999_999_999, guildId: "1", courseId: "c".repeat(48) };
        const draft = { ...which, markdown: "", importedAt: 0, importedBy: "2" };
        expectAccepted(draftView({ draft, course: after, warnings, update }, page));
        expectAccepted(draftView({ draft, course: after, warnings, update: null }, page));
        expectAccepted(importedView({ kind: "refused", fileName: before.title, diagnostics: warnings }));
        expectAccepted(
          rollbackView({ served: asServed(after, { version: 9_999 }), from: 9_999, to: 9_998, update }, page),
        );
      }),
      { numRuns: 60 },
    );
  });

  it("a course with a long history, and a server full of courses", () => {
    fc.assert(
      fc.property(course, fc.nat(40), (course, page) => {
        const served = asServed({ ...course, id: "c".repeat(48) }, { mode: "open", archived: true, version: 200 });
        const versions = Array.from({ length: 200 }, (_, index) => ({
          courseId: "sample",
          number: 200 - index,
          draftId: null,
          restored: index,
          publishedAt: 0,
          publishedBy: "9".repeat(19),
        }));
        expectAccepted(coursePreviewView({ kind: "course", served, versions }, page));
        const courses = Array.from({ length: 25 }, () => ({ served, learners: 9_999 }));
        expectAccepted(courseListView({ courses, drafts: courses.map(() => served.course.id) }));
        for (const mode of ["guided", "open"] as const) expectAccepted(modeView({ ...served, mode }));
        for (const archived of [true, false]) expectAccepted(archivedView({ ...served, archived }));
        for (const already of [true, false])
          expectAccepted(publishedView({ served, number: 200, already, offeredAgain: true }));
      }),
      { numRuns: 60 },
    );
  });

  it("a leaderboard of any size, on any page", () => {
    fc.assert(
      fc.property(course, fc.nat(60), fc.nat(9), awkward(32), (course, size, page, displayName) => {
        const entries = Array.from({ length: size }, (_, index) => ({
          rank: index + 1,
          userId: "9".repeat(19),
          displayName: index % 3 === 0 ? null : displayName,
          phases: 6,
          lessons: 180,
        }));
        expectAccepted(leaderboardView({ content: asServed(course), entries, askerHidden: false }, page));
      }),
      { numRuns: 60 },
    );
  });
});

function timerOf({ lesson }: Learner["standing"]["lessons"][number], index: number): Schedule {
  return { id: index, rule: { kind: "timer", lessonId: lesson.id, startedAt: 0 }, dueAt: index, createdAt: 0 };
}
