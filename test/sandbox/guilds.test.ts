import { OverwriteType, PermissionFlagsBits } from "discord.js";
import { expect, test } from "vitest";
import { createSnowflakes } from "../../src/sandbox/snowflake.ts";
import { permissionsIn } from "../../src/sandbox/state/permissions.ts";
import { newUser, seedGuild } from "../../src/sandbox/state/seed.ts";
import { World } from "../../src/sandbox/state/world.ts";
import { logIn, openSandbox, request } from "./stage.ts";

const { ViewChannel, SendMessages, Administrator, BanMembers } = PermissionFlagsBits;

test("a first start can have several servers, and members of one name are one user", async () => {
  const sandbox = await openSandbox({
    guilds: [
      { name: "First", channels: ["study"], members: [{ name: "Ada" }, { name: "Grace" }] },
      { name: "Second", channels: ["talk", "study"], members: [{ name: "Barbara" }, { name: "Ada" }] },
    ],
  });
  const client = await logIn(sandbox);
  expect(client.guilds.cache.map(({ name }) => name)).toEqual(["First", "Second"]);
  const [first, second] = sandbox.actor.guilds().map(({ id }) => sandbox.actor.members(id));
  const idOf = (members: typeof first, name: string) => members?.find(({ user }) => user.global_name === name)?.user.id;
  expect(idOf(first, "Ada")).toBe(idOf(second, "Ada"));
  expect(second?.map(({ user }) => user.global_name ?? user.username)).toEqual(["Barbara", "Ada", "Test Bot"]);
  const elsewhere = await request(
    sandbox,
    "GET",
    `/guilds/${sandbox.actor.guilds()[0]?.id}/members/${idOf(second, "Barbara")}`,
  );
  expect(elsewhere.body.code).toBe(10007);
});

test("a server can be given roles that nobody has", async () => {
  const sandbox = await openSandbox({
    guilds: [{ name: "Server", channels: ["study"], members: [{ name: "Ada" }], roles: 3 }],
  });
  const client = await logIn(sandbox);
  const roles = client.guilds.cache.first()?.roles.cache.map(({ name }) => name);
  expect(roles).toEqual(expect.arrayContaining(["@everyone", "Role 1", "Role 2", "Role 3"]));
  expect(sandbox.actor.members(client.guilds.cache.firstKey() ?? "")).toHaveLength(2);
});

function newGuild() {
  const snowflakes = createSnowflakes(() => Date.UTC(2026, 0, 1), "0");
  const id = snowflakes.next();
  const world = new World({ id, name: "Bot" }, newUser(id, "Bot", "4752c4", true), snowflakes);
  const members = [{ name: "Owner" }, { name: "Ada", administrator: true }, { name: "Grace" }];
  seedGuild(world, { name: "Server", channels: ["study"], members }, 0);
  const [guild] = world.guilds.values();
  const [channel] = guild?.channels.values() ?? [];
  if (!guild || !channel) throw new Error("There is no server.");
  const may = (name: string, permission: bigint) => {
    const member = [...guild.members.values()].find(({ user }) => (user.global_name ?? user.username) === name);
    if (!member) throw new Error(`There is no ${name}.`);
    return (permissionsIn(guild, member, channel) & permission) === permission;
  };
  const overwrite = (id: string, type: OverwriteType, allow: bigint, deny: bigint) =>
    channel.permission_overwrites?.push({ id, type, allow: `${allow}`, deny: `${deny}` });
  const idOf = (name: string) =>
    [...guild.members.values()].find(({ user }) => user.global_name === name)?.user.id ?? "";
  return { world, guild, channel, may, overwrite, idOf };
}

test("owners and administrators may do everything, members what everyone may", () => {
  const { may } = newGuild();
  expect([may("Owner", BanMembers), may("Ada", BanMembers), may("Grace", BanMembers)]).toEqual([true, true, false]);
  expect([may("Grace", SendMessages), may("Bot", SendMessages), may("Bot", Administrator)]).toEqual([
    true,
    true,
    false,
  ]);
});

test("a channel can be closed to everyone and opened to one, and administrators still see it", () => {
  const { may, overwrite, guild, idOf } = newGuild();
  overwrite(guild.guild.id, OverwriteType.Role, 0n, ViewChannel);
  expect([may("Grace", ViewChannel), may("Bot", ViewChannel), may("Ada", ViewChannel)]).toEqual([false, false, true]);
  overwrite(idOf("Grace"), OverwriteType.Member, ViewChannel, SendMessages);
  expect([may("Grace", ViewChannel), may("Grace", SendMessages)]).toEqual([true, false]);
});

test("among a member's roles what one allows wins over what another denies", () => {
  const { may, overwrite, guild, idOf } = newGuild();
  guild.members.get(idOf("Grace"))?.roles.push("7", "8");
  overwrite("7", OverwriteType.Role, SendMessages, 0n);
  overwrite("8", OverwriteType.Role, 0n, SendMessages | ViewChannel);
  expect([may("Grace", SendMessages), may("Grace", ViewChannel)]).toEqual([true, false]);
});
