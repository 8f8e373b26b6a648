import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tour } from "../../src/tour.ts";
import { textOf } from "./support/acting.ts";
import { type StudyGroup, startStudyGroup } from "./support/study-group.ts";

let folder: string;
let group: StudyGroup;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lockstep-"));
  group = await startStudyGroup(folder);
});

afterAll(async () => {
  await group.stop();
  await rm(folder, { recursive: true, force: true });
});

async function playTour(): Promise<void> {
  for (const step of tour.steps) await step.run(group.actor, group.clock);
}

/** Each member's path, reminders and time zone as text: everything that the tour could change. */
async function readCohort(): Promise<Record<string, string>> {
  const read = [];
  for (const name of ["Ada", "Grace", "Linus", "Barbara", "Leslie"]) {
    const member = group.member(name);
    read.push([name, `${textOf(await member.slash("path"))}\n${textOf(await member.slash("remind list"))}`]);
  }
  return Object.fromEntries(read);
}

describe("the guided run", () => {
  it("leaves a member who has joined already as they are", async () => {
    const linus = group.member("Linus");
    await linus.slash("join", { zone: "Asia/Tokyo" });
    await playTour();
    expect(textOf(await linus.slash("join", { zone: "Asia/Tokyo" }))).toContain("You are already in");
    expect(textOf(await linus.slash("path"))).toContain("0 of 7");
    expect(textOf(await linus.slash("remind list"))).not.toContain("Every");
  });

  it("has brought the others to different phases, in zones of their own, with weekly reminders", async () => {
    const cohort = await readCohort();
    expect(cohort.Leslie).toContain("7 of 7");
    expect(cohort.Barbara).toContain("5 of 7");
    expect(cohort.Grace).toContain("2 of 7");
    expect(cohort.Ada).toContain("0 of 7");
    expect(cohort.Grace).toContain("19:00");
    for (const [name, zone] of [
      ["Leslie", "Europe/Lisbon"],
      ["Barbara", "Pacific/Auckland"],
      ["Grace", "America/New_York"],
      ["Ada", "Europe/Vienna"],
    ] as const) {
      expect(textOf(await group.member(name).slash("join", { zone }))).toContain("You are already in");
    }
  });

  it("was asked a whole quiz, and set the timer of a lesson", async () => {
    const summary = group
      .member("Grace")
      .seen()
      .map(({ message }) => textOf(message));
    expect(summary.some((text) => /: \d of \d right/.test(text))).toBe(true);
    expect(group.clock.nextTimer()).toBeLessThan(group.clock.now() + 60 * 60_000);
  });

  it("does no harm when it is played again", async () => {
    const before = await readCohort();
    await playTour();
    expect(await readCohort()).toEqual(before);
  });

  it("asked Discord for nothing that it refused", () => {
    expect(group.refusals).toEqual([]);
    expect(group.errors).toEqual([]);
  });
});
