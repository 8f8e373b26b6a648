import { expect, it } from "vitest";
import { instancesOf, rightTexts } from "./support.ts";

const PARTICIPANTS = ["P1", "P2", "P3"] as const;
const VOTES = ["yes", "no", "none"] as const;
type World = { votes: string[]; decision: string };

/** Every state that the cluster may be in, given what the nodes that are up know and can still refuse. */
function possibleWorlds(lines: readonly string[], down: readonly string[]): World[] {
  const voteOf = (name: string) =>
    lines.includes(`${name} votes yes`) ? "yes" : lines.includes(`${name} has not voted`) ? "none" : "no";
  const heard = PARTICIPANTS.filter((name) => !down.includes(name)).flatMap((name) =>
    ["commit", "abort"].filter((decision) => lines.includes(`C tells ${name}: ${decision}`)),
  );
  const candidates = (name: string): readonly string[] => (down.includes(name) ? VOTES : [voteOf(name)]);
  return candidates("P1").flatMap((first) =>
    candidates("P2").flatMap((second) =>
      candidates("P3").flatMap((third) => {
        const votes = [first, second, third];
        const unanimous = votes.every((vote) => vote === "yes");
        return ["commit", "abort", "none"]
          .filter((decision) => decision !== "commit" || unanimous)
          .filter((decision) => heard.every((told) => told === decision))
          .map((decision) => ({ votes, decision }));
      }),
    ),
  );
}

function outcomeOf(lines: readonly string[], down: readonly string[]): string {
  if (!down.includes("C")) {
    // It has already counted the votes, or counts them now.
    return lines.filter((line) => line.endsWith("votes yes")).length === 3 ? "commit" : "abort";
  }
  const worlds = possibleWorlds(lines, down);
  const committed = worlds.filter(({ decision }) => decision === "commit");
  if (committed.length === worlds.length) return "commit";
  return committed.length === 0 ? "abort" : "stay blocked";
}

it("agrees with every state that is possible, given what the nodes that are up know", () => {
  const met = new Map<string, number>();
  for (const { seed, instance } of instancesOf("two-phase-commit-crash")) {
    const lines = (/```text\n([^`]*)\n```/.exec(instance.text)?.[1] ?? "").split("\n");
    const down: string[] = lines.at(-1)?.match(/C|P\d/g) ?? [];
    const up = PARTICIPANTS.filter((name) => !down.includes(name));
    const names = up.length === 3 ? "P1, P2 and P3" : up.join(" and ");
    const outcome = outcomeOf(lines, down);
    expect(rightTexts(instance), `seed ${seed}`).toEqual([`${names} ${outcome}`]);
    const crashed = down.includes("C") ? (down.length === 2 ? "C and another" : "C") : "a participant";
    met.set(`${outcome} after ${crashed}`, (met.get(`${outcome} after ${crashed}`) ?? 0) + 1);
  }
  expect(Object.fromEntries(met)).not.toHaveProperty("stay blocked after a participant");
  expect(met.size).toBe(8);
  for (const [situation, count] of met) expect(count, situation).toBeGreaterThan(400);
});
