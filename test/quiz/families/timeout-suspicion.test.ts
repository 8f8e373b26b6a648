import { expect, it } from "vitest";
import { instancesOf, rightTexts } from "./support.ts";

function numberIn(text: string, pattern: RegExp): number {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new Error(`no ${pattern} in: ${text}`);
  return Number(found);
}

/** Looks back for a heartbeat every quarter of a second: the quarters for which none came within the timeout. */
function suspiciousQuarters(arrivals: readonly number[], timeout: number, end: number): number[] {
  const first = Math.min(...arrivals);
  const quarters = Array.from({ length: (end - first) * 4 }, (_, index) => first + index / 4);
  return quarters.filter((now) => !arrivals.some((arrival) => arrival <= now && now < arrival + timeout));
}

it("suspects the node whenever nothing arrived during the timeout before", () => {
  const kinds = { until: 0, on: 0 };
  for (const { seed, instance } of instancesOf("timeout-suspicion")) {
    const timeout = numberIn(instance.text, /When (\d+) s have passed/);
    const end = numberIn(instance.text, /up to (\d+) s/);
    const arrivals = [...instance.text.matchAll(/^ *\d+ s +(\d+) s$/gm)].map(([, arrival]) => Number(arrival));
    expect(arrivals.length, instance.text).toBeGreaterThan(0);
    const quarters = suspiciousQuarters(arrivals, timeout, end);
    const [from, last] = [quarters[0], quarters.at(-1)];
    if (from === undefined || last === undefined) throw new Error(`never, with seed ${seed}`);
    expect(quarters, `seed ${seed}: one stretch`).toHaveLength((last - from) * 4 + 1);
    const until = last + 1 / 4;
    const expected = until === end ? `From ${from} s on` : `From ${from} s until ${until} s`;
    expect(rightTexts(instance), `seed ${seed}`).toEqual([expected]);
    if (instance.kind === "choice") expect(instance.options, `seed ${seed}`).toHaveLength(4);
    kinds[expected.endsWith("on") ? "on" : "until"] += 1;
  }
  for (const count of Object.values(kinds)) expect(count).toBeGreaterThan(1_500);
});
