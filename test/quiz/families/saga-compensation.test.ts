import { expect, it } from "vitest";
import { instancesOf, rightTexts } from "./support.ts";

type Line = { name: string; undo: string | null; note: string };

function linesOf(text: string): Line[] {
  return [...text.matchAll(/^\d (.+)\n {2}(pivot|retried|undo: (.+))$/gm)].map(([, name = "", note = "", undo]) => ({
    name,
    undo: undo ?? null,
    note,
  }));
}

/** Runs what the option says after the completed steps. Returns how the saga ended, or what went wrong. */
function carryOut(lines: readonly Line[], failed: number, answer: string): string {
  const [, direction, list = ""] = /^(Go on|Roll back): (.*)$/.exec(answer) ?? [];
  const effects = lines.slice(0, failed).map(({ name }) => name);
  const committed = effects.some((name) => lines.find((line) => line.name === name)?.note === "pivot");
  for (const action of list.split(", ")) {
    if (direction === "Go on") {
      if (!committed) return `${action} runs although the saga may still have to roll back`;
      if (lines[effects.length]?.name !== action) return `${action} runs out of turn`;
      effects.push(action);
      continue;
    }
    const latest = effects.pop();
    if (latest === undefined) return `${action} has nothing to undo`;
    if (lines.find(({ name }) => name === latest)?.undo !== action) return `${action} does not undo ${latest}`;
  }
  if (effects.length === 0) return "all undone";
  return effects.length === lines.length ? "all done" : `halfway, after ${effects.join(", ")}`;
}

it("leaves everything done or everything undone, latest effect first, and no wrong option does", () => {
  const ends = new Map<string, number>();
  for (const { seed, instance } of instancesOf("saga-compensation")) {
    const lines = linesOf(instance.text);
    const failed = Number(/^Step (\d)/m.exec(instance.text)?.[1]) - 1;
    const [right = ""] = rightTexts(instance);
    const end = carryOut(lines, failed, right);
    expect(["all done", "all undone"], `seed ${seed}: ${end}`).toContain(end);
    const pivot = lines.findIndex(({ note }) => note === "pivot");
    const kind = `${end}${pivot === failed ? ", the pivot failed" : pivot < 0 ? ", no pivot" : ""}`;
    ends.set(kind, (ends.get(kind) ?? 0) + 1);
    for (const { text } of instance.kind === "choice" ? instance.options.filter((option) => !option.right) : []) {
      expect(["all done", "all undone"], `seed ${seed}: ${text}`).not.toContain(carryOut(lines, failed, text));
    }
  }
  expect(ends.size).toBe(4);
  for (const [kind, count] of ends) expect(count, kind).toBeGreaterThan(1_000);
});
