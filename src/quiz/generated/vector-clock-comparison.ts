import type { Random } from "../random.ts";
import { chooseOne, type Family } from "./family.ts";

type Clock = readonly number[];
type Relation = "before" | "after" | "concurrent" | "equal";

const NAMES: Record<Relation, string> = {
  before: "E happened before F",
  after: "F happened before E",
  concurrent: "E and F are concurrent",
  equal: "E and F are the same event",
};

/** How two events relate by their vector clocks (Fidge 1988, Mattern 1989): a is before b where a ≤ b in every entry and a ≠ b. */
export const vectorClockComparison: Family = (random) => {
  const [e, f] = drawClocks(random);
  const relation = compare(e, f);
  const text = `Every process counts its own events in a vector clock. Event E carries ${show(e)} and event F carries ${show(f)}. How do E and F relate?`;
  const explained = (answer: Relation) => ({ text: NAMES[answer], explanation: explain(answer, e, f) });
  const wrong = (["before", "after", "concurrent", "equal"] as const).filter((answer) => answer !== relation);
  return chooseOne(random, text, explained(relation), wrong.map(explained));
};

/** Clocks of three or four entries in a relation of chance, so that each relation comes up about as often. */
function drawClocks(random: Random): [Clock, Clock] {
  const size = random.integer(3, 4);
  const base = Array.from({ length: size }, () => random.integer(0, 5));
  // The first entry stays above 0: an event counts itself, somewhere.
  base[0] = random.integer(1, 5);
  const places = random.shuffle([...base.keys()]);
  const raised = (index: number) =>
    base.map((count, place) => (place === index ? count + random.integer(1, 3) : count));
  switch (random.pick(["before", "after", "concurrent", "equal"] as const)) {
    case "before":
      return [base, raised(places[0] ?? 0)];
    case "after":
      return [raised(places[0] ?? 0), base];
    case "concurrent":
      return [raised(places[0] ?? 0), raised(places[1] ?? 1)];
    case "equal":
      return [base, base];
  }
}

function compare(a: Clock, b: Clock): Relation {
  const less = a.some((count, place) => count < (b[place] ?? 0));
  const more = a.some((count, place) => count > (b[place] ?? 0));
  if (less && more) return "concurrent";
  return less ? "before" : more ? "after" : "equal";
}

function show(clock: Clock): string {
  return `[${clock.join(", ")}]`;
}

/** What speaks for or against an answer, told by the entries where the clocks differ. */
function explain(answer: Relation, e: Clock, f: Clock): string {
  const higherInE = e.findIndex((count, place) => count > (f[place] ?? 0));
  const higherInF = f.findIndex((count, place) => count > (e[place] ?? 0));
  const eKnowsMore = `in entry ${higherInE + 1} E has ${e[higherInE]} and F has ${f[higherInE]}`;
  const fKnowsMore = `in entry ${higherInF + 1} E has ${e[higherInF]} and F has ${f[higherInF]}`;
  const right = compare(e, f) === answer;
  switch (answer) {
    case "equal":
      return right
        ? "All entries are equal, and no two events have the same vector clock."
        : `Then all entries would be equal, but ${higherInE >= 0 ? eKnowsMore : fKnowsMore}.`;
    case "concurrent":
      if (right) return `Neither knew of the other: ${eKnowsMore}, while ${fKnowsMore}.`;
      return "Each would have to be higher somewhere, and here that is not so. Differing is not enough.";
    case "before":
      if (right) return `No entry of E is above F's, and ${fKnowsMore}: F knew all that E knew, and more.`;
      return higherInE >= 0
        ? `Then F would know all that E knew, but ${eKnowsMore}. A higher entry elsewhere, or a higher sum, does not make up for it.`
        : "Then some entry of F would have to be higher, and none is.";
    case "after":
      if (right) return `No entry of F is above E's, and ${eKnowsMore}: E knew all that F knew, and more.`;
      return higherInF >= 0
        ? `Then E would know all that F knew, but ${fKnowsMore}. A higher entry elsewhere, or a higher sum, does not make up for it.`
        : "Then some entry of E would have to be higher, and none is.";
  }
}
