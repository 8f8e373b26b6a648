import { beforeEach, describe, expect, it } from "vitest";
import { tellKeptReminders } from "../../src/discord/hooks/kept-reminders.ts";
import { GUILD, joinAs, MINUTE, makeCoach, type TestCoach } from "../support/coach.ts";
import { makeCourse } from "../support/course.ts";

describe("the notice about kept reminders", () => {
  let test: TestCoach;
  let who: { userId: string; enrolmentId: number };

  /** A timer falls due for a learner whose direct messages are closed. */
  beforeEach(async () => {
    test = makeCoach([{ course: makeCourse([["a"]]), questions: [] }]);
    who = await joinAs(test, "1");
    await test.coach.learning.startLesson({ ...who, lessonId: "a" });
    test.endSendsWith(() => ({ kind: "unreachable", refusal: "closed" }));
    await test.clock.advance(30 * MINUTE);
  });

  const tell = (asked: { userId: string; guildId: string | null; enrolmentId: number | null }) =>
    tellKeptReminders({ coach: test.coach, displayName: null, ...asked });

  it("follows whatever a member uses or presses in the server, once", async () => {
    const asked = { userId: "1", guildId: GUILD, enrolmentId: null };
    expect(JSON.stringify(await tell(asked))).toContain("I could not send you a direct message");
    expect(await tell(asked)).toBeNull();
  });

  it("follows a press in a direct message that names the enrolment", async () => {
    const told = await tell({ ...who, guildId: null });
    expect(JSON.stringify(told)).toContain("I could not send you a direct message");
  });

  it("is not given for a press in a direct message that names none, or somebody else's", async () => {
    expect(await tell({ userId: "1", guildId: null, enrolmentId: null })).toBeNull();
    expect(await tell({ userId: "2", guildId: null, enrolmentId: who.enrolmentId })).toBeNull();
    expect(await tell({ ...who, guildId: null })).not.toBeNull();
  });
});
