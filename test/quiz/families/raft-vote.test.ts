import { expect, it } from "vitest";
import { instancesOf, rightTexts } from "./support.ts";

type Row = { name: string; term: number; voted: string; index: number; lastTerm: number };

function rowsIn(text: string): Row[] {
  return [...text.matchAll(/^(S\d) +(\d+) +(S\d|-) +(\d+)\/(\d+)$/gm)].map((found) => ({
    name: found[1] ?? "",
    term: Number(found[2]),
    voted: found[3] ?? "",
    index: Number(found[4]),
    lastTerm: Number(found[5]),
  }));
}

/** A number that orders all logs. No index comes near the factor. */
function rank({ lastTerm, index }: Row): number {
  return lastTerm * 1_000 + index;
}

it("agrees with the votes counted server by server from the table", () => {
  const met = { majority: 0, none: 0, later: 0, spent: 0, level: 0, shorterButNewer: 0, longerButOlder: 0 };
  for (const { seed, instance } of instancesOf("raft-vote")) {
    const rows = rowsIn(instance.text);
    const [first, ...others] = rows;
    const term = Number(/moves to term (\d+)/.exec(instance.text)?.[1]);
    if (first === undefined) throw new Error(`no servers in: ${instance.text}`);
    expect(term).toBe(first.term + 1);
    const voters = ["S1"];
    for (const other of others) {
      if (other.term > term) met.later += 1;
      else if (other.term === term && other.voted !== "-") met.spent += 1;
      else if (rank(other) <= rank(first)) {
        voters.push(other.name);
        if (rank(other) === rank(first)) met.level += 1;
        if (other.index > first.index) met.shorterButNewer += 1;
      } else if (other.index < first.index) met.longerButOlder += 1;
    }
    const majority = voters.length * 2 > rows.length;
    if (majority) met.majority += 1;
    else met.none += 1;
    const [right = ""] = rightTexts(instance);
    expect(right.match(/S\d/g), `seed ${seed}`).toEqual(voters);
    expect(right, `seed ${seed}`).toContain(
      `: ${voters.length} of ${rows.length}, ${majority ? "a majority" : "no majority"}`,
    );
  }
  for (const [situation, count] of Object.entries(met)) expect(count, situation).toBeGreaterThan(300);
  expect(met.majority).toBeGreaterThan(4_000);
  expect(met.none).toBeGreaterThan(4_000);
});
