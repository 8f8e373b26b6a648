import { expect, it } from "vitest";
import { drawRaftVote, type History, RAFT_DRAFTS } from "../../../src/quiz/families/raft-vote.ts";
import { createRandom } from "../../../src/quiz/random.ts";
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

type Node = { term: number; voted: string; log: number[] };

/** Figure 2 of the paper, played from the history alone: who is asked votes by terms and logs, and a leader writes. */
function replay({ firstEntries, elections }: History): Map<string, Node> {
  const nodes = new Map(
    ["S1", "S2", "S3", "S4", "S5"].map((name): [string, Node] => [
      name,
      { term: 1, voted: "-", log: Array.from({ length: firstEntries }, () => 1) },
    ]),
  );
  const nodeOf = (name: string) => {
    const node = nodes.get(name);
    if (node === undefined) throw new Error(`no server ${name}`);
    return node;
  };
  for (const { candidate, reached, entries, copies } of elections) {
    const leader = nodeOf(candidate);
    leader.term += 1;
    leader.voted = candidate;
    const stoodIn = leader.term;
    const answers = reached.map((name) => {
      const voter = nodeOf(name);
      if (voter.term > stoodIn) return { granted: false, term: voter.term };
      if (voter.term < stoodIn) voter.voted = "-";
      voter.term = stoodIn;
      const [own = 0, theirs = 0] = [voter.log.at(-1), leader.log.at(-1)];
      const behind = theirs < own || (theirs === own && leader.log.length < voter.log.length);
      const granted = !behind && (voter.voted === "-" || voter.voted === candidate);
      if (granted) voter.voted = candidate;
      return { granted, term: voter.term };
    });
    const won =
      answers.filter(({ granted }) => granted).length + 1 >= 3 && answers.every(({ term }) => term <= stoodIn);
    expect(entries > 0, "only a leader appends, and each does").toBe(won);
    for (let entry = 0; entry < entries; entry += 1) leader.log.push(stoodIn);
    for (const { to, length } of copies) {
      expect(reached).toContain(to);
      const follower = nodeOf(to);
      const sent = leader.log.slice(0, length);
      const conflict = sent.findIndex((term, index) => follower.log[index] !== term);
      if (conflict !== -1) follower.log = sent;
    }
  }
  return nodes;
}

it("shows only what a history of elections leaves on disk, S1's own vote included", () => {
  const histories = new Map(
    Array.from({ length: RAFT_DRAFTS }, (_, seed) => drawRaftVote(createRandom(seed))).map((draft) => [
      draft.text,
      draft.history,
    ]),
  );
  let otherVotes = 0;
  const replayed = new Set<string>();
  for (const { seed, instance } of instancesOf("raft-vote")) {
    if (replayed.has(instance.text)) continue;
    replayed.add(instance.text);
    const history = histories.get(instance.text);
    if (history === undefined) throw new Error(`no history for seed ${seed}`);
    const rows = rowsIn(instance.text);
    const shown = rows.map(({ name, term, voted, index, lastTerm }) => [name, term, voted, index, lastTerm].join(" "));
    const reached = [...replay(history)].map(([name, { term, voted, log }]) =>
      [name, term, voted, log.length, log.at(-1)].join(" "),
    );
    expect(shown, `seed ${seed}`).toEqual(reached);
    if (rows[0]?.voted !== "S1") otherVotes += 1;
  }
  // The candidate's own earlier vote is often for another server.
  expect(otherVotes).toBeGreaterThan(replayed.size / 3);
});
