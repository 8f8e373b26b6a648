import type { Option } from "../question.ts";
import type { Random } from "../random.ts";
import { chooseOne, type Family } from "./family.ts";
import { listed } from "./wording.ts";

type Kind = "compensable" | "pivot" | "retriable";
/** `undo` is its compensation. Only those of compensable steps ever run; others are part of wrong options. */
type Step = { name: string; undo: string; kind: Kind };
/** What still runs after the failure: these steps, or these compensations, in this order. */
type Aftermath = { forward: boolean; names: readonly string[] };
type Mistake = { after: Aftermath; about: string };

type Saga = {
  /** Each can be undone. They can come in any order. */
  compensable: readonly (readonly [name: string, undo: string])[];
  /** Decides whether the saga goes through: it can fail for good, and nothing undoes it. */
  pivots: readonly (readonly [name: string, undo: string])[];
  /** Nothing but an outage can stop these, so to try again helps. They can come in any order. */
  retriable: readonly (readonly [name: string, undo: string])[];
};

/** Everyday sagas, with the kinds that each step can have: a card that is declined stays declined. */
const SAGAS: readonly Saga[] = [
  {
    compensable: [
      ["hold flight", "free flight"],
      ["hold hotel", "free hotel"],
      ["hold car", "free car"],
      ["hold tour", "free tour"],
      ["block money", "free money"],
    ],
    pivots: [
      ["charge card", "refund card"],
      ["issue ticket", "void ticket"],
    ],
    retriable: [
      ["send invoice", "void invoice"],
      ["add miles", "take miles"],
      ["mail vouchers", "void vouchers"],
      ["update CRM", "revert CRM"],
    ],
  },
  {
    compensable: [
      ["open order", "close order"],
      ["hold stock", "free stock"],
      ["use voucher", "reset voucher"],
      ["book courier", "free courier"],
      ["block money", "free money"],
    ],
    pivots: [
      ["charge card", "refund card"],
      ["hand over", "take back"],
    ],
    retriable: [
      ["print receipt", "void receipt"],
      ["add points", "take points"],
      ["mail customer", "send apology"],
      ["count sale", "uncount sale"],
    ],
  },
  {
    compensable: [
      ["open account", "shut account"],
      ["hold name", "free name"],
      ["hold number", "free number"],
      ["book port", "free port"],
      ["plan visit", "cancel visit"],
    ],
    pivots: [
      ["check credit", "forget credit"],
      ["sign contract", "end contract"],
    ],
    retriable: [
      ["send welcome", "send apology"],
      ["enable login", "close login"],
      ["list number", "unlist number"],
      ["start billing", "stop billing"],
    ],
  },
];

/** How many steps a saga has. */
const STEPS = 6;

/**
 * Which compensations run when a step of a saga fails (Garcia-Molina and Salem 1987; pivot: Richardson 2018, ch. 4). The
 * options are the right aftermath, two mistakes that have nothing to do with each other, and both at once.
 */
export const sagaCompensation: Family = (random) => {
  const { steps, failed, by } = draw(random);
  const name = steps[failed]?.name ?? "";
  const pivot = steps.find(({ kind }) => kind === "pivot");
  const rollsBack =
    "the saga rolls back: the compensations of the completed steps run, the last step's first, and all succeed.";
  const rule =
    pivot === undefined
      ? `When a step fails, ${rollsBack}`
      : `When the pivot or a step before it fails, ${rollsBack} When one after the pivot fails, it is retried until it succeeds, and the saga goes on.`;
  const text = `An orchestrator runs a saga step by step. A failed step has no effect. ${rule}\n${list(steps)}\nStep ${failed + 1}, ${name}, fails. What runs next?`;
  const right = { text: show(aftermath(steps, failed)), explanation: reason(steps, failed) };
  const wrong = mistakesFor(steps, failed, by).map(
    ({ after, about }): Omit<Option, "right"> => ({ text: show(after), explanation: about }),
  );
  return chooseOne(random, text, right, wrong);
};

function aftermath(steps: readonly Step[], failed: number): Aftermath {
  return steps[failed]?.kind === "retriable" ? forwardFrom(steps, failed) : backFrom(steps, failed);
}

/**
 * One mistake is about how far: it takes the step after (1) or before (-1) for the one that failed. The other is about the direction, or about
 * the order of the compensations.
 */
