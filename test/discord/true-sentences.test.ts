import { describe, expect, it } from "vitest";
import type { ServedCourse } from "../../src/coach/courses/ports.ts";
import type { Learner } from "../../src/coach/learning/learner.ts";
import type { View } from "../../src/discord/message.ts";
import { completedView, finishedView } from "../../src/discord/views/lesson.ts";
import { reminderView } from "../../src/discord/views/reminder-message.ts";
import { remindersView } from "../../src/discord/views/reminders.ts";
import type { Rule } from "../../src/reminders/rule.ts";
import type { Enrolment } from "../../src/study/enrolment.ts";
import { standIn } from "../../src/study/standing.ts";
import { asServed, completed, makeCourse, makeLesson, makeQuestion } from "../support/course.ts";

const NOW = Date.parse("2026-11-23T18:00:00Z");
const MINUTE = 60_000;

const enrolment: Enrolment = {
  id: 7,
  guildId: "1",
  userId: "2",
  courseId: "sample",
  timeZone: "Europe/Vienna",
  hidden: false,
  joinedAt: 0,
  activatedAt: 0,
  leftAt: null,
  directMessagesClosedAt: null,
  toldOfClosedDirectMessages: false,
  refusal: null,
};

const two = makeCourse([["a"], ["b"]]);
const asked = { questions: [makeQuestion("a", "one")] };

function learnerOf(content: ServedCourse, done: readonly string[]): Learner {
  const progress = { started: new Map(), completed: completed(...done), ticks: new Set<string>() };
  return { enrolment, content, progress, standing: standIn(content.course, progress, content.mode) };
}

const saidIn = (view: View) => JSON.stringify(view);
const labelsIn = (view: View) => [...saidIn(view).matchAll(/"label":"([^"]*)"/g)].map(([, label]) => label);

function reminderOf(learner: Learner, rule: Rule, dueAt = NOW): View {
  const { content, progress } = learner;
  const occurrences = [{ scheduleId: 1, dueAt, rule }];
  return reminderView(
    { kind: "reminder", enrolment, occurrences, omitted: 0, missed: [], content, progress, now: dueAt },
    null,
  );
}

const weekly: Rule = { kind: "weekly", weekday: 1, time: "19:00" };

describe("the end of a course", () => {
  it("says what its lessons are worth, and does not claim that anybody spent it", () => {
    const said = saidIn(finishedView(learnerOf(asServed(two, asked), ["a", "b"])));
    expect(said).toContain("All 2 lessons are done, worth 1 hour.");
    expect(said).not.toContain("of study");
  });

  it("of one lesson, or without durations, is worded for that", () => {
    const one = makeCourse([[makeLesson("a", { duration: null })]]);
    expect(saidIn(finishedView(learnerOf(asServed(one), ["a"])))).toContain("The one lesson is done.");
  });

  it("names a quiz, extras and the checklist only if there are any", () => {
    const listed = { ...two, checklist: [{ id: "show", text: "Show the others", phase: null }] };
    const [bare, full] = [asServed(two), asServed(listed, asked)].map((content) => learnerOf(content, ["a", "b"]));
    const lesson = two.phases[1]?.lessons[0];
    if (bare === undefined || full === undefined || lesson === undefined) throw new Error("no learner");
    const completion = { lesson, already: false, phase: null, next: null };
    expect(saidIn(completedView({ learner: full, ...completion }))).toContain("`/quiz` keeps it fresh");
    expect(saidIn(completedView({ learner: bare, ...completion }))).not.toMatch(/`\/quiz`|`\/checklist`/);
    expect(labelsIn(finishedView(full))).toEqual(["Quiz me", "Checklist"]);
    expect(labelsIn(finishedView(bare))).toEqual([]);
    expect(saidIn(finishedView(bare))).not.toContain("a quiz now and then");
  });
});

describe("a reminder", () => {
  it.each<[string, ServedCourse, string[], string]>([
    ["with questions", asServed(two, asked), ["Quiz me", "Stop my reminders"], "`/quiz` keeps it fresh"],
    ["without questions", asServed(two), ["Stop my reminders"], "Every lesson is done"],
  ])("for somebody who is done with a course %s leads somewhere", (_, content, labels, said) => {
    const learner = learnerOf(content, ["a", "b"]);
    expect(labelsIn(reminderOf(learner, weekly))).toEqual(labels);
    expect(saidIn(reminderOf(learner, weekly))).toContain(said);
    const late = { kind: "reminder", enrolment, omitted: 0, missed: [], content, progress: learner.progress } as const;
    const occurrences = [{ scheduleId: 1, dueAt: NOW, rule: weekly }];
    expect(labelsIn(reminderView({ ...late, occurrences, now: NOW + 9 * MINUTE }, null))).toEqual(labels);
  });

  it("for a lesson that is locked says what opens it, and what is up next", () => {
    const view = reminderOf(learnerOf(asServed(two), []), { kind: "moment", instant: NOW, lessonId: "b" });
    expect(saidIn(view)).toMatch(/You planned \*\*b\*\* for now, but it opens after \*\*a\*\*\.\\nUp next: \*\*a\*\*/i);
    expect(labelsIn(view)).toEqual(["Start", "Show the lesson"]);
  });

  it.each<[string, number, string]>([
    ["as long as the lesson", 30, "30 minutes are up."],
    ["put off", 10, "10 minutes are up."],
    ["of an hour", 60, "1 hour is up."],
    ["that an earlier version put off after three weeks", 30_250, "Time is up."],
  ])("by a timer %s says how long that ran", (_, minutes, said) => {
    const rule: Rule = { kind: "timer", lessonId: "a", startedAt: NOW - minutes * MINUTE };
    expect(saidIn(reminderOf(learnerOf(asServed(two), []), rule))).toContain(said);
  });
});

it("reminders for once are told apart in the list and in its menu, by the date in the learner's zone", () => {
  const reminders = [1, 2, 3].map((hours) => ({
    id: hours,
    rule: { kind: "moment", instant: NOW + hours * 60 * MINUTE, lessonId: null } as const,
    dueAt: NOW + hours * 60 * MINUTE,
    createdAt: NOW,
  }));
  const view = remindersView({ learner: learnerOf(asServed(two), []), reminders });
  const labels = ["20:00", "21:00", "22:00"].map((time) => `Mon, 23 Nov 2026 at ${time}`);
  expect(labelsIn(view).filter((label) => label?.startsWith("Mon"))).toEqual(labels);
  for (const label of labels) expect(saidIn(view)).toContain(`- ${label} · next`);
});
