import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { textOf } from "./support/acting.ts";
import { type StudyGroup, startStudyGroup } from "./support/study-group.ts";

const MINUTE = 60_000;
const SEND = "POST /channels/{channel}/messages";

describe("when Discord has trouble", () => {
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

  async function startLesson(): Promise<ReturnType<StudyGroup["member"]>> {
    const ada = group.member("Ada");
    await ada.slash("join", { zone: "UTC" });
    await ada.press(await ada.slash("learn"), "Start");
    return ada;
  }

  it("a reminder that was stored before a 502 is not sent twice", async () => {
    const ada = await startLesson();
    group.actor.faults.add({ kind: "bad-gateway", effect: "after", route: SEND, times: 1 });
    await group.clock.advance(30 * MINUTE);
    expect(ada.directMessages().map(textOf)).toEqual([expect.stringContaining("How did **Heartbeats** go?")]);
  });

  it("a reminder whose connection broke is sent again a minute later, under the same nonce", async () => {
    const ada = await startLesson();
    group.actor.faults.add({ kind: "reset", effect: "after", route: SEND, times: 1 });
    await group.clock.advance(30 * MINUTE);
    await group.clock.advance(5 * MINUTE);
    expect(ada.directMessages()).toHaveLength(1);
  });

  it("a reminder that is refused again and again goes out once Discord is back", async () => {
    const ada = await startLesson();
    group.actor.faults.add({ kind: "reset", effect: "before", route: SEND });
    await group.clock.advance(40 * MINUTE);
    expect(ada.directMessages()).toEqual([]);
    group.actor.faults.clearAll();
    await group.clock.advance(60 * MINUTE);
    expect(ada.directMessages()).toHaveLength(1);
  });

  it("a reply that arrived before a 502 stays, and nothing is logged as a bug", async () => {
    const ada = await startLesson();
    const route = "POST /interactions/{interaction}/{token}/callback";
    group.actor.faults.add({ kind: "bad-gateway", effect: "after", route, times: 1 });
    expect(textOf(await ada.slash("path"))).toContain("Phase 1: Foundations");
    expect(textOf(await ada.slash("path"))).toContain("Phase 1: Foundations");
    expect(group.errors).toEqual([]);
  });

  it("a dropped connection is resumed, and commands still work", async () => {
    const ada = await startLesson();
    const resumed = ada.hears(/Phase 1: Foundations/);
    group.actor.faults.cause({ kind: "drop-connections" });
    const answer = ada.slash("path");
    await Promise.all([resumed, answer]);
    expect(textOf(await answer)).toContain("Phase 1: Foundations");
  });
});
