import type { TextChannel } from "discord.js";
import { AttachmentBuilder, Events, GatewayIntentBits, MessageFlags, Partials } from "discord.js";
import { expect, test } from "vitest";
import { logIn, openSandbox, request, respondWith, shownMessage, study } from "./stage.ts";

const MINUTE = 60_000;
/** The smallest picture: 1 by 1. */
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=",
  "base64",
);

async function stage(intents?: GatewayIntentBits[]) {
  const sandbox = await openSandbox();
  const client = await logIn(sandbox, intents);
  const place = study(sandbox);
  const channel = client.channels.cache.get(place.channelId) as TextChannel;
  const contents = (channelId: string) =>
    sandbox.actor.messages(channelId, place.ada).map(({ message }) => message.content);
  return { sandbox, client, channel, contents, ...place };
}

test("a channel message can be sent, fetched, edited and deleted", async () => {
  const { channel, contents, channelId } = await stage();
  const sent = await channel.send("First");
  await channel.send("Second");
  expect((await channel.messages.fetch({ message: sent.id, force: true })).content).toBe("First");
  const edited = await sent.edit("Changed");
  expect(edited.editedTimestamp).not.toBeNull();
  expect((await channel.messages.fetch({ limit: 10 })).map(({ content }) => content)).toEqual(["Second", "Changed"]);
  await sent.delete();
  expect(contents(channelId)).toEqual(["Second"]);
});

test("a page of messages can be asked for before, after and around one of them", async () => {
  const { channel } = await stage();
  const ids: string[] = [];
  for (let number = 1; number <= 5; number++) ids.push((await channel.send(`${number}`)).id);
  const fetched = async (page: { before?: string; after?: string; around?: string; limit: number }) =>
    (await channel.messages.fetch({ ...page, cache: false })).map(({ content }) => content);
  const [, second = "", third = ""] = ids;
  expect(await fetched({ before: third, limit: 1 })).toEqual(["2"]);
  expect(await fetched({ after: second, limit: 2 })).toEqual(["4", "3"]);
  expect(await fetched({ around: third, limit: 3 })).toEqual(["4", "3", "2"]);
});

test("a reply names the message it replies to, and a reply to an unknown message is refused", async () => {
  const { sandbox, channel, channelId } = await stage();
  const question = await channel.send("Question");
  expect((await question.reply("Answer")).reference?.messageId).toBe(question.id);
  const refused = await request(sandbox, "POST", `/channels/${channelId}/messages`, {
    content: "Answer",
    message_reference: { message_id: "1" },
  });
  expect(refused.body.errors.message_reference._errors[0].code).toBe("REPLIES_UNKNOWN_MESSAGE");
});

test("under an enforced nonce the earlier message comes back for five minutes, then a new one is sent", async () => {
  const { sandbox, channel, contents, channelId } = await stage();
  const send = (content: string) => channel.send({ content, nonce: "delivery-1", enforceNonce: true });
  const first = await send("Once");
  await sandbox.clock.advance(5 * MINUTE - 10_000);
  expect((await send("Twice")).id).toBe(first.id);
  await sandbox.clock.advance(10_000);
  expect((await send("Later")).id).not.toBe(first.id);
  expect(contents(channelId)).toEqual(["Once", "Later"]);
});

test("a nonce that is not enforced holds nothing back", async () => {
  const { channel, contents, channelId } = await stage();
  await channel.send({ content: "Once", nonce: "n" });
  await channel.send({ content: "Twice", nonce: "n" });
  expect(contents(channelId)).toEqual(["Once", "Twice"]);
});

test("allowed mentions decide who is pinged", async () => {
  const { channel, ada, grace } = await stage();
  const content = `<@${ada}> <@${grace}> @everyone`;
  const all = await channel.send(content);
  expect([[...all.mentions.users.keys()], all.mentions.everyone]).toEqual([[ada, grace], true]);
  const none = await channel.send({ content, allowedMentions: { parse: [] } });
  expect([none.mentions.users.size, none.mentions.everyone]).toEqual([0, false]);
  const one = await channel.send({ content, allowedMentions: { users: [grace] } });
  expect([...one.mentions.users.keys()]).toEqual([grace]);
});

