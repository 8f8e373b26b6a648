import {
  ActionRowBuilder,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  type ChatInputCommandInteraction,
  Client,
  ContainerBuilder,
  type ContextMenuCommandInteraction,
  EmbedBuilder,
  Events,
  FileUploadBuilder,
  GatewayIntentBits,
  type Interaction,
  LabelBuilder,
  type MessageComponentInteraction,
  MessageFlags,
  ModalBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from "discord.js";
import type { Sandbox } from "../../../../src/sandbox/contract.ts";

export type DemoBot = {
  client: Client;
  /** Lets the bot edit the response that `/think` deferred. */
  answer(): Promise<void>;
  stop(): Promise<void>;
};

const COMMANDS = [
  { name: "learn", description: "The next lesson" },
  {
    name: "join",
    description: "Join the course",
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: "timezone",
        description: "Where you are",
        required: true,
        autocomplete: true,
      },
    ],
  },
  {
    name: "remind",
    description: "Reminders",
    options: [
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: "weekly",
        description: "Every week",
        options: [
          {
            type: ApplicationCommandOptionType.Integer,
            name: "day",
            description: "Which day",
            required: true,
            choices: [
              { name: "Monday", value: 1 },
              { name: "Tuesday", value: 2 },
            ],
          },
          {
            type: ApplicationCommandOptionType.Integer,
            name: "minutes",
            description: "How long",
            min_value: 5,
            max_value: 120,
          },
          { type: ApplicationCommandOptionType.User, name: "with", description: "Who else" },
        ],
      },
      { type: ApplicationCommandOptionType.Subcommand, name: "list", description: "What is set" },
    ],
  },
  { name: "write", description: "Writes you a direct message" },
  { name: "think", description: "Answers later" },
  { name: "silent", description: "Never answers" },
  { name: "rich", description: "Pictures, files and text" },
  {
    name: "hand-in",
    description: "Takes a file",
    options: [
      { type: ApplicationCommandOptionType.Attachment, name: "work", description: "Your notes", required: true },
    ],
  },
  { name: "upload", description: "Asks for files in a form" },
  { name: "Thank", type: ApplicationCommandType.User },
  { name: "Keep in notes", type: ApplicationCommandType.Message },
] as const;

const ZONES = ["Europe/Vienna", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"];
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

function lesson(done: boolean): ContainerBuilder {
  const button = (label: string, id: string, style = ButtonStyle.Secondary) =>
    new ButtonBuilder({ label, customId: id, style });
  return new ContainerBuilder()
    .setAccentColor(0x23a55a)
    .addTextDisplayComponents((text) => text.setContent(done ? "## Heartbeats\n**Done.**" : "## Heartbeats"))
    .addSeparatorComponents((separator) => separator)
    .addActionRowComponents<ButtonBuilder | StringSelectMenuBuilder>(
      new ActionRowBuilder<ButtonBuilder>().addComponents(
        button("Done", "done", ButtonStyle.Success).setDisabled(done),
        button("Note", "note"),
        button("Mute", "mute"),
        button("Later", "later"),
      ),
      new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
        new StringSelectMenuBuilder({ customId: "other", placeholder: "Another lesson" }).addOptions(
          { label: "Gossip", value: "gossip", description: "15 minutes" },
          { label: "Quorums", value: "quorums" },
        ),
      ),
      new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
        new StringSelectMenuBuilder({
          customId: "ticks",
          placeholder: "Tick what is done",
          minValues: 1,
          maxValues: 3,
        }).addOptions(
          { label: "Read", value: "read" },
          { label: "Watched", value: "watched" },
          { label: "Noted", value: "noted" },
        ),
      ),
    );
}

function note(): ModalBuilder {
  return new ModalBuilder({ customId: "note", title: "A note" }).addLabelComponents(
    new LabelBuilder()
      .setLabel("Title")
      .setDescription("A few words")
      .setTextInputComponent(new TextInputBuilder({ customId: "title", style: TextInputStyle.Short, maxLength: 40 })),
    new LabelBuilder()
      .setLabel("Mood")
      .setStringSelectMenuComponent(
        new StringSelectMenuBuilder({ customId: "mood" }).addOptions(
          { label: "Good", value: "good" },
          { label: "Tired", value: "tired" },
        ),
      ),
  );
}

function uploadForm(): ModalBuilder {
  return new ModalBuilder({ customId: "upload", title: "Hand in" }).addLabelComponents(
    new LabelBuilder()
      .setLabel("Files")
      .setFileUploadComponent(new FileUploadBuilder().setCustomId("files").setMinValues(1).setMaxValues(2)),
  );
}

