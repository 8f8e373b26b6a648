import { expect, it } from "vitest";
import { instancesOf, rightTexts } from "./support.ts";

function numberIn(text: string, pattern: RegExp): number {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new Error(`no ${pattern} in: ${text}`);
  return Number(found.replaceAll(",", ""));
}

it("suspects at the shortest silence whose phi, computed as a logarithm, reaches the threshold", () => {
  const thresholds = new Map<number, number>();
  const ranks = [0, 0, 0, 0];
  for (const { seed, instance } of instancesOf("phi-suspicion")) {
    const gaps = numberIn(instance.text, /Of the last ([\d,]+) gaps/);
    const threshold = numberIn(instance.text, /phi ≥ (\d)/);
    const rows = [...instance.text.matchAll(/^longer than ([\d.]+ s): +([\d,]+)$/gm)].map(
      ([, silence = "", longer = ""]) => ({
        silence,
        phi: Math.log10(gaps) - Math.log10(Number(longer.replaceAll(",", ""))),
      }),
    );
    expect(rows.length, instance.text).toBeGreaterThan(4);
    // Only the last digits of the logarithms are inexact.
    const enough = rows.filter(({ phi }) => phi > threshold - 1e-9).map(({ silence }) => silence);
    const [shortest] = enough.toSorted((a, b) => Number.parseFloat(a) - Number.parseFloat(b));
    expect(rightTexts(instance), `seed ${seed}`).toEqual([shortest]);
    thresholds.set(threshold, (thresholds.get(threshold) ?? 0) + 1);
    if (instance.kind !== "choice" || shortest === undefined) continue;
    expect(instance.options.length, `seed ${seed}`).toBeGreaterThan(2);
    const rank = instance.options.filter(({ text }) => Number.parseFloat(text) < Number.parseFloat(shortest)).length;
    ranks[rank] = (ranks[rank] ?? 0) + 1;
  }
  for (const threshold of [1, 2, 3]) expect(thresholds.get(threshold)).toBeGreaterThan(2_500);
  // The right silence is not usually the longest or the middle one.
  for (const amount of ranks.slice(1)) expect(amount).toBeGreaterThan(1_500);
});
