import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { type StudyGroup, startStudyGroup } from "./study-group.ts";

/**
 * A study group in a folder of its own. `close`, which `beforeEach` may return, fails if the sandbox refused a request or
 * the bot logged an error meanwhile.
 */
export async function openStudyGroup(): Promise<{ group: StudyGroup; close: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "lockstep-"));
  const group = await startStudyGroup(folder);
  return {
    group,
    async close() {
      try {
        expect(group.refusals).toEqual([]);
        expect(group.errors).toEqual([]);
      } finally {
        await group.stop();
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}
