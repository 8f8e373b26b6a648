import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { ActorEvent } from "../../src/sandbox/contract.ts";
import { textOf } from "./support/acting.ts";
import { type StudyGroup, startStudyGroup } from "./support/study-group.ts";

// Polls for 25 deferrals, which takes long on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let folder: string;
let group: StudyGroup;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lockstep-"));
  group = await startStudyGroup(folder);
});

afterEach(async () => {
  await group.stop();
  await rm(folder, { recursive: true, force: true });
});

const isFirstResponse = (event: ActorEvent) =>
  event.kind === "wire" && event.entry.what === "POST /interactions/{interaction}/{token}/callback";

it("while another program holds the write lock, members are told to wait, and are answered once it is free", async () => {
  const members = ["Ada", "Grace", "Linus", "Barbara", "Leslie"].map((name) => group.member(name));
  for (const member of members) await member.slash("join", { zone: "UTC" });
  const other = new Database(join(folder, "sandbox.db"));
  other.exec("begin immediate");

  let responses = 0;
  group.actor.on((event) => {
    if (isFirstResponse(event)) responses += 1;
  });
  const asked = members.flatMap((member) =>
    [1, 2, 3, 4, 5].map((hours) => member.slash("remind once", { when: `in ${hours} hours` })),
  );
  const answered = Promise.all(asked);
  // All 25 are deferred, for nothing could be written.
  await expect.poll(() => responses, { timeout: 30_000 }).toBe(25);
  // What only reads is answered at once.
  expect(textOf(await group.member("Ada").slash("path"))).toContain("0 of 7 lessons");
  other.exec("rollback");

  const texts = (await answered).map(textOf);
  for (const text of texts) expect(text).toContain("remind you");
  expect(other.prepare("select count(*) from schedules").pluck().get()).toBe(25);
  expect(group.errors).toEqual([]);
  expect(group.refusals).toEqual([]);
  other.close();
});
