import type { Random } from "../random.ts";
import { chooseOne, type Family } from "./family.ts";
import { showVector, type Vector } from "./vectors.ts";

type Relation = "before" | "after" | "concurrent" | "equal";

const NAMES: Record<Relation, string> = {
  before: "E happened before F",
  after: "F happened before E",
  concurrent: "E and F are concurrent",
  equal: "E and F are the same event",
};

/**
 * How two events relate by their vector clocks (Fidge 1988, Mattern 1989): a is before b if a ≤ b in every entry and a
 * ≠ b.
 */
export const vectorClockComparison: Family = (random) => {
  const [e, f] = drawClocks(random);
  const relation = compare(e, f);
  const text = `Every process counts its own events in a vector clock. Event E carries ${showVector(e)} and event F carries ${showVector(f)}. How do E and F relate?`;
  const explained = (answer: Relation) => ({ text: NAMES[answer], explanation: explain(answer, e, f) });
  const wrong = (["before", "after", "concurrent", "equal"] as const).filter((answer) => answer !== relation);
  return chooseOne(random, text, explained(relation), wrong.map(explained));
};

/**
 * Clocks of three or four entries in a random relation; each relation is equally likely. How many entries differ is
 * random, too, and so is whose sum is higher if they are concurrent.
 */
function drawClocks(random: Random): [Vector, Vector] {
  const size = random.integer(3, 4);
  const base = Array.from({ length: size }, () => random.integer(0, 5));
  // The first entry stays above 0, because an event counts itself in some entry.
  base[0] = random.integer(1, 5);
  const indices = random.shuffle([...base.keys()]);
  const raised = (at: readonly number[]) =>
    base.map((count, index) => (at.includes(index) ? count + random.integer(1, 3) : count));
  const some = indices.slice(0, random.integer(1, size - 1));
  const others = indices.slice(some.length, random.integer(some.length + 1, size));
  switch (random.pick(["before", "after", "concurrent", "equal"] as const)) {
    case "before":
      return [base, raised(some)];
    case "after":
      return [raised(some), base];
    case "concurrent":
      return [raised(some), raised(others)];
    case "equal":
      return [base, base];
  }
}

function compare(a: Vector, b: Vector): Relation {
  const less = a.some((count, index) => count < (b[index] ?? 0));
  const more = a.some((count, index) => count > (b[index] ?? 0));
  if (less && more) return "concurrent";
  return less ? "before" : more ? "after" : "equal";
}

/** Why an answer is right or wrong, shown by the entries in which the clocks differ. */
function explain(answer: Relation, e: Vector, f: Vector): string {
  const higherInE = e.findIndex((count, index) => count > (f[index] ?? 0));
  const higherInF = f.findIndex((count, index) => count > (e[index] ?? 0));
  const eKnowsMore = `in entry ${higherInE + 1} E has ${e[higherInE]} and F has ${f[higherInE]}`;
  const fKnowsMore = `in entry ${higherInF + 1} E has ${e[higherInF]} and F has ${f[higherInF]}`;
  const relation = compare(e, f);
  const right = relation === answer;
  const elsewhere =
    relation === "concurrent" ? " A higher entry elsewhere, or a higher sum, does not make up for it." : "";
  switch (answer) {
    case "equal":
      return right
        ? "All entries are equal, and no two events have the same vector clock."
        : `Then all entries would be equal, but ${higherInE >= 0 ? eKnowsMore : fKnowsMore}.`;
    case "concurrent":
      if (right) return `Neither knew of the other: ${eKnowsMore}, while ${fKnowsMore}.`;
      if (relation === "equal") return "Then each would have to be higher somewhere, but all entries are equal.";
      return `Then each would have to be higher somewhere, but no entry of ${higherInE < 0 ? "E is above F's" : "F is above E's"}. Differing is not enough.`;
    case "before":
      if (right) return `No entry of E is above F's, and ${fKnowsMore}: F knew all that E knew, and more.`;
      return higherInE >= 0
        ? `Then F would know all that E knew, but ${eKnowsMore}.${elsewhere}`
        : "Then some entry of F would have to be higher, and none is.";
    case "after":
      if (right) return `No entry of F is above E's, and ${eKnowsMore}: E knew all that F knew, and more.`;
      return higherInF >= 0
        ? `Then E would know all that F knew, but ${fKnowsMore}.${elsewhere}`
        : "Then some entry of E would have to be higher, and none is.";
  }
}
