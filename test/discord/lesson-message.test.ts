import { ButtonStyle, ComponentType } from "discord.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Block } from "../../src/course/prose.ts";
import type { View } from "../../src/discord/message.ts";
import { completedView, finishedView, lessonView, reopenedView, startedView } from "../../src/discord/views/lesson.ts";
import { makeQuestion } from "../support/course.ts";
import { findRefusals } from "../support/valid-view.ts";
import { learner } from "./support/any-learner.ts";

describe("a lesson's message, in any state", () => {
  it("has one primary button at most, two others and a link, and one menu", () => {
    fc.assert(
      fc.property(learner, fc.nat(200), fc.boolean(), fc.boolean(), (learner, index, started, full) => {
        const lessons = learner.standing.lessons;
        const standing = lessons[index % lessons.length];
        if (standing === undefined) return;
        const { lesson, phase } = standing;
        const blocks: Block[] = [{ kind: "paragraph", spans: [{ kind: "plain", text: "Note." }] }];
        const content = {
          ...learner.content,
          ...(full
            ? {
                notes: new Map([[lesson.id, { brief: blocks, reading: blocks, terms: blocks, discuss: blocks }]]),
                questions: [makeQuestion(lesson.id, "it")],
              }
            : {}),
        };
        const progress = {
          ...learner.progress,
          started: new Map([...learner.progress.started, ...(started ? [[lesson.id, 1] as const] : [])]),
        };
        const reader = { ...learner, content, progress };
        const views = [
          lessonView(reader, standing),
          startedView({
            learner: reader,
            lesson,
            startedAt: 1,
            already: true,
            completed: false,
            timer: { kind: "running", dueAt: 60_000 },
          }),
          reopenedView({ learner: reader, standing, timerDueAt: 60_000 }),
          completedView({ learner: reader, lesson, already: false, phase, next: reader.standing.next }),
          completedView({ learner: reader, lesson, already: true, phase: null, next: reader.standing.next }),
          finishedView(reader),
        ];
        for (const view of views) {
          expect(findRefusals(view)).toEqual([]);
          const rows = rowsOf(view);
          expect(rows.length).toBeLessThanOrEqual(2);
          const parts = rows.flatMap(({ components }) => components);
          const buttons = parts.filter((part) => part.type === ComponentType.Button);
          const main = buttons.filter(({ style }) => style === ButtonStyle.Primary || style === ButtonStyle.Success);
          expect(main.length).toBeLessThanOrEqual(1);
          expect(buttons.filter(({ style }) => style === ButtonStyle.Secondary).length).toBeLessThanOrEqual(
            2 + 1 - main.length,
          );
          expect(parts.length - buttons.length).toBeLessThanOrEqual(1);
          if (!full) expect(JSON.stringify(view)).not.toMatch(/quiz/i);
        }
      }),
      { numRuns: 60 },
    );
  });
});

function rowsOf({ components }: View) {
  return components
    .flatMap((part) => (part.type === ComponentType.Container ? part.components : []))
    .filter((part) => part.type === ComponentType.ActionRow);
}
