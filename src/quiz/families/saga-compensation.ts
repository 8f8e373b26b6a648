import type { Option } from "../question.ts";
import type { Random } from "../random.ts";
import { chooseOne, type Family } from "./family.ts";
import { listed } from "./wording.ts";

type Kind = "compensable" | "pivot" | "retriable";
type Step = { name: string; undo: string; kind: Kind };
/** What still runs after the failure: these steps, or these compensations, in this order. */
type Aftermath = { forward: boolean; names: readonly string[] };

/** Everyday sagas. Each step has the compensation that undoes it, and steps are in the order in which they happen. */
const SAGAS: readonly (readonly (readonly [string, string])[])[] = [
  [
    ["book flight", "cancel flight"],
    ["book hotel", "cancel hotel"],
    ["book car", "cancel car"],
    ["book tour", "cancel tour"],
    ["charge card", "refund card"],
    ["send tickets", "void tickets"],
  ],
  [
    ["open order", "close order"],
    ["reserve stock", "release stock"],
    ["apply voucher", "restore voucher"],
    ["charge card", "refund card"],
    ["book courier", "cancel courier"],
    ["print invoice", "void invoice"],
  ],
  [
    ["create account", "delete account"],
    ["reserve name", "release name"],
    ["assign number", "free number"],
    ["ship SIM card", "recall SIM card"],
    ["start contract", "end contract"],
    ["send welcome", "send apology"],
  ],
];

/**
 * Which compensations run when a step of a saga fails (Garcia-Molina and Salem 1987; pivot: Richardson 2018, ch. 4).
 */
export const sagaCompensation: Family = (random) => {
  const { steps, failed } = draw(random);
  const right = aftermath(steps, failed);
  const name = steps[failed]?.name ?? "";
  const pivot = steps.find(({ kind }) => kind === "pivot");
  const rollsBack =
    "the saga rolls back: the compensations of the completed steps run, the last step's first, and all succeed.";
  const rule =
    pivot === undefined
      ? `When a step fails, ${rollsBack}`
      : `When the pivot or a step before it fails, ${rollsBack} When one after the pivot fails, it is retried until it succeeds, and the saga goes on.`;
  const text = `An orchestrator runs a saga step by step. A failed step has no effect. ${rule}\n${list(steps)}\nStep ${failed + 1}, ${name}, fails. What runs next?`;
  return chooseOne(
    random,
    text,
    { text: show(right), explanation: reason(steps, failed) },
    random.shuffle(mistakesFor(steps, failed)),
  );
};

function aftermath(steps: readonly Step[], failed: number): Aftermath {
  if (steps[failed]?.kind === "retriable") return forwardFrom(steps, failed);
  return back(undoing(steps.slice(0, failed)).toReversed());
}

function mistakesFor(steps: readonly Step[], failed: number): Omit<Option, "right">[] {
  const completed = undoing(steps.slice(0, failed));
  const name = steps[failed]?.name ?? "";
  const goesOn = aftermath(steps, failed).forward;
  const because = goesOn
    ? `The pivot is done, so the saga goes on: it retries ${name} until it succeeds.`
    : `Step ${failed + 1} had no effect, so the compensations of steps 1 to ${failed} run, the last step's first.`;
  const skipping = { after: forwardFrom(steps, failed + 1), about: `This leaves ${name} out.` };
  const stopping = { after: back([]), about: "This stops halfway." };
  const mistakes = goesOn
    ? [
        { after: back(completed.toReversed()), about: "This undoes what came before the pivot." },
        { after: back(completed), about: "This undoes what came before the pivot, in the order of the steps." },
        { after: back(completed.slice(-1)), about: "This undoes the last step before the pivot." },
        skipping,
        stopping,
      ]
    : [
        { after: back(completed), about: "This runs compensations in the order of the steps." },
        {
          after: back(undoing(steps.slice(0, failed + 1)).toReversed()),
          about: `This also undoes ${name}, which failed.`,
        },
        { after: back(undoing(steps).toReversed()), about: "This undoes even what never took effect." },
        { after: back(completed.slice(-1)), about: "This undoes only the last completed step." },
        { after: forwardFrom(steps, failed), about: `This retries ${name}, as only a step after a pivot is.` },
        skipping,
        stopping,
      ];
  return mistakes.map(({ after, about }) => ({ text: show(after), explanation: `${about} ${because}` }));
}

function back(names: readonly string[]): Aftermath {
  return { forward: false, names };
}

function forwardFrom(steps: readonly Step[], index: number): Aftermath {
  return { forward: true, names: steps.slice(index).map(({ name }) => name) };
}

/** The compensations of the steps that have one. */
function undoing(steps: readonly Step[]): string[] {
  return steps.filter(({ kind }) => kind === "compensable").map(({ undo }) => undo);
}

function draw(random: Random): { steps: Step[]; failed: number } {
  const saga = random.pick(SAGAS);
  const length = random.integer(4, 6);
  const skipped = random.shuffle([...saga.keys()]).slice(0, saga.length - length);
  const drawn = saga.filter((_, index) => !skipped.includes(index));
  // At least two steps come before the failure, so that their order matters.
  const failed = random.integer(2, length - 1);
  const pivot = random.pick([null, random.integer(1, failed - 1), random.integer(failed, length - 1)]);
  const steps = drawn.map(([name, undo], index) => ({ name, undo, kind: kindOf(index, pivot) }));
  return { steps, failed };
}

function kindOf(index: number, pivot: number | null): Kind {
  if (pivot === null || index < pivot) return "compensable";
  return index === pivot ? "pivot" : "retriable";
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
