import { FAMILIES } from "./families/families.ts";
import { generate } from "./families/family.ts";
import type { BankEntry, FamilyEntry, Question } from "./question.ts";

/**
 * How a quiz stores what it asked: `<id>@<mark>`, or `<id>~<seed>@<mark>` for an instance of a family. Seed and mark
 * are in base 36. The mark is a hash of what the question says, so that a response is never graded by another wording.
 */

/**
 * What a quiz stores for an entry that it asks. `seed`, a whole number below 2^32, selects the instance of a family.
 */
export function pose(entry: BankEntry, seed: number): string {
  const question = instantiate(entry, seed);
  const instance = entry.kind === "family" ? `~${seed.toString(36)}` : "";
  return `${entry.id}${instance}@${markOf(question)}`;
}

/** The question as it was asked. Null if the bank no longer has it, or if its wording has changed since. */
export function recall(bank: readonly BankEntry[], asked: string): Question | null {
  const parts = /^([^@~]+)(?:~([0-9a-z]+))?@([0-9a-z]+)$/.exec(asked);
  const entry = bank.find(({ id }) => id === parts?.[1]);
  if (entry === undefined || (entry.kind === "family") !== (parts?.[2] !== undefined)) return null;
  const question = instantiate(entry, Number.parseInt(parts?.[2] ?? "0", 36));
  return markOf(question) === parts?.[3] ? question : null;
}

function instantiate(entry: BankEntry, seed: number): Question {
  if (entry.kind !== "family") return entry;
  const { id, lessonId, difficulty, family } = entry satisfies FamilyEntry;
  return { id, lessonId, difficulty, ...generate(FAMILIES[family], seed) };
}

/**
 * 32-bit FNV-1a of everything that decides what a response means. Source:
 * https://datatracker.ietf.org/doc/html/draft-eastlake-fnv
 */
function markOf(question: Question): string {
  const said =
    question.kind === "choice"
      ? [question.text, question.options.map(({ text, right }) => [text, right])]
      : [question.text, question.steps.map(({ text }) => text)];
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(JSON.stringify(said))) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(36);
}
