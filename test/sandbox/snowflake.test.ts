import { expect, test } from "vitest";
import { createSnowflakes, instantOf } from "../../src/sandbox/snowflake.ts";

const NOON = Date.UTC(2026, 2, 1, 12);

test("an id contains the time at which it was made", () => {
  expect(instantOf(createSnowflakes(() => NOON, "0").next())).toBe(NOON);
});

test("ids only grow, even if thousands are made in one millisecond or the clock goes back", () => {
  let now = NOON;
  const snowflakes = createSnowflakes(() => now, "0");
  const ids: bigint[] = [];
  for (let count = 0; count < 10_000; count++) ids.push(BigInt(snowflakes.next()));
  now -= 3_600_000;
  for (let count = 0; count < 10; count++) ids.push(BigInt(snowflakes.next()));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(ids.toSorted((a, b) => (a < b ? -1 : 1)));
});

test("ids continue after the last one that was saved", () => {
  const before = createSnowflakes(() => NOON, "0");
  before.next();
  const last = before.next();
  const after = createSnowflakes(() => NOON - 60_000, last);
  expect(BigInt(after.next())).toBeGreaterThan(BigInt(last));
});