async function runCommand(interaction: ChatInputCommandInteraction, held: (() => Promise<unknown>)[]): Promise<void> {
  const ephemeral = MessageFlags.Ephemeral;
  switch (interaction.commandName) {
    case "learn":
      await interaction.reply({ components: [lesson(false)], flags: [ephemeral, MessageFlags.IsComponentsV2] });
      break;
    case "hand-in": {
      const file = interaction.options.getAttachment("work", true);
      const content = await (await fetch(file.url)).text();
      await interaction.reply({ content: `Took ${file.name}: ${content}`, flags: ephemeral });
      break;
    }
    case "upload":
      await interaction.showModal(uploadForm());
      break;
    case "join":
      await interaction.reply({ content: `Joined in ${interaction.options.getString("timezone")}`, flags: ephemeral });
      break;
    case "remind": {
      const { options, createdTimestamp } = interaction;
      const due = Math.floor(createdTimestamp / 1000) + 3 * 3600;
      await interaction.reply(
        `Day ${options.getInteger("day")}, ${options.getInteger("minutes") ?? "any"} minutes, ` +
          `with ${options.getUser("with")?.username ?? "nobody"}, <t:${due}:R>`,
      );
      break;
    }
    case "write":
      await interaction.reply({ content: "Look into your direct messages.", flags: ephemeral });
      await interaction.user.send("Time for your review.");
      break;
    case "think":
      await interaction.deferReply();
      held.push(() => interaction.editReply("Here it is."));
      break;
    case "rich":
      await interaction.reply({
        content: "- one\n- two\n\n||secret|| `code` <https://elsewhere.example/>\n```js\nlet a = 1;\n```",
        files: [
          new AttachmentBuilder(PIXEL, { name: "dot.png", description: "A dot" }),
          new AttachmentBuilder(Buffer.from("notes"), { name: "notes.txt" }),
        ],
        embeds: [
          new EmbedBuilder()
            .setTitle("Summary")
            .setDescription("**Three** lessons")
            .setColor(0xf0b232)
            .addFields({ name: "Minutes", value: "65", inline: true })
            .setImage("https://elsewhere.example/picture.png"),
        ],
      });
      break;
  }
}

async function answerContextMenu(interaction: ContextMenuCommandInteraction): Promise<void> {
  const content = interaction.isUserContextMenuCommand()
    ? `Thanked ${interaction.targetUser.displayName}`
    : interaction.isMessageContextMenuCommand()
      ? `Kept: ${interaction.targetMessage.content}`
      : "";
  await interaction.reply({ content, flags: MessageFlags.Ephemeral });
}

async function runComponent(interaction: MessageComponentInteraction): Promise<void> {
  if (interaction.isStringSelectMenu()) {
    await interaction.reply({ content: `Chosen: ${interaction.values.join(", ")}`, flags: MessageFlags.Ephemeral });
    return;
  }
  if (interaction.customId === "done")
    await interaction.update({ components: [lesson(true)], flags: MessageFlags.IsComponentsV2 });
  else if (interaction.customId === "note") await interaction.showModal(note());
  else if (interaction.customId === "later") await interaction.deferUpdate();
}

async function handle(interaction: Interaction, held: (() => Promise<unknown>)[]): Promise<void> {
  if (interaction.isChatInputCommand()) await runCommand(interaction, held);
  else if (interaction.isContextMenuCommand()) await answerContextMenu(interaction);
  else if (interaction.isMessageComponent()) await runComponent(interaction);
  else if (interaction.isAutocomplete()) {
    const typed = interaction.options.getFocused().toLowerCase();
    const found = ZONES.filter((zone) => zone.toLowerCase().includes(typed));
    await interaction.respond(found.map((zone) => ({ name: zone, value: zone })));
  } else if (interaction.isModalSubmit() && interaction.customId === "upload") {
    const names = interaction.fields.getUploadedFiles("files", true).map((file) => `${file.name} (${file.size} bytes)`);
    await interaction.reply({ content: `Took ${names.join(", ")}`, flags: MessageFlags.Ephemeral });
  } else if (interaction.isModalSubmit()) {
    const title = interaction.fields.getTextInputValue("title");
    const mood = interaction.fields.getStringSelectValues("mood").join();
    await interaction.reply({ content: `${title}: ${mood}`, flags: MessageFlags.Ephemeral });
  }
}

/** A small bot on real discord.js that sends one of each thing that a page must draw. */
export async function startDemoBot(sandbox: Sandbox, token: string): Promise<DemoBot> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: sandbox.apiUrl, cdn: sandbox.cdnUrl },
  });
  const held: (() => Promise<unknown>)[] = [];
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  client.on(Events.InteractionCreate, (interaction) => {
    handle(interaction, held).catch((error: unknown) => client.emit(Events.Error, error as Error));
  });
  await client.login(token);
  const { application } = await ready;
  await application.commands.set(COMMANDS);
  return {
    client,
    async answer() {
      for (const answer of held.splice(0)) await answer();
    },
    stop: () => client.destroy(),
  };
}
