import { expect, it } from "vitest";
import { instancesOf, rightTexts } from "./support.ts";

/** What directly precedes each event: the one before it on its line, and the send of the message it receives. */
function precedingIn(text: string): Map<string, string[]> {
  const preceding = new Map<string, string[]>();
  for (const [, line] of text.matchAll(/^[ABC] ([-a-c\d]+)$/gm)) {
    const events = (line ?? "").match(/[abc]\d/g) ?? [];
    events.forEach((event, place) => {
      preceding.set(event, events.slice(Math.max(0, place - 1), place));
    });
  }
  for (const [, send, receive] of text.matchAll(/([abc]\d) -> ([abc]\d)/g))
    preceding.get(receive ?? "")?.push(send ?? "");
  return preceding;
}

/** A Lamport timestamp is the length of the longest chain of events that ends with the event. */
function longestChain(event: string, preceding: ReadonlyMap<string, readonly string[]>): number {
  return 1 + Math.max(0, ...(preceding.get(event) ?? []).map((earlier) => longestChain(earlier, preceding)));
}

it("agrees with the longest chain of events up to the one asked for", () => {
  const answers = new Map<number, number>();
  let raised = 0;
  for (const { seed, instance } of instancesOf("lamport-timestamp")) {
    const asked = /Which timestamp does ([abc](\d)) get/.exec(instance.text);
    const expected = longestChain(asked?.[1] ?? "", precedingIn(instance.text));
    expect(rightTexts(instance), `seed ${seed}`).toEqual([String(expected)]);
    answers.set(expected, (answers.get(expected) ?? 0) + 1);
    if (expected > Number(asked?.[2])) raised += 1;
  }
  for (const stamp of [3, 4, 5, 6]) expect(answers.get(stamp), `answer ${stamp}`).toBeGreaterThan(500);
  expect(raised).toBeGreaterThan(5_000);
  expect(raised).toBeLessThan(9_900);
});

it("keeps the lines of its picture short enough for a phone", () => {
  const widths = [...instancesOf("lamport-timestamp").take(1_000)].flatMap(({ instance }) =>
    (/```text\n([^`]*)```/.exec(instance.text)?.[1] ?? "").split("\n").map(({ length }) => length),
  );
  expect(Math.max(...widths)).toBeGreaterThan(20);
  expect(Math.max(...widths)).toBeLessThanOrEqual(60);
});
