import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { show } from "../../src/cli/show.ts";

const ROOT = join(import.meta.dirname, "../..");

async function run(path: string): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  return { code: await show(join(ROOT, path), (line) => lines.push(line)), lines };
}

describe("showing a course", () => {
  it.each(["content/distributed-systems", "content/distributed-systems/path.md", "content"])(
    "in %s draws its phases and lessons, with minutes each and in all",
    async (path) => {
      expect(await run(path)).toEqual({
        code: 0,
        lines: [
          "Distributed System Concepts (distributed-systems): 3 phases, 7 lessons, 270 minutes",
          "├─ Phase 1: Foundations: 75 minutes",
          "│  ├─ Heartbeats (heartbeats): Article, 30 minutes",
          "│  └─ Consensus Algorithms (consensus-algorithms): Article, 45 minutes",
          "├─ Phase 2: Core Concepts: 110 minutes",
          "│  ├─ Leader Election (leader-election): Article, 35 minutes",
          "│  ├─ Distributed Transactions (distributed-transactions): Article, 40 minutes",
          "│  └─ Gossip Protocol (gossip-protocol): Article, 35 minutes",
          "├─ Phase 3: Advanced Topics: 85 minutes",
          "│  ├─ Commit Protocols (commit-protocols): Article, 45 minutes",
          "│  └─ Advanced Concepts (advanced-concepts): Article, 40 minutes",
          "├─ Additional resources: 3",
          "├─ Supplementary videos: 2",
          "└─ Completion checklist: 4 lines",
        ],
      });
    },
  );

  it("counts a range with its longer end, and says what is still open", async () => {
    const { lines } = await run("test/fixtures/course/open/half-written.md");
    expect(lines.slice(0, 4)).toEqual([
      "Cooking (half-written): 1 phase, 2 lessons, 120 minutes and 1 lesson without a duration",
      "├─ Phase 1: Basics: 120 minutes and 1 lesson without a duration",
      "│  ├─ Knives (knives): Article, 60-120 minutes",
      "│  └─ Heat (heat): Video, no duration yet, no link yet",
    ]);
  });

  it("with an error prints the error instead", async () => {
    const { code, lines } = await run("test/fixtures/course/video-line.md");
    expect(code).toBe(1);
    expect(lines).toEqual([
      expect.stringContaining("error video-line"),
      expect.stringContaining("| - Sharpening"),
      expect.stringContaining("^"),
      "1 error, 0 warnings",
    ]);
  });
});