test("a direct message reaches its member, who can press its buttons without a server", async () => {
  const { sandbox, client, ada, grace } = await stage([GatewayIntentBits.Guilds, GatewayIntentBits.DirectMessages]);
  respondWith(client, async (interaction) => {
    if (!interaction.isButton()) return;
    const place = [interaction.inGuild(), interaction.guildId, interaction.member, interaction.context];
    await interaction.update({ content: `${interaction.user.displayName} ${place.join(" ")}`, components: [] });
  });
  const user = await client.users.fetch(ada);
  const components = [{ type: 1, components: [{ type: 2, style: 1, label: "Done", custom_id: "done" }] }];
  const sent = await user.send({ content: "Time is up", components });
  const [channel] = sandbox.actor.channels({ userId: ada });
  expect(channel?.id).toBe(sent.channelId);
  expect(sandbox.actor.messages(sent.channelId, grace)).toEqual([]);
  const outcome = await sandbox.actor.press({ userId: ada, messageId: sent.id, customId: "done" });
  expect(shownMessage(outcome).message.content).toBe("Ada false   1");
});

test("a member's direct message arrives with its content", async () => {
  const sandbox = await openSandbox();
  const client = await logIn(sandbox, [GatewayIntentBits.DirectMessages]);
  client.options.partials = [Partials.Channel];
  const { ada } = study(sandbox);
  const channel = await client.users.createDM(ada);
  const arrived = new Promise<string>((resolve) =>
    client.once(Events.MessageCreate, ({ content }) => resolve(content)),
  );
  await sandbox.actor.say({ userId: ada, channelId: channel.id, content: "Hello bot" });
  expect(await arrived).toBe("Hello bot");
});

test("the bot cannot write to a member who accepts no direct messages until they do again: 50007", async () => {
  const { sandbox, client, ada } = await stage();
  const user = await client.users.fetch(ada);
  sandbox.actor.setDirectMessagesOpen(ada, false);
  await expect(user.send("Hello")).rejects.toMatchObject({ code: 50007, status: 403 });
  sandbox.actor.setDirectMessagesOpen(ada, true);
  expect((await user.send("Hello")).content).toBe("Hello");
});

test("a file is served at its attachment's address, and an embed and a gallery can show it", async () => {
  const { sandbox, channel } = await stage();
  const file = new AttachmentBuilder(PNG, { name: "board.png", description: "The board" });
  const sent = await channel.send({ files: [file], embeds: [{ image: { url: "attachment://board.png" } }] });
  const [attachment] = sent.attachments.values();
  expect(attachment).toMatchObject({
    name: "board.png",
    description: "The board",
    width: 1,
    height: 1,
    contentType: "image/png",
  });
  expect(sent.embeds[0]?.image?.url).toBe(attachment?.url);
  const response = await fetch(attachment?.url ?? "");
  expect(response.headers.get("content-type")).toBe("image/png");
  expect(Buffer.from(await response.arrayBuffer()).equals(PNG)).toBe(true);

  const gallery = { type: 12, items: [{ media: { url: "attachment://board.png" }, description: "The board" }] };
  const inV2 = await channel.send({ flags: MessageFlags.IsComponentsV2, files: [file], components: [gallery] });
  expect(JSON.stringify(inV2.components[0]?.toJSON())).toContain(`${sandbox.cdnUrl}/attachments/`);
});

test("an edit keeps the attachments it lists and drops the others", async () => {
  const { channel } = await stage();
  const file = (name: string) => new AttachmentBuilder(Buffer.from(name), { name });
  const sent = await channel.send({ content: "Two", files: [file("a.txt"), file("b.txt")] });
  const [first, second] = [...sent.attachments.values()];
  const edited = await sent.edit({ attachments: second ? [second] : [], files: [file("c.txt")] });
  expect(edited.attachments.map(({ name }) => name)).toEqual(["b.txt", "c.txt"]);
  expect((await fetch(first?.url ?? "")).status).toBe(404);
  expect(await (await fetch(second?.url ?? "")).text()).toBe("b.txt");
});

test("an uploaded page does not run, but is offered as a download", async () => {
  const { channel } = await stage();
  const page = new AttachmentBuilder(Buffer.from("<script>1</script>"), { name: "page.html" });
  const sent = await channel.send({ files: [{ attachment: page.attachment as Buffer, name: "page.html" }] });
  const response = await fetch(sent.attachments.first()?.url ?? "");
  expect(response.headers.get("content-disposition")).toBe("attachment");
  expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
});

test("every member has an avatar", async () => {
  const { sandbox, client, ada } = await stage();
  const url = (await client.users.fetch(ada)).displayAvatarURL();
  expect(url.startsWith(sandbox.cdnUrl)).toBe(true);
  expect((await fetch(url)).headers.get("content-type")).toBe("image/svg+xml");
});
