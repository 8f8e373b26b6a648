import type { ModalSubmitInteraction } from "discord.js";
import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
  UserSelectMenuBuilder,
} from "discord.js";
import { expect, test } from "vitest";
import type { Outcome } from "../../src/sandbox/contract.ts";
import { logIn, openSandbox, request, respondWith, shownMessage, study } from "./stage.ts";

const OLD_LAYOUT = new ModalBuilder()
  .setCustomId("old")
  .setTitle("When?")
  .addComponents(
    new ActionRowBuilder<TextInputBuilder>().addComponents(
      new TextInputBuilder().setCustomId("when").setLabel("When").setStyle(TextInputStyle.Short).setMaxLength(10),
    ),
  );

const NEW_LAYOUT = new ModalBuilder()
  .setCustomId("new")
  .setTitle("Plan")
  .addLabelComponents(
    new LabelBuilder()
      .setLabel("Note")
      .setTextInputComponent(
        new TextInputBuilder().setCustomId("note").setStyle(TextInputStyle.Paragraph).setRequired(false),
      ),
    new LabelBuilder()
      .setLabel("Day")
      .setStringSelectMenuComponent(
        new StringSelectMenuBuilder()
          .setCustomId("day")
          .addOptions({ label: "Monday", value: "mon" }, { label: "Tuesday", value: "tue" }),
      ),
    new LabelBuilder().setLabel("With").setUserSelectMenuComponent(new UserSelectMenuBuilder().setCustomId("with")),
  );

async function stageOpening(modal: ModalBuilder, answer: (interaction: ModalSubmitInteraction) => Promise<unknown>) {
  const sandbox = await openSandbox();
  const client = await logIn(sandbox);
  respondWith(client, async (interaction) => {
    if (interaction.isButton()) await interaction.showModal(modal);
    if (interaction.isModalSubmit()) await answer(interaction);
    if (!interaction.isChatInputCommand()) return;
    if (interaction.commandName === "ask") return void (await interaction.showModal(modal));
    const button = new ButtonBuilder().setCustomId("open").setLabel("Open").setStyle(ButtonStyle.Secondary);
    await interaction.reply({
      content: "Here",
      components: [new ActionRowBuilder<ButtonBuilder>().addComponents(button)],
    });
  });
  await client.application.commands.set([
    { name: "ask", description: "Ask" },
    { name: "show", description: "Show" },
  ]);
  return { sandbox, ...study(sandbox) };
}

function modalOf(outcome: Outcome) {
  if (outcome.kind === "modal") return outcome.modal;
  throw new Error(`No modal, but: ${JSON.stringify(outcome)}`);
}

test("a modal with text inputs in rows is submitted as it was filled in", async () => {
  const { sandbox, ada, channelId } = await stageOpening(OLD_LAYOUT, (interaction) =>
    interaction.reply({ content: `At ${interaction.fields.getTextInputValue("when")}`, flags: MessageFlags.Ephemeral }),
  );
  const modal = modalOf(await sandbox.actor.slash({ userId: ada, channelId, name: "ask" }));
  expect(modal.data).toMatchObject({ custom_id: "old", title: "When?" });
  const outcome = await sandbox.actor.submit({ userId: ada, modalId: modal.id, values: { when: "18:30" } });
  expect(shownMessage(outcome).message.content).toBe("At 18:30");
});

test("a modal with labels is submitted with texts, picked values and resolved users", async () => {
  const { sandbox, ada, grace, channelId } = await stageOpening(NEW_LAYOUT, (interaction) => {
    const { fields } = interaction;
    const friends = fields.getSelectedUsers("with", true).map((user) => user.displayName);
    return interaction.reply(
      [fields.getTextInputValue("note"), ...fields.getStringSelectValues("day"), ...friends].join(" "),
    );
  });
  const modal = modalOf(await sandbox.actor.slash({ userId: ada, channelId, name: "ask" }));
  const values = { note: "Bring tea", day: ["tue"], with: [grace] };
  const outcome = await sandbox.actor.submit({ userId: ada, modalId: modal.id, values });
  expect(shownMessage(outcome).message.content).toBe("Bring tea tue Grace");
});

test("a modal that a button opened can update the button's message", async () => {
  const { sandbox, ada, channelId } = await stageOpening(OLD_LAYOUT, async (interaction) => {
    if (interaction.isFromMessage()) await interaction.update({ content: `${interaction.message.content}: changed` });
  });
  const shown = shownMessage(await sandbox.actor.slash({ userId: ada, channelId, name: "show" }));
  const pressed = await sandbox.actor.press({ userId: ada, messageId: shown.message.id, customId: "open" });
  const outcome = await sandbox.actor.submit({ userId: ada, modalId: modalOf(pressed).id, values: { when: "now" } });
  expect([outcome.kind, shownMessage(outcome).message.content]).toEqual(["update", "Here: changed"]);
});

test("the response to a modal cannot be a modal", async () => {
  const refusals: unknown[] = [];
  const { sandbox, ada, channelId } = await stageOpening(OLD_LAYOUT, async (interaction) => {
    const callback = `/interactions/${interaction.id}/${interaction.token}/callback`;
    refusals.push(await request(sandbox, "POST", callback, { type: 9, data: OLD_LAYOUT.toJSON() }));
    return interaction.reply("A message instead");
  });
  const modal = modalOf(await sandbox.actor.slash({ userId: ada, channelId, name: "ask" }));
  const outcome = await sandbox.actor.submit({ userId: ada, modalId: modal.id, values: { when: "18:30" } });
  expect(shownMessage(outcome).message.content).toBe("A message instead");
  expect(refusals).toMatchObject([{ status: 400, body: { code: 50035, errors: { type: { _errors: [{}] } } } }]);
});

test("values that do not fit the modal do not leave the member's client", async () => {
  const { sandbox, ada, grace, channelId } = await stageOpening(OLD_LAYOUT, (interaction) => interaction.reply("ok"));
  const { id } = modalOf(await sandbox.actor.slash({ userId: ada, channelId, name: "ask" }));
  const submit = (userId: string, values: Record<string, string>) =>
    sandbox.actor.submit({ userId, modalId: id, values });
  await expect(submit(ada, {})).rejects.toThrow("when");
  await expect(submit(ada, { when: "much too long" })).rejects.toThrow("10");
  await expect(submit(ada, { when: "now", where: "here" })).rejects.toThrow("where");
  await expect(submit(grace, { when: "now" })).rejects.toThrow("not open");
  expect((await submit(ada, { when: "now" })).kind).toBe("message");
  await expect(submit(ada, { when: "again" })).rejects.toThrow("not open");
});
