import { describe, expect, it } from "vitest";
import { createCoach } from "../../src/coach/coach.ts";
import { DAY, expectValue, GUILD, joinAs, makeCoach } from "../support/coach.ts";
import { makeCourse } from "../support/course.ts";

const content = { course: makeCourse([["a"]]), questions: [] };

/** A coach whose directory notes whom it was asked about. */
function makeAsking(answer: (userId: string) => string | null) {
  const test = makeCoach([content]);
  const asked: string[] = [];
  const directory = {
    async displayName(_guildId: string, userId: string) {
      asked.push(userId);
      return answer(userId);
    },
  };
  const coach = createCoach({ ...test.ports, directory });
  const readNames = async (page = 0) =>
    expectValue(
      await coach.cohort.readLeaderboard({ guildId: GUILD, userId: "reader", courseId: null, page }),
    ).entries.map(({ displayName }) => displayName);
  return { test, coach, asked, readNames };
}

describe("names on the leaderboard", () => {
  it("are those that interactions brought, and nobody is asked", async () => {
    const { test, coach, asked, readNames } = makeAsking(() => "from Discord");
    await joinAs(test, "1");
    await coach.cohort.keepName({ guildId: GUILD, userId: "1", displayName: "Ada" });
    expect(await readNames()).toEqual(["Ada"]);
    expect(asked).toEqual([]);
  });

  it("are asked for once if they are unknown, and again after a day", async () => {
    const { test, asked, readNames } = makeAsking((userId) => `Member ${userId}`);
    await joinAs(test, "1");
    expect(await readNames()).toEqual(["Member 1"]);
    expect(await readNames()).toEqual(["Member 1"]);
    expect(asked).toEqual(["1"]);
    await test.clock.advance(8 * DAY);
    await readNames();
    expect(asked).toEqual(["1", "1"]);
  });

  it("are asked for on the page that is shown, or the last one if there are fewer", async () => {
    const { test, asked, readNames } = makeAsking((userId) => userId);
    for (let member = 10; member < 22; member += 1) await joinAs(test, `${member}`);
    await readNames(7);
    expect(asked).toEqual(["20", "21"]);
    await readNames(-1);
    expect(asked).toHaveLength(12);
  });

  it("are gone with those who left the server, and the next ones move up; who is back is there again", async () => {
    const away = new Set<string>();
    const { test, coach, asked, readNames } = makeAsking((userId) => (away.has(userId) ? null : userId));
    for (let member = 10; member < 23; member += 1) await joinAs(test, `${member}`);
    away.add("11").add("12").add("20");
    expect(await readNames()).toEqual(["10", "13", "14", "15", "16", "17", "18", "19", "21", "22"]);
    expect(asked.toSorted()).toEqual(Array.from({ length: 13 }, (_, member) => `${member + 10}`));
    expect(await readNames()).toHaveLength(10);
    expect(asked).toHaveLength(13);

    await coach.cohort.keepName({ guildId: GUILD, userId: "11", displayName: "11, back" });
    expect((await readNames()).slice(0, 3)).toEqual(["10", "11, back", "13"]);
    away.clear();
    await test.clock.advance(DAY + 1);
    expect((await readNames()).slice(0, 3)).toEqual(["10", "11", "12"]);
  });

  it("stay as they were if Discord cannot be asked", async () => {
    let fails = false;
    const { test, asked, readNames } = makeAsking(() => {
      if (fails) throw new Error("502");
      return "Ada";
    });
    await joinAs(test, "1");
    await readNames();
    fails = true;
    await test.clock.advance(8 * DAY);
    expect(await readNames()).toEqual(["Ada"]);
    // Once for each board, not again and again for the same one.
    expect(asked).toEqual(["1", "1"]);
    expect(test.errors).toEqual([]);
  });
});
