import { expect, it } from "vitest";
import { instancesOf, rightTexts } from "./support.ts";

type Picture = {
  /** Where the clock of each process starts. */
  starts: Map<string, number>;
  /** The direct predecessors of each event: the one above it in its column, and the send of the message it receives. */
  preceding: Map<string, string[]>;
};

function readPicture(text: string): Picture {
  const [top = "", ...rows] = (/```text\n([^`]*)\n```/.exec(text)?.[1] ?? "").split("\n");
  const starts = new Map(
    [...top.matchAll(/([ABC]): (\d+)/g)].map(([, process = "", start]) => [process, Number(start)]),
  );
  const preceding = new Map<string, string[]>();
  const sends = new Map<string, string>();
  for (const row of rows) {
    const [, indent = "", event = "", arrow, message = ""] = /^( *)([abc]\d)(?: ([→←])(m\d))?$/.exec(row) ?? [];
    expect(indent.length, row).toBe(top.indexOf(`${event.charAt(0).toUpperCase()}:`));
    const above = [...preceding.keys()].findLast((earlier) => earlier.charAt(0) === event.charAt(0));
    const send = arrow === "←" ? [sends.get(message) ?? `no send of ${message}`] : [];
    preceding.set(event, [...(above === undefined ? [] : [above]), ...send]);
    if (arrow === "→") sends.set(message, event);
  }
  return { starts, preceding };
}

/** A Lamport timestamp is the highest value that any chain of events to it reaches, counting one up for each event. */
function highestChain(event: string, { starts, preceding }: Picture): number {
  const before = preceding.get(event);
  if (before === undefined) throw new Error(`no event ${event}`);
  const start = starts.get(event.charAt(0).toUpperCase()) ?? Number.NaN;
  return 1 + Math.max(start, ...before.map((earlier) => highestChain(earlier, { starts, preceding })));
}

it("agrees with the chain of events that reaches the highest value", () => {
  const answers = new Map<number, number>();
  const ranks = [0, 0, 0, 0];
  for (const { seed, instance } of instancesOf("lamport-timestamp")) {
    const asked = /Which timestamp does ([abc]\d) get/.exec(instance.text)?.[1] ?? "";
    const expected = highestChain(asked, readPicture(instance.text));
    expect(rightTexts(instance), `seed ${seed}`).toEqual([String(expected)]);
    answers.set(expected, (answers.get(expected) ?? 0) + 1);
    if (instance.kind !== "choice") continue;
    const rank = instance.options.filter(({ text }) => Number(text) < expected).length;
    ranks[rank] = (ranks[rank] ?? 0) + 1;
  }
  for (const stamp of [5, 6, 7, 8, 9, 10, 11, 12]) {
    expect(answers.get(stamp), `answer ${stamp}`).toBeGreaterThan(300);
  }
  // The size of the right number must not give it away.
  for (const count of ranks) expect(count).toBeGreaterThan(2_000);
});
