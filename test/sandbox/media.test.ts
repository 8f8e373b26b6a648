import type { APIMessage } from "discord.js";
import { AttachmentBuilder, ComponentType, MessageFlags } from "discord.js";
import { expect, test } from "vitest";
import { actAs } from "../../src/sandbox/member/acting-member.ts";
import { logIn, openSandbox, request, respondWith, study, TOKEN } from "./stage.ts";

const V2 = MessageFlags.IsComponentsV2;
const PNG = Buffer.from("89504e470d0a1a0a0000000d49484452000000020000000308060000007213c9d1", "hex");

/** A card, a thumbnail and a file, each in its own component, and a button. */
const showing = (name: string) => [
  {
    type: ComponentType.MediaGallery,
    items: [{ media: { url: `attachment://${name}.png` }, description: "The card" }],
  },
  {
    type: ComponentType.Section,
    components: [{ type: ComponentType.TextDisplay, content: name }],
    accessory: { type: ComponentType.Thumbnail, media: { url: `attachment://${name}.png` } },
  },
  { type: ComponentType.File, file: { url: `attachment://${name}.ics` } },
  { type: ComponentType.ActionRow, components: [{ type: 2, style: 1, label: "Next", custom_id: "next" }] },
];

const filesOf = (name: string) => [
  new AttachmentBuilder(PNG, { name: `${name}.png` }),
  new AttachmentBuilder(Buffer.from(`BEGIN:${name}`), { name: `${name}.ics` }),
];

/** Everything that the message shows, fetched from its addresses. */
async function fetchShown({ components = [] }: APIMessage): Promise<string[]> {
  const urls = components.flatMap((part) => {
    if (part.type === ComponentType.MediaGallery) return part.items.map(({ media }) => media.url);
    if (part.type === ComponentType.File) return [part.file.url];
    if (part.type !== ComponentType.Section || part.accessory.type !== ComponentType.Thumbnail) return [];
    return [part.accessory.media.url];
  });
  const bodies = await Promise.all(urls.map(async (url) => Buffer.from(await (await fetch(url)).arrayBuffer())));
  return bodies.map((bytes) => (bytes.equals(PNG) ? "the picture" : bytes.toString()));
}

test("a message in a channel shows its uploaded files in a gallery, a thumbnail and a file, and so does its edit", async () => {
  const sandbox = await openSandbox({ spec: "refuse" });
  const { channelId } = study(sandbox);
  const send = async (method: string, path: string, name: string) => {
    const form = new FormData();
    form.set(
      "payload_json",
      JSON.stringify({ flags: V2, components: showing(name), nonce: name, enforce_nonce: true }),
    );
    form.set("files[0]", new Blob([PNG], { type: "image/png" }), `${name}.png`);
    form.set("files[1]", new Blob([`BEGIN:${name}`], { type: "text/calendar" }), `${name}.ics`);
    const headers = { authorization: `Bot ${TOKEN}` };
    const response = await fetch(`${sandbox.apiUrl}/v10${path}`, { method, headers, body: form });
    return JSON.parse(await response.text());
  };
  const sent = await send("POST", `/channels/${channelId}/messages`, "week");
  expect(await fetchShown(sent)).toEqual(["the picture", "the picture", "BEGIN:week"]);
  expect((await send("POST", `/channels/${channelId}/messages`, "week")).id).toBe(sent.id);
  const edited = await send("PATCH", `/channels/${channelId}/messages/${sent.id}`, "month");
  expect(await fetchShown(edited)).toEqual(["the picture", "the picture", "BEGIN:month"]);
  const { body } = await request(sandbox, "GET", `/channels/${channelId}/messages`);
  expect(body.map(({ id }: APIMessage) => id)).toEqual([sent.id]);
});

test("a response to a command and the update after a press carry files as well", async () => {
  const sandbox = await openSandbox({ spec: "refuse" });
  const client = await logIn(sandbox);
  respondWith(client, async (interaction) => {
    if (interaction.isChatInputCommand()) {
      await interaction.reply({
        flags: V2 | MessageFlags.Ephemeral,
        components: showing("first"),
        files: filesOf("first"),
      });
    } else if (interaction.isButton()) {
      await interaction.update({ flags: V2, components: showing("second"), files: filesOf("second"), attachments: [] });
    }
  });
  await client.application.commands.set([{ name: "card", description: "Card" }]);
  const { ada, channelId } = study(sandbox);
  const member = actAs(sandbox.actor, ada, channelId);
  const first = await member.slash("card");
  expect(await fetchShown(first)).toEqual(["the picture", "the picture", "BEGIN:first"]);
  const second = await member.press(first, "Next");
  expect(second.id).toBe(first.id);
  expect(await fetchShown(second)).toEqual(["the picture", "the picture", "BEGIN:second"]);
  expect(second.attachments.map(({ filename }) => filename)).toEqual(["second.png", "second.ics"]);
  expect(sandbox.spec.violations()).toEqual([]);
});

test("a deferred response is filled in with files", async () => {
  const sandbox = await openSandbox({ spec: "refuse" });
  const client = await logIn(sandbox);
  respondWith(client, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await interaction.editReply({ flags: V2, components: showing("late"), files: filesOf("late") });
  });
  await client.application.commands.set([{ name: "card", description: "Card" }]);
  const { ada, channelId } = study(sandbox);
  const shown = await actAs(sandbox.actor, ada, channelId).slash("card");
  expect(await fetchShown(shown)).toEqual(["the picture", "the picture", "BEGIN:late"]);
  expect(sandbox.spec.violations()).toEqual([]);
});
