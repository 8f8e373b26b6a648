import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { textOf } from "./support/acting.ts";
import { type StudyGroup, startStudyGroup } from "./support/study-group.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

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

const befall = (kind: "bot-removed" | "bot-added") => group.actor.faults.cause({ kind, guildId: group.guildId });

/** Whether the bot's database says so. */
function isKnownAsLeft(): boolean {
  const connection = new Sqlite(join(folder, "sandbox.db"), { readonly: true });
  const { left } = connection.prepare<[], { left: number }>("select count(*) as left from left_servers").get() ?? {
    left: 0,
  };
  connection.close();
  return left > 0;
}

/** How many messages, and channels for them, the bot asked for meanwhile. */
async function countRequests(during: () => Promise<void>): Promise<number> {
  let count = 0;
  const off = group.actor.on((event) => {
    if (event.kind === "wire" && event.entry.what.startsWith("POST /")) count += 1;
  });
  await during();
  off();
  return count;
}

describe("a server that the bot is removed from", () => {
  it("gets no reminders, which come in one message once the bot is back", async () => {
    const ada = group.member("Ada");
    await ada.slash("join", { zone: "UTC" });
    await ada.press(await ada.slash("learn"), "Start");
    befall("bot-removed");
    await expect.poll(() => isKnownAsLeft()).toBe(true);
    expect(await countRequests(() => group.clock.advance(5 * HOUR))).toBe(0);
    expect(ada.directMessages()).toEqual([]);
    const late = ada.hears(/comes late/);
    befall("bot-added");
    await expect.poll(() => isKnownAsLeft()).toBe(false);
    await group.clock.advance(MINUTE);
    expect(textOf(await late)).toContain("the timer of Heartbeats");
    expect(ada.directMessages()).toHaveLength(1);
  });

  it("or added to, while the bot is off, is noticed at the next start", async () => {
    const ada = group.member("Ada");
    await ada.slash("join", { zone: "UTC" });
    await ada.press(await ada.slash("learn"), "Start");
    await group.stopBot();
    befall("bot-removed");
    await group.clock.advance(HOUR);
    expect(await countRequests(() => group.restartBot())).toBe(0);
    expect(isKnownAsLeft()).toBe(true);
    await group.stopBot();
    befall("bot-added");
    await group.restartBot();
    expect(ada.directMessages().map(textOf)).toEqual([expect.stringContaining("comes late")]);
  });
});

describe("the leaderboard", () => {
  it("is without those who left the server", async () => {
    for (const name of ["Ada", "Grace"]) await group.member(name).slash("join", { zone: "UTC" });
    const ada = group.member("Ada");
    expect(textOf(await ada.slash("leaderboard"))).toContain("Grace");
    group.actor.faults.cause({ kind: "member-leaves", guildId: group.guildId, userId: group.member("Grace").userId });
    await group.clock.advance(25 * HOUR);
    const board = textOf(await ada.slash("leaderboard"));
    expect(board).not.toContain("Grace");
    expect(board).toContain("Ada");
  });

  it("keeps everybody while Discord cannot be asked", async () => {
    for (const name of ["Ada", "Grace"]) await group.member(name).slash("join", { zone: "UTC" });
    await group.clock.advance(25 * HOUR);
    group.actor.faults.add({ kind: "bad-gateway", effect: "before", route: "GET /guilds/{guild}/members/{user}" });
    expect(textOf(await group.member("Ada").slash("leaderboard"))).toContain("Grace");
  });
});
