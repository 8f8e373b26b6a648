import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import type { Storage } from "../../../src/storage/storage.ts";
import { changeProgress, type Progress, type ProgressChange, type TickKind } from "../../../src/study/progress.ts";
import { BEN, change, enrol, MINUTE, NOW, progressOf } from "../learner.ts";
import { ENGINES } from "./engines.ts";

const NOTHING: Progress = { started: new Map(), completed: new Map(), ticks: new Set() };

/** Few lessons and items, so that changes often meet, with names that a badly escaped statement would break on. */
const lessonId = fc.constantFrom("nodes", "clocks", 'a "quoted" \\ id', "id:with:colons", "идентификатор 🦀");
const item = fc.record({
  kind: fc.constantFrom<TickKind>("extra", "video", "item"),
  id: fc.constantFrom("book", "talk", 'it\'s, [a] "list"'),
});
const at = fc.integer({ min: 0, max: 4_102_444_800_000 });
const progressChange: fc.Arbitrary<ProgressChange> = fc.oneof(
  fc.record({ kind: fc.constant("start" as const), lessonId, at }),
  fc.record({ kind: fc.constant("complete" as const), lessonId, at }),
  fc.record({ kind: fc.constant("reopen" as const), lessonId }),
  fc.record({ kind: fc.constant("tick" as const), item, at }),
  fc.record({ kind: fc.constant("untick" as const), item }),
);

describe.each(ENGINES)("a learner's progress, on $name", ({ open }) => {
  let storage: Storage;
  beforeEach(async () => {
    storage = await open();
  });

  test("is empty at first", async () => {
    const { id } = await enrol(storage);
    expect(await progressOf(storage, id)).toEqual(NOTHING);
  });

  test("is what the rule makes of any changes in any order, and belongs to no one else", async () => {
    const ben = await enrol(storage, { userId: BEN });
    const bens: ProgressChange[] = [
      { kind: "start", lessonId: "nodes", at: NOW },
      { kind: "complete", lessonId: "nodes", at: NOW + MINUTE },
      { kind: "complete", lessonId: "clocks", at: NOW },
      { kind: "tick", item: { kind: "extra", id: "book" }, at: NOW },
    ];
    await change(storage, ben.id, ...bens);
    let learners = 0;
    const decisions = fc.array(fc.array(progressChange, { maxLength: 5 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(decisions, async (all) => {
        learners += 1;
        const { id } = await enrol(storage, { userId: `learner-${learners}` });
        let expected = NOTHING;
        for (const changes of all) {
          await change(storage, id, ...changes);
          expected = changeProgress(expected, changes);
          expect(await progressOf(storage, id)).toEqual(expected);
        }
      }),
      { numRuns: 150 },
    );
    expect(await progressOf(storage, ben.id)).toEqual(changeProgress(NOTHING, bens));
  });

  test("is not changed by changes of other learners", async () => {
    const [ann, ben] = [await enrol(storage), await enrol(storage, { userId: BEN })];
    const book = { kind: "extra", id: "book" } as const;
    for (const { id } of [ann, ben]) {
      await change(
        storage,
        id,
        { kind: "start", lessonId: "nodes", at: NOW },
        { kind: "complete", lessonId: "nodes", at: NOW },
        { kind: "complete", lessonId: "clocks", at: NOW },
        { kind: "tick", item: book, at: NOW },
      );
    }
    const bens = await progressOf(storage, ben.id);
    await change(
      storage,
      ann.id,
      { kind: "reopen", lessonId: "nodes" },
      { kind: "reopen", lessonId: "clocks" },
      { kind: "untick", item: book },
    );
    expect(await progressOf(storage, ann.id)).toEqual({ ...NOTHING, started: new Map([["nodes", NOW]]) });
    expect(await progressOf(storage, ben.id)).toEqual(bens);
  });
});
