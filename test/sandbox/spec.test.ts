import { MessageFlags } from "discord.js";
import { expect, test } from "vitest";
import { problemsIn } from "./rules/refusals.ts";
import { logIn, openSandbox, request, respondWith, study } from "./stage.ts";

const PICTURE = { attachment: Buffer.from("a"), name: "a.png", description: "A picture" };
const messagesOf = (channelId: string) => `/channels/${channelId}/messages`;

test("the sandbox's own responses and events fit Discord's published schema", async () => {
  const sandbox = await openSandbox({ spec: "check" });
  const client = await logIn(sandbox);
  respondWith(client, async (interaction) => {
    if (interaction.isChatInputCommand()) {
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.editReply("Done");
      await interaction.followUp({ content: "More", files: [PICTURE] });
    }
  });
  await client.application.commands.set([{ name: "ping", description: "Ping", defaultMemberPermissions: "8" }]);
  await client.application.fetch();
  const { ada, grace, channelId, guildId } = study(sandbox);
  await sandbox.actor.slash({ userId: ada, channelId, name: "ping" });
  const guild = await client.guilds.fetch({ guild: guildId, force: true });
  await guild.members.fetch({ user: [ada, grace] });
  await guild.members.fetch({ user: ada, force: true });
  await guild.roles.fetch();
  await guild.channels.fetch();
  await (await client.users.fetch(grace, { force: true })).send({
    content: "Hello",
    files: [PICTURE],
    nonce: "1",
    enforceNonce: true,
    allowedMentions: { parse: [] },
  });
  await request(sandbox, "GET", messagesOf(channelId));
  await request(sandbox, "GET", "/guilds/1");
  await request(sandbox, "GET", "/users/@me/guilds");
  expect(sandbox.spec.violations()).toEqual([]);
  for (const what of ["event GUILD_CREATE", "event INTERACTION_CREATE", `response GET ${messagesOf("{channel}")}`]) {
    expect(sandbox.spec.checked()).toContain(what);
  }
});

test("a value that does not fit is noted with its path, and still goes through", async () => {
  const sandbox = await openSandbox({ spec: "check" });
  const { channelId } = study(sandbox);
  const body = { content: "a", attachments: [], message_reference: { message_id: "1", type: 7 } };
  await request(sandbox, "POST", messagesOf(channelId), body);
  expect(sandbox.spec.violations()).toContainEqual({
    what: "POST /channels/{channel}/messages",
    part: "request",
    problems: [expect.stringContaining("message_reference.type BASE_TYPE_CHOICES")],
  });
});

test.each<[string, object, string]>([
  ["a missing field", { message_reference: {} }, "message_reference.message_id BASE_TYPE_REQUIRED"],
  ["a text where a number belongs", { flags: "many" }, "flags NUMBER_TYPE_COERCE"],
  ["a number where a text belongs", { content: 5 }, "content STRING_TYPE_CONVERT"],
  ["a list that is not a list", { embeds: {} }, "embeds LIST_TYPE_CONVERT"],
  [
    "a fault deep inside the shape that was meant",
    { flags: 1 << 15, components: [{ type: 17, components: [{ type: 10 }] }] },
    "components.0.components.0.content BASE_TYPE_REQUIRED",
  ],
])("asked to, it refuses %s with 50035 and the path", async (_what, body, problem) => {
  const sandbox = await openSandbox({ spec: "refuse" });
  const refused = await request(sandbox, "POST", messagesOf(study(sandbox).channelId), body);
  expect([refused.status, refused.body.code]).toEqual([400, 50035]);
  expect(problemsIn(refused.body)).toContain(problem);
});

test("a string may stand for an integer, as Discord lets it", async () => {
  const sandbox = await openSandbox({ spec: "refuse" });
  const { channelId } = study(sandbox);
  const commands = `/applications/${sandbox.actor.bot().id}/commands`;
  const command = { name: "ping", description: "Ping", default_member_permissions: "8" };
  expect((await request(sandbox, "PUT", commands, [command])).status).toBe(200);
  expect((await request(sandbox, "POST", messagesOf(channelId), { content: "a", flags: "4096" })).status).toBe(200);
  expect(sandbox.spec.violations()).toEqual([]);
});
