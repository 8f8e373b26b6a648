import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { MessageFlags } from "discord.js";
import { expect, onTestFinished, test } from "vitest";
import { logIn, openSandbox, request, respondWith, shownMessage, study } from "./stage.ts";

const DAY = 86_400_000;

async function newFile() {
  const folder = await mkdtemp(path.join(tmpdir(), "sandbox-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return path.join(folder, "deep", "sandbox.json");
}

test("a restart finds everything as it was", async () => {
  const file = await newFile();
  const before = await openSandbox({ file });
  const client = await logIn(before);
  respondWith(client, async (interaction) => {
    if (interaction.isChatInputCommand())
      await interaction.reply({ content: "Private", flags: MessageFlags.Ephemeral });
  });
  await client.application.commands.set([{ name: "ping", description: "Ping" }]);
  const { ada, grace, channelId, guildId } = study(before);
  await before.clock.advance(3 * DAY);
  await before.actor.slash({ userId: ada, channelId, name: "ping" });
  const user = await client.users.fetch(grace);
  const direct = await user.send({
    content: "Direct",
    files: [{ attachment: Buffer.from("notes"), name: "notes.txt" }],
  });
  before.actor.setDirectMessagesOpen(grace, false);
  const said = await before.actor.say({ userId: ada, channelId, content: "Said" });
  const wasNow = before.clock.now();
  await client.destroy();
  await before.close();

  const after = await openSandbox({ file });
  expect(after.clock.now()).toBeGreaterThanOrEqual(wasNow);
  expect(after.clock.offset()).toBe(3 * DAY);
  expect(study(after)).toEqual({ ada, grace, channelId, guildId });
  expect(after.actor.bot().id).toBe(client.user.id);
  expect(after.actor.commands(guildId).map(({ name }) => name)).toEqual(["ping"]);
  const seen = (userId: string) => after.actor.messages(channelId, userId).map(({ message }) => message.content);
  expect([seen(ada), seen(grace)]).toEqual([["Private", "Said"], ["Said"]]);
  expect(after.actor.directMessagesOpen(grace)).toBe(false);
  const [kept] = after.actor.messages(direct.channelId, grace);
  const url = kept?.message.attachments[0]?.url ?? "";
  expect(url.startsWith(after.cdnUrl)).toBe(true);
  expect(await (await fetch(url)).text()).toBe("notes");
  const next = await after.actor.say({ userId: ada, channelId, content: "Next" });
  expect(BigInt(next.message.id)).toBeGreaterThan(BigInt(said.message.id));
});

test("a button that was sent before a restart can be pressed after it", async () => {
  const file = await newFile();
  const before = await openSandbox({ file });
  const { ada, channelId } = study(before);
  const row = { type: 1, components: [{ type: 2, style: 1, label: "Done", custom_id: "done" }] };
  const sent = await request(before, "POST", `/channels/${channelId}/messages`, { content: "Open", components: [row] });
  await before.close();
  const after = await openSandbox({ file });
  const client = await logIn(after);
  respondWith(client, async (interaction) => {
    if (interaction.isButton()) await interaction.update({ content: "Closed", components: [] });
  });
  const outcome = await after.actor.press({ userId: ada, messageId: sent.body.id, customId: "done" });
  expect(shownMessage(outcome).message.content).toBe("Closed");
});

test("a nonce still counts after a restart", async () => {
  const file = await newFile();
  const body = { content: "Once", nonce: "delivery", enforce_nonce: true };
  const before = await openSandbox({ file });
  const { channelId } = study(before);
  const first = await request(before, "POST", `/channels/${channelId}/messages`, body);
  await before.close();
  const after = await openSandbox({ file });
  const again = await request(after, "POST", `/channels/${channelId}/messages`, body);
  expect(again.body.id).toBe(first.body.id);
});

test("a file that no message has any more is deleted", async () => {
  const file = await newFile();
  const sandbox = await openSandbox({ file });
  const client = await logIn(sandbox);
  const user = await client.users.fetch(study(sandbox).ada);
  const send = (name: string) => user.send({ files: [{ attachment: Buffer.from(name), name }] });
  const edited = await send("edited.txt");
  const deleted = await send("deleted.txt");
  const kept = await send("kept.txt");
  await edited.edit({ content: "Nothing attached", attachments: [] });
  await deleted.delete();
  await client.destroy();
  await sandbox.close();
  expect(await readdir(`${file}.attachments`)).toEqual([kept.attachments.firstKey()]);
});

test("ids still grow if the computer's own clock was set back in the meantime", async () => {
  const file = await newFile();
  const before = await openSandbox({ file });
  const { ada, channelId } = study(before);
  const said = await before.actor.say({ userId: ada, channelId, content: "Before" });
  await before.close();
  await writeFile(file, (await readFile(file, "utf8")).replace('"offset":0', `"offset":${-DAY}`));
  const after = await openSandbox({ file });
  const next = await after.actor.say({ userId: ada, channelId, content: "After" });
  expect(BigInt(next.message.id)).toBeGreaterThan(BigInt(said.message.id));
});

test("a paused clock is still paused after a restart, at the same instant", async () => {
  const file = await newFile();
  const before = await openSandbox({ file });
  before.clock.pause();
  await before.clock.advance(DAY);
  const stood = before.clock.now();
  await before.close();
  const after = await openSandbox({ file });
  expect([after.clock.paused(), after.clock.now()]).toEqual([true, stood]);
  after.clock.resume();
  await after.close();
  expect((await openSandbox({ file })).clock.paused()).toBe(false);
});

test("a file that cannot be written is reported at once, and the port is free again", async () => {
  const file = await newFile();
  await mkdir(`${file}.new`, { recursive: true });
  const first = await openSandbox();
  const port = Number(new URL(first.url).port);
  await first.close();
  await expect(openSandbox({ file, port })).rejects.toThrow(`cannot write ${file}`);
  expect((await openSandbox({ port })).url).toBe(first.url);
});

test("a first start is written before anyone can log in", async () => {
  const file = await newFile();
  const sandbox = await openSandbox({ file });
  expect(JSON.parse(await readFile(file, "utf8")).bot.id).toBe(sandbox.actor.bot().id);
});

test("events are written by themselves, and the clock's moves at once", async () => {
  const file = await newFile();
  const sandbox = await openSandbox({ file });
  const { ada, channelId } = study(sandbox);
  await sandbox.actor.say({ userId: ada, channelId, content: "Kept" });
  await expect.poll(() => readFile(file, "utf8").catch(() => ""), { timeout: 5000 }).toContain("Kept");
  await sandbox.clock.advance(DAY);
  expect(await readFile(file, "utf8")).toContain(`"offset":${DAY}`);
  expect(await readdir(path.dirname(file))).toEqual(["sandbox.json"]);
});

test.each(['{"version":2}', "{}", "not JSON"])("a file that holds %s is refused and left as it is", async (text) => {
  const file = path.join(path.dirname(path.dirname(await newFile())), "other.json");
  await writeFile(file, text);
  await expect(openSandbox({ file })).rejects.toThrow("other.json");
  expect(await readFile(file, "utf8")).toBe(text);
});

test("a journal that cannot be written is reported, and the sandbox goes on", async () => {
  const file = await newFile();
  const lines: string[] = [];
  const sandbox = await openSandbox({ file, report: (line) => lines.push(line) });
  const { ada, channelId } = study(sandbox);
  await mkdir(`${file}.journal-2`);
  await sandbox.actor.say({ userId: ada, channelId, content: "Said" });
  expect(lines.join()).toContain("EISDIR");
  await rm(`${file}.journal-2`, { recursive: true });
  await sandbox.close();
  const [kept] = (await openSandbox({ file })).actor.messages(channelId, ada);
  expect(kept?.message.content).toBe("Said");
});
