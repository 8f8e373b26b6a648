import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { APIMessage } from "discord-api-types/v10";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Acting, labelsOf, textOf } from "../e2e/support/acting.ts";
import { type StudyGroup, startStudyGroup } from "../e2e/support/study-group.ts";

/** The sandbox refuses a request to this route. */
const FIRST_REPLY = "POST /interactions/{interaction}/{token}/callback";

let folder: string;
let group: StudyGroup;
let ada: Acting;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lockstep-"));
  group = await startStudyGroup(folder);
  ada = group.member("Ada");
  await ada.slash("join", { zone: "UTC" });
});
afterAll(async () => {
  await group.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Refuses the first reply to an act, and gives what the member reads then. */
async function refuse(act: () => Promise<APIMessage>): Promise<string> {
  const { id } = group.actor.faults.add({ kind: "refuse", route: FIRST_REPLY, times: 1 });
  group.errors.length = 0;
  const told = textOf(await act());
  expect(group.actor.faults.active().map((fault) => fault.id)).not.toContain(id);
  const reference = /logged as `([0-9a-f]{8})`/.exec(told)?.[1];
  expect(group.errors).toMatchObject([{ reference, message: "a reply could not be sent", error: { code: 50035 } }]);
  return told;
}

const COMMANDS: [string, Record<string, string | number>][] = [
  ["learn", {}],
  ["path", {}],
  ["checklist", {}],
  ["quiz", {}],
  ["resources", {}],
  ["leaderboard", {}],
  ["leave", {}],
  ["help", {}],
  ["join", { zone: "Europe/Vienna" }],
  ["remind once", { when: "tomorrow" }],
  ["remind weekly", { day: 1, time: "19:00" }],
  ["remind list", {}],
  ["course list", {}],
  ["course preview", { course: "distributed-systems" }],
];

it.each(COMMANDS)("if Discord refuses the reply to /%s, the member reads a reference", async (name, options) => {
  await refuse(() => ada.slash(name, options));
});

it.each(COMMANDS)("the same for every button below the reply to /%s", async (name, options) => {
  const shown = await ada.slash(name, options);
  for (const label of pressesOf(shown)) await refuse(() => ada.press(shown, label));
});

it("names the lesson and the course that the reply was about", async () => {
  const told = await refuse(() => ada.slash("learn", { lesson: "consensus-algorithms" }));
  expect(told).toContain("my reply “Consensus Algorithms”");
  expect(told).toContain("-# Distributed System Concepts · Phase 1");
});

/** The buttons that act: a disabled one cannot be pressed, and a link goes elsewhere. */
function pressesOf(message: APIMessage): string[] {
  return labelsOf(message).filter((label) => !/^Open the /.test(label));
}
