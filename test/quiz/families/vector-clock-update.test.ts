import { expect, it } from "vitest";
import { instancesOf, rightTexts } from "./support.ts";

type Line = { node: string; verb: string; message: string };

/** An event and all that happened before it, found through the order at its node and its message. */
function pastOf(line: Line, log: readonly Line[]): Set<Line> {
  const at = log.indexOf(line);
  const previous = log.slice(0, at).findLast(({ node }) => node === line.node);
  const send =
    line.verb === "receives"
      ? log.find(({ verb, message }) => verb === "sends" && message === line.message)
      : undefined;
  const causes = [previous, send].filter((cause) => cause !== undefined);
  return causes.reduce((past, cause) => past.union(pastOf(cause, log)), new Set([line]));
}

it("counts, for each node, its events in the causal past of the receive", () => {
  let indirect = 0;
  for (const { seed, instance } of instancesOf("vector-clock-update")) {
    const log = [...instance.text.matchAll(/^\d+\. (n\d) (\w+) (m?\w+)/gm)].map(
      ([, node = "", verb = "", message = ""]): Line => ({ node, verb, message }),
    );
    const last = log.at(-1);
    if (last?.verb !== "receives") throw new Error(`no receive at the end of: ${instance.text}`);
    const past = [...pastOf(last, log)];
    const start = (/the same so far: \[([\d, ]+)\]/.exec(instance.text)?.[1] ?? "").split(", ").map(Number);
    const known = ["n1", "n2", "n3"].map((name) => past.filter(({ node }) => node === name).length);
    const clock = known.map((count, index) => count + (start[index] ?? Number.NaN));
    expect(rightTexts(instance), `seed ${seed}`).toEqual([`[${clock.join(", ")}]`]);
    if (known.every((count) => count > 0)) indirect += 1;
    if (instance.kind === "choice") expect(instance.options, `seed ${seed}`).toHaveLength(4);
  }
  // Often enough, the receiver learns of both other nodes.
  expect(indirect).toBeGreaterThan(2_000);
});
