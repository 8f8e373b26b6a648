import type { AutocompleteInteraction, ChatInputCommandInteraction } from "discord.js";
import {
  ApplicationCommandOptionType,
  ChannelType,
  InteractionContextType,
  InteractionResponseType,
  MessageFlags,
  PermissionFlagsBits,
  Routes,
  SlashCommandBuilder,
} from "discord.js";
import { expect, test } from "vitest";
import { logIn, openSandbox, respondWith, shownMessage, study } from "./stage.ts";

const REMIND = new SlashCommandBuilder()
  .setName("remind")
  .setDescription("Reminders")
  .addSubcommand((subcommand) =>
    subcommand
      .setName("once")
      .setDescription("One reminder")
      .addStringOption((option) =>
        option.setName("zone").setDescription("Zone").setRequired(true).setAutocomplete(true),
      )
      .addIntegerOption((option) => option.setName("minutes").setDescription("Minutes").setMinValue(1).setMaxValue(60))
      .addBooleanOption((option) => option.setName("quiet").setDescription("Quiet"))
      .addUserOption((option) => option.setName("friend").setDescription("Friend"))
      .addStringOption((option) =>
        option
          .setName("tone")
          .setDescription("Tone")
          .addChoices({ name: "Soft", value: "s" }, { name: "Loud", value: "l" }),
      ),
  );

async function stageWith(
  answer: (interaction: ChatInputCommandInteraction) => Promise<unknown>,
  complete: (interaction: AutocompleteInteraction) => Promise<unknown> = (interaction) => interaction.respond([]),
) {
  const sandbox = await openSandbox();
  const client = await logIn(sandbox);
  respondWith(client, async (interaction) => {
    if (interaction.isChatInputCommand()) await answer(interaction);
    if (interaction.isAutocomplete()) await complete(interaction);
  });
  await client.application.commands.set([REMIND, { name: "ping", description: "Ping" }]);
  return { sandbox, client, ...study(sandbox) };
}

test("a command with a subcommand arrives with its options converted and resolved", async () => {
  const { sandbox, ada, grace, channelId } = await stageWith((interaction) => {
    const { options } = interaction;
    const read = [
      options.getSubcommand(),
      options.getString("zone", true),
      options.getInteger("minutes"),
      options.getBoolean("quiet"),
      options.getUser("friend")?.globalName,
      options.getString("tone"),
      interaction.user.globalName,
      interaction.inCachedGuild() && interaction.channel?.name,
    ];
    return interaction.reply(read.join(" "));
  });
  const outcome = await sandbox.actor.slash({
    userId: ada,
    channelId,
    name: "remind",
    subcommand: "once",
    options: { zone: "Europe/Vienna", minutes: "15", quiet: "true", friend: grace, tone: "Loud" },
  });
  expect(shownMessage(outcome).message.content).toBe("once Europe/Vienna 15 true Grace l Ada study");
});

test.each([
  ["a missing required option", {}, "zone"],
  ["an option that does not exist", { zone: "x", colour: "red" }, "colour"],
  ["a number that is too large", { zone: "x", minutes: 61 }, "60"],
  ["a number that is not a number", { zone: "x", minutes: "soon" }, "number"],
  ["a choice that is not offered", { zone: "x", tone: "Shrill" }, "Shrill"],
])("%s does not leave the member's client", async (_what, options, named) => {
  const { sandbox, ada, channelId } = await stageWith((interaction) => interaction.reply("never"));
  const input = { userId: ada, channelId, name: "remind", subcommand: "once", options };
  await expect(sandbox.actor.slash(input)).rejects.toThrow(named);
});

test("autocomplete sends what is typed so far and shows what the bot suggests", async () => {
  const { sandbox, ada, channelId } = await stageWith(
    (interaction) => interaction.reply("never"),
    async (interaction) => {
      const focused = interaction.options.getFocused(true);
      const quiet = interaction.options.getBoolean("quiet");
      await interaction.respond([{ name: `${focused.name}: ${focused.value} ${quiet}`, value: "Europe/Vienna" }]);
    },
  );
  const completion = await sandbox.actor.complete({
    userId: ada,
    channelId,
    name: "remind",
    subcommand: "once",
    options: { zone: "vie", quiet: true },
    focused: "zone",
  });
  expect(completion).toEqual({
    kind: "choices",
    choices: [{ name: "zone: vie true", name_localizations: null, value: "Europe/Vienna" }],
  });
});

