import { OverwriteType, PermissionFlagsBits } from "discord.js";
import { expect, onTestFinished, test } from "vitest";
import { createClock } from "../../src/sandbox/clock.ts";
import { MessageRoom } from "../../src/sandbox/messages/message-room.ts";
import type { Call } from "../../src/sandbox/rest/router.ts";
import { Router } from "../../src/sandbox/rest/router.ts";
import { channelRoutes } from "../../src/sandbox/rest/routes/channels.ts";
import { createSnowflakes } from "../../src/sandbox/snowflake.ts";
import { AttachmentStore } from "../../src/sandbox/state/attachment-store.ts";
import { newUser, STUDY_GROUP, seedGuild } from "../../src/sandbox/state/seed.ts";
import { World } from "../../src/sandbox/state/world.ts";

const { ViewChannel, SendMessages, AttachFiles } = PermissionFlagsBits;

/** The routes of a server where everyone lacks `denied` in the channel. */
function routesWithout(denied: bigint) {
  const throwIt = (error: unknown) => {
    throw error;
  };
  const clock = createClock(0, throwIt);
  onTestFinished(() => clock.stop());
  const snowflakes = createSnowflakes(clock.now, "0");
  const id = snowflakes.next();
  const world = new World({ id, name: "Bot" }, newUser(id, "Bot", "4752c4", true), snowflakes);
  seedGuild(world, STUDY_GROUP, clock.now());
  const [guild] = world.guilds.values();
  const [channel] = guild?.channels.values() ?? [];
  const roleId = guild?.guild.id ?? "";
  channel?.permission_overwrites?.push({ id: roleId, type: OverwriteType.Role, allow: "0", deny: `${denied}` });
  const messages = new MessageRoom(world, clock, new AttachmentStore(null, throwIt));
  const router = new Router(channelRoutes({ world, messages, cdnUrl: "http://127.0.0.1/cdn", openings: null }));
  return (method: string, path: string, call: Partial<Call> = {}) => {
    const match = router.find(method, `/channels/${channel?.id}${path}`);
    if (typeof match === "number") throw new Error(`No such route: ${match}`);
    const whole: Call = {
      params: match.params,
      query: new URLSearchParams(),
      body: {},
      list: null,
      uploads: new Map(),
      ...call,
    };
    return match.route.handle(whole);
  };
}

function botRole() {
  const snowflakes = createSnowflakes(() => Date.UTC(2026, 0, 1), "0");
  const id = snowflakes.next();
  const world = new World({ id, name: "Bot" }, newUser(id, "Bot", "4752c4", true), snowflakes);
  seedGuild(world, STUDY_GROUP, 0);
  const roles = [...world.guilds.values()].flatMap(({ guild }) => guild.roles);
  return roles.find(({ managed }) => managed) ?? expect.fail("the bot has no role");
}

const body = { content: "Hello" };
const upload = new Map([["0", { name: "a.txt", contentType: "text/plain", bytes: new Uint8Array(1) }]]);

test("the bot cannot reach a channel that it cannot see: 50001", () => {
  const call = routesWithout(ViewChannel);
  const missingAccess = expect.objectContaining({ status: 403, code: 50001 });
  expect(() => call("GET", "")).toThrow(missingAccess);
  expect(() => call("GET", "/messages")).toThrow(missingAccess);
  expect(() => call("POST", "/messages", { body })).toThrow(missingAccess);
});

test("a bot that was invited with 0 permissions has those of @everyone, and no more", () => {
  const call = routesWithout(0n);
  expect(call("POST", "/messages", { body })).toMatchObject({ status: 200 });
  const { permissions } = botRole();
  expect(permissions).toBe("0");
});

test("a bot without the permission to write can still read: 50013", () => {
  const call = routesWithout(SendMessages);
  expect(() => call("POST", "/messages", { body })).toThrow(expect.objectContaining({ status: 403, code: 50013 }));
  expect(call("GET", "/messages")).toEqual({ status: 200, body: [] });
});

test("a bot without the permission to attach files can still write: 50013", () => {
  const call = routesWithout(AttachFiles);
  expect(() => call("POST", "/messages", { body, uploads: upload })).toThrow(expect.objectContaining({ code: 50013 }));
  expect(call("POST", "/messages", { body })).toMatchObject({ status: 200 });
});
