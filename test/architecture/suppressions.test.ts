import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../..");
const SELF = "test/architecture/suppressions.test.ts";

const EVERYWHERE = /biome-ignore|@ts-ignore|@ts-nocheck|\b(?:TODO|FIXME)\b/;
/** A test may show that the compiler refuses something. Other code may not silence it. */
const IN_THE_HOUSE = /@ts-expect-error/;

function findLines(pattern: RegExp, files: readonly string[]): string[] {
  return files.flatMap((file) =>
    readFileSync(path.join(ROOT, file), "utf8")
      .split("\n")
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
  );
}

test("no rule is turned off and nothing is left for later", () => {
  const house = globSync("{src,commands}/**/*.{ts,js}", { cwd: ROOT });
  const around = globSync("{bench,launcher,scripts,test}/**/*.{ts,mjs}", { cwd: ROOT });
  expect(house.length).toBeGreaterThan(40);
  expect(findLines(IN_THE_HOUSE, house)).toEqual([]);
  expect(findLines(EVERYWHERE, [...house, ...around.filter((file) => file !== SELF)])).toEqual([]);
  expect(findLines(EVERYWHERE, [SELF])).not.toEqual([]);
});