test("a reply that asks for its response gets the message", async () => {
  const seen: unknown[] = [];
  const { sandbox, ada, channelId } = await stageWith(async (interaction) => {
    const response = await interaction.reply({ content: "Here", flags: MessageFlags.Ephemeral, withResponse: true });
    seen.push(response.resource?.message?.content, response.interaction.responseMessageEphemeral);
  });
  const outcome = await sandbox.actor.slash({ userId: ada, channelId, name: "ping" });
  expect(shownMessage(outcome).message.content).toBe("Here");
  await expect.poll(() => seen).toEqual(["Here", true]);
});

test("only its own member sees an ephemeral reply, and can dismiss it", async () => {
  const { sandbox, ada, grace, channelId } = await stageWith((interaction) =>
    interaction.reply({ content: "For you", flags: MessageFlags.Ephemeral }),
  );
  const shown = shownMessage(await sandbox.actor.slash({ userId: ada, channelId, name: "ping" }));
  expect(shown.ephemeral).toBe(true);
  expect(sandbox.actor.messages(channelId, ada).map(({ message }) => message.content)).toEqual(["For you"]);
  expect(sandbox.actor.messages(channelId, grace)).toEqual([]);
  sandbox.actor.dismiss({ userId: ada, messageId: shown.message.id });
  expect(sandbox.actor.messages(channelId, ada)).toEqual([]);
});

test("a deferred reply is thinking until it is edited, and only then the act ends", async () => {
  const { sandbox, ada, channelId } = await stageWith(async (interaction) => {
    await interaction.deferReply();
    const [thinking] = sandbox.actor.messages(channelId, ada);
    await interaction.editReply(`thinking: ${thinking?.thinking}`);
  });
  const shown = shownMessage(await sandbox.actor.slash({ userId: ada, channelId, name: "ping" }));
  expect(shown.message.content).toBe("thinking: true");
  expect(shown.thinking).toBe(false);
  expect(shown.message.edited_timestamp).toBeNull();
});

test("after a deferral the first follow-up fills in the response, and the second is a separate message", async () => {
  const { sandbox, ada, channelId } = await stageWith(async (interaction) => {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await interaction.followUp("first");
    await interaction.followUp("second");
  });
  const shown = shownMessage(await sandbox.actor.slash({ userId: ada, channelId, name: "ping" }));
  expect([shown.message.content, shown.ephemeral]).toEqual(["first", true]);
  await expect
    .poll(() => sandbox.actor.messages(channelId, ada).map(({ message }) => message.content))
    .toEqual(["first", "second"]);
});

test("a follow-up can be edited and deleted, and so can the reply", async () => {
  const { sandbox, ada, channelId } = await stageWith(async (interaction) => {
    await interaction.reply("reply");
    const followUp = await interaction.followUp("follow-up");
    await interaction.editReply({ message: followUp, content: "edited" });
    expect((await interaction.fetchReply()).content).toBe("reply");
    await interaction.deleteReply();
    await interaction.followUp("done");
  });
  await sandbox.actor.slash({ userId: ada, channelId, name: "ping" });
  await expect
    .poll(() => sandbox.actor.messages(channelId, ada).map(({ message }) => message.content))
    .toEqual(["edited", "done"]);
});

test("directly after a deferral a follow-up fills it in; once the deferral is deleted, it is a message of its own", async () => {
  const { sandbox, ada, channelId } = await stageWith(async (interaction) => {
    await interaction.deferReply();
    await interaction.deleteReply();
    await interaction.followUp({ content: "alone", flags: MessageFlags.Ephemeral });
  });
  await sandbox.actor.slash({ userId: ada, channelId, name: "ping" });
  await expect
    .poll(() => sandbox.actor.messages(channelId, ada).map(({ message, ephemeral }) => [message.content, ephemeral]))
    .toEqual([["alone", true]]);
});

test("a deferral takes no flag but EPHEMERAL", async () => {
  const refused: unknown[] = [];
  const { sandbox, client, ada, channelId } = await stageWith(async (interaction) => {
    const route = Routes.interactionCallback(interaction.id, interaction.token);
    for (const flags of [MessageFlags.IsComponentsV2, MessageFlags.SuppressNotifications | MessageFlags.Ephemeral]) {
      const body = { type: InteractionResponseType.DeferredChannelMessageWithSource, data: { flags } };
      await client.rest.post(route, { body, auth: false }).catch((error: unknown) => refused.push(error));
    }
    await interaction.reply("ok");
  });
  await sandbox.actor.slash({ userId: ada, channelId, name: "ping" });
  expect(refused).toMatchObject([{ code: 50035 }, { code: 50035 }]);
});

