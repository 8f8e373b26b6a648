import { expect, test } from "vitest";
import { OpeningLimit } from "../../src/sandbox/rest/opening-limit.ts";

test("forty direct messages may be opened in a minute, and forty more in the next", () => {
  const limit = new OpeningLimit({});
  const opened = (now: number) => Array.from({ length: 50 }, () => limit.take(now)).filter((isTaken) => isTaken).length;
  expect([opened(1), opened(60_000), opened(60_001)]).toEqual([40, 0, 40]);
});
