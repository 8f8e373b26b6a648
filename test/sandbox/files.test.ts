import type { Attachment } from "discord.js";
import {
  ApplicationCommandOptionType,
  FileUploadBuilder,
  InteractionResponseType,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  Routes,
} from "discord.js";
import { expect, test } from "vitest";
import type { GivenFile } from "../../src/sandbox/contract.ts";
import { logIn, openSandbox, respondWith, shownMessage, study } from "./stage.ts";

const notes = (text = "My notes"): GivenFile => ({
  name: "notes.txt",
  contentType: "text/plain",
  bytes: new TextEncoder().encode(text),
});

async function describe({ name, size, contentType, url }: Attachment): Promise<string> {
  return `${name} ${size} ${contentType} ${await (await fetch(url)).text()}`;
}

async function stage() {
  const sandbox = await openSandbox();
  const client = await logIn(sandbox);
  respondWith(client, async (interaction) => {
    const flags = MessageFlags.Ephemeral;
    if (interaction.isModalSubmit()) {
      const files = interaction.fields.getUploadedFiles("files");
      const described = await Promise.all([...(files?.values() ?? [])].map(describe));
      await interaction.reply({ content: described.join("; ") || "nothing", flags });
    }
    if (!interaction.isChatInputCommand()) return;
    if (interaction.commandName === "upload") {
      const upload = new FileUploadBuilder().setCustomId("files").setMinValues(1).setMaxValues(2).setRequired(false);
      const label = new LabelBuilder().setLabel("Files").setFileUploadComponent(upload);
      await interaction.showModal(new ModalBuilder().setCustomId("m").setTitle("Upload").addLabelComponents(label));
      return;
    }
    await interaction.reply({ content: await describe(interaction.options.getAttachment("file", true)), flags });
  });
  const type = ApplicationCommandOptionType.Attachment;
  await client.application.commands.set([
    {
      name: "keep",
      description: "Keep a file",
      options: [{ type, name: "file", description: "A file", required: true }],
    },
    { name: "upload", description: "Upload files" },
  ]);
  return { sandbox, ...study(sandbox) };
}

test("a file in an option arrives with its name, size and kind, and can be fetched", async () => {
  const { sandbox, ada, channelId } = await stage();
  const outcome = await sandbox.actor.slash({ userId: ada, channelId, name: "keep", files: { file: notes() } });
  expect(shownMessage(outcome).message.content).toBe("notes.txt 8 text/plain My notes");
});

test("a file that is required, too large or not asked for does not leave the member's client", async () => {
  const { sandbox, ada, channelId } = await stage();
  const keep = { userId: ada, channelId, name: "keep" };
  await expect(sandbox.actor.slash(keep)).rejects.toThrow('"file" is required.');
  await expect(sandbox.actor.slash({ ...keep, files: { other: notes() } })).rejects.toThrow('no option "other"');
  const large = { ...notes(), bytes: new Uint8Array(10 * 1024 * 1024 + 1) };
  await expect(sandbox.actor.slash({ ...keep, files: { file: large } })).rejects.toThrow("larger than 10 MiB");
});

test("files uploaded in a modal arrive, as many as it asks for, or none if none are required", async () => {
  const { sandbox, ada, channelId } = await stage();
  const submit = async (files: GivenFile[]) => {
    const outcome = await sandbox.actor.slash({ userId: ada, channelId, name: "upload" });
    if (outcome.kind !== "modal") throw new Error("There is no modal.");
    return sandbox.actor.submit({ userId: ada, modalId: outcome.modal.id, values: {}, files: { files } });
  };
  const two = shownMessage(await submit([notes("a"), notes("b")]));
  expect(two.message.content).toBe("notes.txt 1 text/plain a; notes.txt 1 text/plain b");
  expect(shownMessage(await submit([])).message.content).toBe("nothing");
  await expect(submit([notes(), notes(), notes()])).rejects.toThrow("1 to 2 files, not 3");
});

test("another process hands a file over in base64", async () => {
  const { sandbox, ada, channelId } = await stage();
  const response = await fetch(`${sandbox.url}/control/act`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      verb: "slash",
      input: {
        userId: ada,
        channelId,
        name: "keep",
        files: { file: { ...notes(), bytes: Buffer.from("My notes").toString("base64") } },
      },
    }),
  });
  expect(JSON.parse(await response.text()).message.message.content).toBe("notes.txt 8 text/plain My notes");
});

test("a plain message takes files along, which everyone can fetch", async () => {
  const sandbox = await openSandbox();
  const { ada, grace, channelId } = study(sandbox);
  const files = [notes(), { ...notes("More"), name: "more.txt" }];
  await sandbox.actor.say({ userId: ada, channelId, content: "", files });
  const attachments = sandbox.actor.messages(channelId, grace).at(-1)?.message.attachments ?? [];
  expect(attachments.map(({ filename, content_type }) => [filename, content_type])).toEqual([
    ["notes.txt", "text/plain"],
    ["more.txt", "text/plain"],
  ]);
  const texts = attachments.map(async ({ url }) => (await fetch(url)).text());
  expect(await Promise.all(texts)).toEqual(["My notes", "More"]);
});

test("a plain message with a file that is too large is refused", async () => {
  const sandbox = await openSandbox();
  const { ada, channelId } = study(sandbox);
  const files = [{ ...notes(), bytes: new Uint8Array(10 * 1024 * 1024 + 1) }];
  await expect(sandbox.actor.say({ userId: ada, channelId, content: "Big", files })).rejects.toMatchObject({
    code: 40005,
  });
  expect(sandbox.actor.messages(channelId, ada)).toEqual([]);
});

test("a file of a kind that the option or the upload does not take does not leave the member's client", async () => {
  const sandbox = await openSandbox();
  const client = await logIn(sandbox);
  const upload = { type: 19, custom_id: "files", file_types: [".md", "image"] };
  respondWith(client, async (interaction) => {
    if (interaction.isModalSubmit()) await interaction.reply("got it");
    if (!interaction.isChatInputCommand()) return;
    if (interaction.commandName === "keep") await interaction.reply("kept");
    else {
      const components = [{ type: 18, label: "Files", component: upload }];
      const body = { type: InteractionResponseType.Modal, data: { custom_id: "m", title: "Upload", components } };
      await client.rest.post(Routes.interactionCallback(interaction.id, interaction.token), { body, auth: false });
    }
  });
  const options = [{ type: 11, name: "file", description: "A file", required: true, file_types: [".MD"] }];
  await client.rest.put(Routes.applicationCommands(client.application.id), {
    body: [
      { name: "keep", description: "Keep a file", options },
      { name: "upload", description: "Upload files" },
    ],
  });
  const { ada, channelId } = study(sandbox);
  const keep = (name: string) =>
    sandbox.actor.slash({ userId: ada, channelId, name: "keep", files: { file: { ...notes(), name } } });
  await expect(keep("notes.txt")).rejects.toThrow('"file" takes no file like notes.txt.');
  expect((await keep("NOTES.md")).kind).toBe("message");
  const opened = await sandbox.actor.slash({ userId: ada, channelId, name: "upload" });
  const modalId = opened.kind === "modal" ? opened.modal.id : expect.fail(opened.kind);
  const submit = (name: string) =>
    sandbox.actor.submit({ userId: ada, modalId, values: {}, files: { files: [{ ...notes(), name }] } });
  await expect(submit("notes.txt")).rejects.toThrow('"files" takes no file like notes.txt.');
  expect((await submit("photo.PNG")).kind).toBe("message");
});
