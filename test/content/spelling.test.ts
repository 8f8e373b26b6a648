import { describe, expect, it } from "vitest";
import { FAMILIES } from "../../src/quiz/families/families.ts";
import { generate } from "../../src/quiz/families/family.ts";
import { FAMILY_NAMES } from "../../src/quiz/families/names.ts";
import { COURSES } from "./all-content.ts";

/** For each name, the allowed spellings inside a sentence, and a pattern that finds it however it is written. */
const NAMES: readonly [right: readonly string[], any: RegExp][] = [
  [["Byzantine"], /\bb[iy]zantin\w*/gi],
  [["Cassandra"], /\bcass?andra\b/gi],
  [["CockroachDB"], /\bcockroach(?:[ -]?db)?\b/gi],
  [["CRDT", "CRDTs"], /\bcrdts?\b/gi],
  [["DynamoDB"], /\bdynamo[ -]?db\b/gi],
  [["etcd"], /\betcd\b/gi],
  [["G-Counter", "G-Counters"], /\bg[ -]?counters?\b/gi],
  [["Hayashibara"], /\bhaya\w+/gi],
  [["Kubernetes"], /\bkuberne?tes\b/gi],
  [["Lamport"], /\blamp[eo]r\w*/gi],
  [["LWW"], /\blww\b/gi],
  [["Merkle"], /\bmerk(?:el|le)\b/gi],
  [["OR-Set", "OR-Sets"], /\bor-?sets?\b/gi],
  [["Paxos"], /\bpaxos\b/gi],
  [["phi accrual"], /\b(?:phi|φ)[ -]accrual\b/gi],
  [["PN-Counter", "PN-Counters"], /\bpn[ -]?counters?\b/gi],
  [["PostgreSQL"], /\bpostgre\w*/gi],
  [["quorum", "quorums"], /\bquor\w*/gi],
  [["Raft"], /\braft\b/gi],
  [["Skeen"], /\bsk(?:een|ene)\w*/gi],
  [["three-phase"], /\b(?:3|three)[ -]?phase(?=[ -]commit)/gi],
  [["two-phase"], /\b(?:2|two)[ -]?phase(?=[ -]commit)/gi],
  [["ZooKeeper"], /\bzoo[ -]?keeper\b/gi],
];

/** Spelling is British. Terms such as linearizable keep the z of the papers that introduced them. */
const AMERICAN = [
  /\b(?!(?:re|cap|over)?siz|priz|seiz)\w{2,}(?:iz(?:e[ds]?|es|ing|ations?)|yz(?:e[ds]?|ing))\b/gi,
  /\b(?:behavior|color|favor|harbor|honor|humor|labor|neighbor|rumor)\w*/gi,
  /\b(?:center|fiber|liter|theater)(?:s|ed)?\b/gi,
  /\b(?:cancel|label|model|signal|travel)(?:ed|ing)\b/gi,
  /\b(?:analog|catalog|defense|dialog|gray|license|offense)s?\b/g,
];

/** Addresses, names of other people's pages, and names of families are not checked. */
const GIVEN = /\[[^\]]*\]\([^)]*\)|^Generated:.*$/g;

const FILES = COURSES.flatMap(({ path, lessons }) => [path, ...lessons]).map(
  ({ name, markdown }) => [name, markdown] as const,
);
const GENERATED = FAMILY_NAMES.map((name) => {
  const instances = Array.from({ length: 300 }, (_, seed) => generate(FAMILIES[name], seed));
  const texts = instances.flatMap(({ text, ...rest }) => {
    const parts = rest.kind === "choice" ? rest.options : rest.steps;
    return [text, ...parts.flatMap((part) => [part.text, part.explanation])];
  });
  return [`the family ${name}`, texts.join("\n")] as const;
});

describe.each([...FILES, ...GENERATED])("%s", (_, text) => {
  const lines = text.split("\n").map((text, index) => ({ text: text.replaceAll(GIVEN, ""), line: index + 1 }));

  it("writes each name in only one way", () => {
    const wrong = lines.flatMap(({ text, line }) => misspelled(text).map((problem) => `line ${line}: ${problem}`));
    expect(wrong).toEqual([]);
  });

  it("is in British spelling", () => {
    const american = lines.flatMap(({ text, line }) =>
      AMERICAN.flatMap((words) => [...text.matchAll(words)].map(([found]) => `line ${line}: “${found}”`)),
    );
    expect(american).toEqual([]);
  });
});

function misspelled(text: string): string[] {
  return NAMES.flatMap(([right, any]) =>
    [...text.matchAll(any)].flatMap(({ 0: found, index }) => {
      const isRight = right.includes(found) || (beginsSentence(text, index) && right.map(capitalised).includes(found));
      return isRight ? [] : [`“${found}” for “${right[0]}”`];
    }),
  );
}

function beginsSentence(text: string, index: number): boolean {
  return /(?:^|[.?!:\]] )\W*$/.test(text.slice(0, index));
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
