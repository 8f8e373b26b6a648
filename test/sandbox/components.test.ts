import type { AnySelectMenuInteraction, ButtonInteraction, InteractionReplyOptions } from "discord.js";
import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  ChannelSelectMenuBuilder,
  ComponentType,
  ContainerBuilder,
  MentionableSelectMenuBuilder,
  MessageFlags,
  RoleSelectMenuBuilder,
  SectionBuilder,
  StringSelectMenuBuilder,
  TextDisplayBuilder,
  UserSelectMenuBuilder,
} from "discord.js";
import { expect, test } from "vitest";
import type { ActorEvent } from "../../src/sandbox/contract.ts";
import { logIn, openSandbox, respondWith, shownMessage, study } from "./stage.ts";

async function stageShowing(
  view: InteractionReplyOptions,
  answer: (interaction: ButtonInteraction | AnySelectMenuInteraction) => Promise<unknown>,
) {
  const sandbox = await openSandbox();
  const client = await logIn(sandbox);
  respondWith(client, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply(view);
    if (interaction.isButton() || interaction.isAnySelectMenu()) await answer(interaction);
  });
  await client.application.commands.set([{ name: "show", description: "Show" }]);
  const place = study(sandbox);
  const shown = await sandbox.actor.slash({ userId: place.ada, channelId: place.channelId, name: "show" });
  const messageId = shownMessage(shown).message.id;
  return {
    sandbox,
    ...place,
    messageId,
    press: (userId: string, customId: string) => sandbox.actor.press({ userId, messageId, customId }),
  };
}

const button = (customId: string) =>
  new ButtonBuilder().setCustomId(customId).setLabel(customId).setStyle(ButtonStyle.Primary);
const rowOf = (...buttons: ButtonBuilder[]) => new ActionRowBuilder<ButtonBuilder>().addComponents(...buttons);

test("a press carries its message, and an update changes it in place", async () => {
  const { sandbox, press, ada, channelId } = await stageShowing(
    { content: "Ready?", components: [rowOf(button("start"))] },
    (interaction) =>
      interaction.update({ content: `${interaction.message.content} ${interaction.customId}`, components: [] }),
  );
  const outcome = await press(ada, "start");
  expect(outcome.kind).toBe("update");
  expect(shownMessage(outcome).message).toMatchObject({ content: "Ready? start", components: [] });
  expect(sandbox.actor.messages(channelId, ada)).toHaveLength(1);
});

test("anyone who sees a message can press its buttons, and the response can be for them alone", async () => {
  const { sandbox, press, ada, grace, channelId } = await stageShowing(
    { content: "Hello", components: [rowOf(button("b"))] },
    (interaction) =>
      interaction.reply({ content: `Hi ${interaction.user.displayName}`, flags: MessageFlags.Ephemeral }),
  );
  const shown = shownMessage(await press(grace, "b"));
  expect([shown.message.content, shown.ephemeral]).toEqual(["Hi Grace", true]);
  expect(sandbox.actor.messages(channelId, ada)).toHaveLength(1);
  expect(sandbox.actor.messages(channelId, grace)).toHaveLength(2);
});

test("a deferred update settles when the message is edited", async () => {
  const { press, ada } = await stageShowing(
    { content: "Before", components: [rowOf(button("b"))] },
    async (interaction) => {
      await interaction.deferUpdate();
      await interaction.editReply("After");
    },
  );
  const outcome = await press(ada, "b");
  expect([outcome.kind, shownMessage(outcome).message.content]).toEqual(["update", "After"]);
});

test("a deferred update that is never edited counts as an acknowledgement", async () => {
  const { sandbox, press, ada } = await stageShowing(
    { content: "Before", components: [rowOf(button("b"))] },
    async (interaction) => {
      await interaction.deferUpdate();
      await sandbox.clock.advance(3000, { waitForOpenInteractions: false });
    },
  );
  const told: ActorEvent[] = [];
  sandbox.actor.on((event) => {
    if (event.kind === "acknowledged") told.push(event);
  });
  const outcome = await press(ada, "b");
  expect(outcome.kind).toBe("acknowledged");
  expect(told).toMatchObject([{ interactionId: outcome.interactionId, userId: ada, messageId: expect.any(String) }]);
});

