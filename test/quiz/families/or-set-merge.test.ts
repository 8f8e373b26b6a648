import { expect, it } from "vitest";
import { instancesOf, rightTexts } from "./support.ts";

type Line = { node: string; verb: string; item: string };

/**
 * Without tags: an add counts until its own node removes the item. An item from the start counts until either node
 * does.
 */
function isHeld(item: string, start: readonly string[], log: readonly Line[]): boolean {
  const removes = (line: Line) => line.item === item && line.verb === "removes";
  const addStands = log.some(
    ({ node, verb, item: added }, index) =>
      verb === "adds" && added === item && !log.some((line, at) => at > index && line.node === node && removes(line)),
  );
  return addStands || (start.includes(item) && !log.some(removes));
}

const words = (list: string) => list.split(/, | and /);

it("holds each item with an add that no remove knew of", () => {
  const sizes = new Map<number, number>();
  for (const { seed, instance } of instancesOf("or-set-merge")) {
    const start = words(/both hold (.+?)\. Then/.exec(instance.text)?.[1] ?? "");
    const log = [...instance.text.matchAll(/^(n\d) (adds|removes) (\w+)$/gm)].map(
      ([, node = "", verb = "", item = ""]): Line => ({ node, verb, item }),
    );
    expect(log.length, instance.text).toBeGreaterThan(3);
    const items = new Set([...start, ...log.map(({ item }) => item)]);
    const held = [...items].filter((item) => isHeld(item, start, log)).sort();
    const [right = ""] = rightTexts(instance);
    expect(right === "nothing: it is empty" ? [] : words(right).sort(), `seed ${seed}`).toEqual(held);
    sizes.set(held.length, (sizes.get(held.length) ?? 0) + 1);
    if (instance.kind === "choice") expect(instance.options, `seed ${seed}`).toHaveLength(4);
  }
  for (const size of [1, 2, 3]) expect(sizes.get(size)).toBeGreaterThan(1_000);
});