function mistakesFor(steps: readonly Step[], failed: number, by: 1 | -1): Mistake[] {
  const right = aftermath(steps, failed);
  const far = { forward: forwardFrom(steps, failed + by), back: backFrom(steps, failed + by) };
  const name = steps[failed]?.name ?? "";
  const before = steps[failed - 1]?.name ?? "";
  const aboutForward = by > 0 ? `It leaves ${name} out, which has failed.` : `It runs ${before} again, which is done.`;
  const aboutBack =
    by > 0 ? `It undoes ${name}, too, which failed and had no effect.` : `It leaves ${before} as it is, which is done.`;
  if (right.forward) {
    const about = `After the pivot the saga only goes forward: ${name} is retried until it succeeds.`;
    return [
      { after: far.forward, about: `${aboutForward} ${about}` },
      { after: backFrom(steps, failed), about: `This rolls back. ${about}` },
      { after: far.back, about: `This rolls back. ${aboutBack} ${about}` },
    ];
  }
  const about = `The compensations of steps 1 to ${failed} run, the last step's first.`;
  if (steps.some(({ kind }) => kind !== "compensable")) {
    const onward = `This goes on, as the saga may only after its pivot.`;
    return [
      { after: far.back, about: `${aboutBack} ${about}` },
      { after: forwardFrom(steps, failed), about: `${onward} ${about}` },
      { after: far.forward, about: `${onward} ${aboutForward} ${about}` },
    ];
  }
  const inOrder = `This runs compensations in the order of the steps.`;
  return [
    { after: far.back, about: `${aboutBack} ${about}` },
    { after: reversed(right), about: `${inOrder} ${about}` },
    { after: reversed(far.back), about: `${inOrder} ${aboutBack} ${about}` },
  ];
}

function forwardFrom(steps: readonly Step[], index: number): Aftermath {
  return { forward: true, names: steps.slice(index).map(({ name }) => name) };
}

/** The compensations of the steps before this one, the last step's first. */
function backFrom(steps: readonly Step[], index: number): Aftermath {
  const undoing = steps.slice(0, index).map(({ undo }) => undo);
  return { forward: false, names: undoing.toReversed() };
}

function reversed({ forward, names }: Aftermath): Aftermath {
  return { forward, names: names.toReversed() };
}

/**
 * Where the failure comes does not depend on whether the saga goes on, and the step that a mistake takes for it may be
 * before or after it: of two neighbours either may be the one that failed. So the length of the options tells nothing.
 */
function draw(random: Random): { steps: Step[]; failed: number; by: 1 | -1 } {
  const { compensable, pivots, retriable } = random.pick(SAGAS);
  const earlier = random.integer(2, STEPS - 3);
  const by = random.pick([1, -1] as const);
  const failed = by > 0 ? earlier : earlier + 1;
  const kind = random.pick(["no pivot", "goes on", "rolls back"] as const);
  const before = kind === "goes on" ? random.integer(1, failed - 1) : random.integer(failed, STEPS - 2);
  const undone = random.shuffle(compensable).map(toStep("compensable"));
  if (kind === "no pivot") return { steps: undone, failed, by };
  const pivot = random.shuffle(pivots).slice(0, 1).map(toStep("pivot"));
  const rest = random.shuffle(retriable).map(toStep("retriable"));
  return { steps: [...undone.slice(0, before), ...pivot, ...rest].slice(0, STEPS), failed, by };
}

function toStep(kind: Kind) {
  return ([name, undo]: readonly [name: string, undo: string]): Step => ({ name, undo, kind });
}

function list(steps: readonly Step[]): string {
  const lines = steps.flatMap(({ name, undo, kind }, index) => {
    const note = { compensable: `undo: ${undo}`, pivot: "pivot", retriable: "retried" }[kind];
    return [`${index + 1} ${name}`, `  ${note}`];
  });
  return ["```text", ...lines, "```"].join("\n");
}

function show({ forward, names }: Aftermath): string {
  if (names.length === 0) return "Nothing: the saga ends here";
  return `${forward ? "Go on" : "Roll back"}: ${names.join(", ")}`;
}

function reason(steps: readonly Step[], failed: number): string {
  const names = listed(steps.slice(0, failed).map(({ name }) => name));
  const pivot = steps.find(({ kind }) => kind === "pivot");
  if (aftermath(steps, failed).forward) {
    return `The pivot, ${pivot?.name ?? ""}, is done. After it the saga only goes forward: ${steps[failed]?.name ?? ""} is retried until it succeeds.`;
  }
  const why = pivot === undefined ? "" : ` The pivot, ${pivot.name}, is not.`;
  return `Done: ${names}.${why} Their compensations run from the last to the first; ${steps[failed]?.name ?? ""} failed and left nothing to undo.`;
}