test("options take only users, roles and channels that there are, of the kinds that they ask for", async () => {
  const { sandbox, client, ada, channelId, guildId } = await stageWith((interaction) => interaction.reply("ok"));
  const { User, Role, Mentionable, Channel } = ApplicationCommandOptionType;
  await client.application.commands.set([
    {
      name: "pick",
      description: "Pick",
      options: [
        { type: User, name: "user", description: "U" },
        { type: Role, name: "role", description: "R" },
        { type: Mentionable, name: "mentionable", description: "M" },
        { type: Channel, name: "channel", description: "C" },
        { type: Channel, name: "voice", description: "V", channelTypes: [ChannelType.GuildVoice] },
      ],
    },
  ]);
  const pick = (options: Record<string, string>) =>
    sandbox.actor.slash({ userId: ada, channelId, name: "pick", options });
  const roleId = client.guilds.cache.get(guildId)?.roles.highest.id ?? "";
  const fitting = { user: ada, role: roleId, mentionable: roleId, channel: `<#${channelId}>` };
  expect((await pick(fitting)).kind).toBe("message");
  for (const wrong of [{ user: roleId }, { role: ada }, { mentionable: "1" }, { channel: ada }, { voice: channelId }]) {
    await expect(pick(wrong)).rejects.toThrow("names nobody here");
  }
});

test("the bot is told its own permissions and the member's", async () => {
  const { sandbox, ada, grace, channelId } = await stageWith((interaction) =>
    interaction.reply(
      [
        interaction.memberPermissions?.has(PermissionFlagsBits.Administrator),
        interaction.memberPermissions?.has(PermissionFlagsBits.SendMessages),
        interaction.appPermissions.has(PermissionFlagsBits.Administrator),
        interaction.appPermissions.has(PermissionFlagsBits.EmbedLinks),
        interaction.context === InteractionContextType.Guild,
      ].join(" "),
    ),
  );
  const asAda = shownMessage(await sandbox.actor.slash({ userId: ada, channelId, name: "ping" }));
  const asGrace = shownMessage(await sandbox.actor.slash({ userId: grace, channelId, name: "ping" }));
  expect(asAda.message.content).toBe("true true false true true");
  expect(asGrace.message.content).toBe("false true false true true");
});

test("commands are available where they were registered, to those they are for", async () => {
  const { sandbox, client, ada, grace, guildId, channelId } = await stageWith((interaction) => interaction.reply("ok"));
  await client.application.commands.set([
    { name: "everywhere", description: "Everywhere" },
    { name: "servers", description: "In servers", contexts: [InteractionContextType.Guild] },
    { name: "admins", description: "For administrators", defaultMemberPermissions: 0n },
  ]);
  await client.application.commands.set([{ name: "own", description: "Of this server" }], guildId);
  const names = (of: string | null, userId?: string) => sandbox.actor.commands(of, userId).map(({ name }) => name);
  expect(names(guildId)).toEqual(["own", "everywhere", "servers", "admins"]);
  expect(names(guildId, ada)).toContain("admins");
  expect(names(guildId, grace)).toEqual(["own", "everywhere", "servers"]);
  expect(names(null, grace)).toEqual(["everywhere", "admins"]);
  await expect(sandbox.actor.slash({ userId: grace, channelId, name: "admins" })).rejects.toThrow("/admins");
});

test("commands can be added, changed, fetched and removed one by one, and keep their ids when set again", async () => {
  const { sandbox, client } = await stageWith((interaction) => interaction.reply("ok"));
  const commands = client.application.commands;
  const added = await commands.create({
    name: "added",
    description: "Added",
    options: [{ name: "n", description: "N", type: ApplicationCommandOptionType.Number }],
  });
  const edited = await commands.edit(added, { description: "Changed" });
  expect([edited.description, edited.options.length]).toEqual(["Changed", 1]);
  const [again] = (await commands.set([{ name: "added", description: "Set again" }])).values();
  expect(again?.id).toBe(added.id);
  await commands.delete(added);
  expect((await commands.fetch()).size).toBe(0);
  expect(sandbox.actor.commands(null)).toEqual([]);
});