test("a disabled button, an unknown one and one on another member's ephemeral message cannot be pressed", async () => {
  const { press, ada, grace } = await stageShowing(
    {
      content: "Hello",
      flags: MessageFlags.Ephemeral,
      components: [rowOf(button("on"), button("off").setDisabled(true))],
    },
    (interaction) => interaction.reply("never"),
  );
  await expect(press(ada, "off")).rejects.toThrow("disabled");
  await expect(press(ada, "none")).rejects.toThrow("none");
  await expect(press(grace, "on")).rejects.toThrow("grace");
});

test("a string select sends the values that were picked, within its limits", async () => {
  const menu = new StringSelectMenuBuilder()
    .setCustomId("days")
    .setMinValues(1)
    .setMaxValues(2)
    .addOptions(["mon", "tue", "wed"].map((value) => ({ label: value, value })));
  const { sandbox, ada, messageId } = await stageShowing(
    { components: [new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(menu)] },
    async (interaction) => {
      if (interaction.isStringSelectMenu()) await interaction.reply(interaction.values.join("+"));
    },
  );
  const select = (values: string[]) => sandbox.actor.select({ userId: ada, messageId, customId: "days", values });
  expect(shownMessage(await select(["tue", "mon"])).message.content).toBe("tue+mon");
  await expect(select([])).rejects.toThrow("Between 1 and 2");
  await expect(select(["mon", "tue", "wed"])).rejects.toThrow("Between 1 and 2");
  await expect(select(["mon", "mon"])).rejects.toThrow("twice");
  await expect(select(["sun"])).rejects.toThrow("sun");
});

test("selects of users, roles, mentionables and channels arrive resolved", async () => {
  const rows = [
    new UserSelectMenuBuilder().setCustomId("user"),
    new RoleSelectMenuBuilder().setCustomId("role"),
    new MentionableSelectMenuBuilder().setCustomId("mentionable").setMaxValues(2),
    new ChannelSelectMenuBuilder().setCustomId("channel"),
  ].map((menu) => ({ type: ComponentType.ActionRow as const, components: [menu.toJSON()] }));
  const { sandbox, ada, grace, guildId, channelId, messageId } = await stageShowing(
    { components: rows },
    async (interaction) => {
      const names: (string | undefined)[] = [];
      if (interaction.isUserSelectMenu() || interaction.isMentionableSelectMenu()) {
        names.push(...interaction.members.map((member) => ("displayName" in member ? member.displayName : undefined)));
      }
      if (interaction.isRoleSelectMenu() || interaction.isMentionableSelectMenu()) {
        names.push(...interaction.roles.map(({ name }) => name));
      }
      if (interaction.isChannelSelectMenu()) {
        names.push(...interaction.channels.map((channel) => ("name" in channel ? String(channel.name) : undefined)));
      }
      await interaction.reply(names.join(" "));
    },
  );
  const pick = async (customId: string, values: string[]) =>
    shownMessage(await sandbox.actor.select({ userId: ada, messageId, customId, values })).message.content;
  expect(await pick("user", [grace])).toBe("Grace");
  expect(await pick("role", [guildId])).toBe("@everyone");
  expect(await pick("mentionable", [grace, guildId])).toBe("Grace @everyone");
  expect(await pick("channel", [channelId])).toBe("study");
  await expect(sandbox.actor.select({ userId: ada, messageId, customId: "user", values: [guildId] })).rejects.toThrow(
    guildId,
  );
});

test("a Components V2 message keeps its parts, and the buttons inside can be pressed", async () => {
  const container = new ContainerBuilder()
    .setAccentColor(0x5865f2)
    .addTextDisplayComponents(new TextDisplayBuilder().setContent("# Lesson"))
    .addSectionComponents(
      new SectionBuilder()
        .addTextDisplayComponents(new TextDisplayBuilder().setContent("Focus"))
        .setButtonAccessory(button("focus")),
    )
    .addActionRowComponents(rowOf(button("inside")));
  const { press, ada } = await stageShowing(
    { flags: MessageFlags.IsComponentsV2, components: [container] },
    (interaction) =>
      interaction.update({
        flags: MessageFlags.IsComponentsV2,
        components: [
          new TextDisplayBuilder().setContent(`Pressed ${interaction.customId}`),
          rowOf(button("focus"), button("inside")),
        ],
      }),
  );
  const first = shownMessage(await press(ada, "focus")).message;
  expect(first.components?.[0]).toMatchObject({ type: ComponentType.TextDisplay, content: "Pressed focus", id: 1 });
  expect(first.flags).toBe(MessageFlags.IsComponentsV2);
  const second = shownMessage(await press(ada, "inside")).message;
  expect(second.components?.[0]).toMatchObject({ content: "Pressed inside" });
});
