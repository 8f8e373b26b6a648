import { EventEmitter } from "node:events";
import type { Client } from "discord.js";
import { expect, it } from "vitest";
import type { Coach } from "../../src/coach/coach.ts";
import { followServers } from "../../src/discord/server-presence.ts";
import { GUILD, joinAs, MINUTE, makeCoach, START } from "../support/coach.ts";
import { makeCourse } from "../support/course.ts";
import { nextTurn } from "../support/interleaving/ports.ts";

const content = { course: makeCourse([["a"]]), questions: [] };

/** The n-th server of a shard, of two. */
const serverOf = (shard: 0 | 1, number: number) => String(BigInt(2 * number + shard) << 22n);

/** A client that runs shard 1 of two, and is in these servers. */
function makeClient(present: readonly string[]) {
  const ws = Object.assign(new EventEmitter(), { shards: new Map([[1, {}]]) });
  const guilds = { cache: new Map(present.map((id) => [id, {}])) };
  return { ws, client: { ws, guilds, options: { shardCount: 2 } } as unknown as Client<true> };
}

/** What the coach hears. */
function makeListener() {
  const heard: string[] = [];
  const asked: { present: ReadonlySet<string>; concerns: (guildId: string) => boolean }[] = [];
  const servers: Coach["servers"] = {
    leaveServer: async ({ guildId }) => void heard.push(`left ${guildId}`),
    comeBack: async ({ guildId }) => void heard.push(`in ${guildId}`),
    compareServers: async (input) => void asked.push(input),
  };
  return { heard, asked, coach: { servers } as unknown as Coach };
}

const { log } = makeCoach([content]).ports;

it("a shard says nothing about the servers of another one", async () => {
  const { client } = makeClient([serverOf(1, 1)]);
  const { coach, asked } = makeListener();
  await followServers(client, coach, log);
  expect([...(asked[0]?.present ?? [])]).toEqual([serverOf(1, 1)]);
  expect([serverOf(0, 1), serverOf(0, 2), serverOf(1, 2)].map((id) => asked[0]?.concerns(id))).toEqual([
    false,
    false,
    true,
  ]);
});

it("a new session is compared for its own shard, and an outage is no removal", async () => {
  const { client, ws } = makeClient([]);
  const { coach, asked, heard } = makeListener();
  await followServers(client, coach, log);
  ws.emit("READY", { guilds: [{ id: serverOf(0, 1), unavailable: true }], shard: [0, 2] });
  expect([...(asked[1]?.present ?? [])]).toEqual([serverOf(0, 1)]);
  expect([serverOf(0, 2), serverOf(1, 2)].map((id) => asked[1]?.concerns(id))).toEqual([true, false]);
  ws.emit("GUILD_DELETE", { id: "1", unavailable: true });
  ws.emit("GUILD_DELETE", { id: "2" });
  ws.emit("GUILD_CREATE", { id: "3" });
  expect(heard).toEqual(["left 2", "in 3"]);
});

it("reminders rest while the bot is not there, and come when it is back", async () => {
  const test = makeCoach([content]);
  const who = await joinAs(test, "1");
  await test.coach.reminders.addOnceReminder({ ...who, when: "in 10 minutes", lessonId: null });
  const { client, ws } = makeClient([]);
  await followServers(client, { ...test.coach }, log);
  ws.emit("GUILD_DELETE", { id: GUILD });
  await nextTurn();
  await test.clock.advance(30 * MINUTE);
  expect(test.sent).toEqual([]);
  ws.emit("GUILD_CREATE", { id: GUILD });
  await nextTurn();
  await test.clock.advance(MINUTE);
  expect(test.sent.map(({ message }) => message.now - START)).toEqual([30 * MINUTE + 1_000]);
});
