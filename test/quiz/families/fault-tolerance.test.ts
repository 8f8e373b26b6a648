import { expect, it } from "vitest";
import { instancesOf, rightTexts } from "./support.ts";

const CHECKED = Array.from({ length: 60 }, (_, count) => count);

/** The fewest nodes that two quorums out of `nodes` share. */
const fewestShared = (nodes: number, quorum: number) => {
  const first = new Set(CHECKED.slice(0, quorum));
  const second = CHECKED.slice(nodes - quorum, nodes);
  return second.filter((node) => first.has(node)).length;
};
const smallest = (holds: (count: number) => boolean) => CHECKED.find(holds);
const largest = (holds: (count: number) => boolean) => CHECKED.findLast(holds);

/** The live nodes can form a quorum, and any two quorums share a node. */
const standsCrashes = (nodes: number, faults: number) =>
  CHECKED.some((quorum) => quorum <= nodes - faults && fewestShared(nodes, quorum) >= 1);
/** The honest nodes can form a quorum, and any two quorums share more nodes than may lie. */
const standsLiars = (nodes: number, faults: number) =>
  CHECKED.some((quorum) => quorum <= nodes - faults && fewestShared(nodes, quorum) > faults);

function expectedFor(text: string): { kind: string; answer: number | undefined } {
  const nodes = Number(/has (\d+) nodes/.exec(text)?.[1]);
  const byzantine = text.includes("Byzantine");
  const goOn = /while any (\d+) node/.exec(text);
  const stand = /must stand (\d+) faulty/.exec(text);
  if (goOn !== null) {
    return { kind: "nodes for crashes", answer: smallest((count) => standsCrashes(count, Number(goOn[1]))) };
  }
  if (stand !== null) {
    return { kind: "nodes for liars", answer: smallest((count) => standsLiars(count, Number(stand[1]))) };
  }
  if (text.includes("share an honest node")) {
    const faults = Number(/which (\d+) may be faulty/.exec(text)?.[1]);
    return { kind: "Byzantine quorum", answer: smallest((quorum) => fewestShared(nodes, quorum) > faults) };
  }
  if (text.includes("share a node")) {
    return { kind: "majority", answer: smallest((quorum) => fewestShared(nodes, quorum) >= 1) };
  }
  return byzantine
    ? { kind: "liars", answer: largest((faults) => standsLiars(nodes, faults)) }
    : { kind: "crashes", answer: largest((faults) => standsCrashes(nodes, faults)) };
}

it("agrees with a search over every quorum size", () => {
  const searched = new Map<string, ReturnType<typeof expectedFor>>();
  const kinds = new Map<string, number>();
  for (const { seed, instance } of instancesOf("fault-tolerance")) {
    const expected = searched.get(instance.text) ?? expectedFor(instance.text);
    searched.set(instance.text, expected);
    const { kind, answer } = expected;
    expect(rightTexts(instance), `seed ${seed}`).toEqual([answer === 1 ? "1 node" : `${answer} nodes`]);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  expect(kinds.size).toBe(6);
  for (const [kind, count] of kinds) expect(count, kind).toBeGreaterThan(1_000);
});
