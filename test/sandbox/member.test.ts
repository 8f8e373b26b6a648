import type { Client, Interaction } from "discord.js";
import { MessageFlags } from "discord.js";
import { describe, expect, test } from "vitest";
import { actAs, memberNamed } from "../../src/sandbox/member/acting-member.ts";
import { customIdOf, labelsOf, menusOf, optionsOf, textOf } from "../../src/sandbox/member/reading.ts";
import { logIn, openSandbox, request, respondWith, study } from "./stage.ts";

const LESSON = [
  {
    type: 17,
    components: [
      { type: 10, content: "# Quorums" },
      {
        type: 9,
        components: [{ type: 10, content: "Ninety minutes" }],
        accessory: { type: 2, style: 1, label: "Start", custom_id: "start" },
      },
      {
        type: 1,
        components: [
          { type: 2, style: 2, label: "Again", custom_id: "old", disabled: true },
          { type: 2, style: 2, label: "Again", custom_id: "new" },
          { type: 2, style: 2, label: "Remind me", custom_id: "remind" },
          { type: 2, style: 5, label: "Read", url: "https://example.com" },
        ],
      },
      {
        type: 1,
        components: [
          {
            type: 3,
            custom_id: "tick",
            placeholder: "Tick what is done",
            max_values: 2,
            options: ["Clocks", "Quorums"].map((label) => ({ label, value: label.toLowerCase() })),
          },
        ],
      },
      { type: 1, components: [{ type: 5, custom_id: "partner", placeholder: "Choose a partner" }] },
      { type: 1, components: [{ type: 8, custom_id: "where", placeholder: "Choose a channel" }] },
      { type: 1, components: [{ type: 6, custom_id: "role", placeholder: "Choose a role" }] },
      { type: 1, components: [{ type: 7, custom_id: "anyone", placeholder: "Choose anyone" }] },
    ],
  },
];

const FORM = {
  title: "Remind me",
  custom_id: "form",
  components: [
    { type: 18, label: "When", component: { type: 4, style: 1, custom_id: "when" } },
    {
      type: 18,
      label: "How often",
      component: { type: 3, custom_id: "often", options: [{ label: "Every week", value: "weekly" }] },
    },
    { type: 18, label: "Notes", component: { type: 19, custom_id: "notes", required: false } },
  ],
};

const OPTIONS = [
  { type: 3, name: "lesson", description: "Lesson", autocomplete: true },
  { type: 11, name: "notes", description: "Notes" },
];

const COMMANDS = [
  { name: "learn", description: "Learn", options: OPTIONS },
  {
    name: "remind",
    description: "Remind",
    options: [
      { type: 1, name: "list", description: "List" },
      {
        type: 2,
        name: "rule",
        description: "Rule",
        options: [
          { type: 1, name: "weekly", description: "Weekly", options: [{ type: 4, name: "day", description: "Day" }] },
        ],
      },
    ],
  },
];

/** A bot that repeats what it received, or sends a message with one of everything. */
async function answer(interaction: Interaction): Promise<unknown> {
  if (interaction.isAutocomplete()) {
    return interaction.respond([{ name: `${interaction.options.getFocused()} and quorums`, value: "quorums" }]);
  }
  if (interaction.isChatInputCommand()) {
    const options = interaction.options;
    const path = [options.getSubcommandGroup(false), options.getSubcommand(false)].filter((part) => part !== null);
    if (path.length > 0) return interaction.reply({ content: [...path, options.getInteger("day")].join(" ") });
    const file = options.getAttachment("notes");
    if (file) return interaction.reply({ content: `${file.name}: ${await (await fetch(file.url)).text()}` });
    return interaction.reply({ components: LESSON, flags: MessageFlags.IsComponentsV2 });
  }
  if (interaction.isButton()) {
    if (interaction.customId === "remind") return interaction.showModal(FORM);
    return interaction.reply({ content: `Pressed ${interaction.customId}`, flags: MessageFlags.Ephemeral });
  }
  if (interaction.isAnySelectMenu()) {
    if (interaction.values.includes("clocks") && interaction.values.length === 1) return interaction.showModal(FORM);
    return interaction.reply({ content: `Chose ${interaction.values.join(", ")}` });
  }
  if (interaction.isModalSubmit()) {
    const { fields } = interaction;
    const files = fields.getUploadedFiles("notes")?.map(({ name }) => name) ?? [];
    const told = [fields.getTextInputValue("when"), ...fields.getStringSelectValues("often"), ...files];
    return interaction.reply({ content: told.join(", ") });
  }
  return undefined;
}

async function open() {
  const sandbox = await openSandbox();
  const client: Client<true> = await logIn(sandbox);
  respondWith(client, answer);
  await request(sandbox, "PUT", `/applications/${sandbox.actor.bot().id}/commands`, COMMANDS);
  const { ada, channelId } = study(sandbox);
  return { sandbox, ada: actAs(sandbox.actor, ada, channelId) };
}

describe("a member who presses labels", () => {
  test("is found by name, in the first server or in one that is named", async () => {
    const guilds = ["First", "Second"].map((name) => ({ name, channels: ["general"], members: [{ name: "Ada" }] }));
    const { actor } = await openSandbox({ guilds });
    const [first, second] = actor.guilds().map(({ id }) => actor.channels({ guildId: id })[0]?.id);
    expect(memberNamed(actor, "Ada").channelId).toBe(first);
    expect(memberNamed(actor, "Ada", "Second").channelId).toBe(second);
    expect(() => memberNamed(actor, "Grace", "Second")).toThrow("Nobody in Second is called Grace.");
  });

  test("uses commands, subcommands and those in groups, with options and files", async () => {
    const { ada } = await open();
    expect((await ada.slash("remind list")).content).toBe("list");
    expect((await ada.slash("remind rule weekly", { day: 3 })).content).toBe("rule weekly 3");
    expect((await ada.slash("learn", {}, { notes: "# Mine" })).content).toBe("file.md: # Mine");
    const given = { name: "own.txt", contentType: "text/plain", bytes: new TextEncoder().encode("text") };
    expect((await ada.slash("learn", {}, { notes: given })).content).toBe("own.txt: text");
  });

  test("is offered choices while typing", async () => {
    const { ada } = await open();
    expect(await ada.complete("learn", "lesson", "clocks")).toEqual(["clocks and quorums"]);
    expect(await ada.choices("learn", "lesson", "clocks")).toMatchObject([{ value: "quorums" }]);
  });

  test("reads a message from top to bottom", async () => {
    const { ada } = await open();
    const lesson = await ada.slash("learn");
    expect(textOf(lesson)).toBe("# Quorums\nNinety minutes");
    expect(labelsOf(lesson)).toEqual(["Start", "Again", "Again", "Remind me", "Read"]);
    expect(menusOf(lesson).map(({ placeholder }) => placeholder)).toEqual([
      "Tick what is done",
      "Choose a partner",
      "Choose a channel",
      "Choose a role",
      "Choose anyone",
    ]);
    expect(optionsOf(lesson, "Tick what is done")).toEqual(["Clocks", "Quorums"]);
    expect(optionsOf(lesson, "Choose a partner")).toEqual([]);
  });

  test("reads what an embed says, after the content", async () => {
    const { sandbox, ada } = await open();
    const embed = { author: { name: "A" }, title: "B", fields: [{ name: "C", value: "D" }], footer: { text: "E" } };
    await request(sandbox, "POST", `/channels/${ada.channelId}/messages`, { content: "Look", embeds: [embed] });
    expect(ada.seen().map(({ message }) => textOf(message))).toEqual(["Look\nA\nB\nC\nD\nE"]);
  });

  test("presses a button by its label anywhere in the message, and of two the one that is not disabled", async () => {
    const { ada } = await open();
    const lesson = await ada.slash("learn");
    expect((await ada.press(lesson, "Start")).content).toBe("Pressed start");
    expect((await ada.press(lesson, "Again")).content).toBe("Pressed new");
    expect(await ada.outcome(lesson, "Start")).toMatchObject({ kind: "message", message: { ephemeral: true } });
    expect(() => customIdOf(lesson, "Read")).toThrow("There is no button “Read”");
    await expect(ada.press(lesson, "Finish")).rejects.toThrow(
      "There is no button “Finish”, only Start, Again, Again, Remind me, Read in:\n# Quorums",
    );
  });

  test("chooses by the menu's placeholder: options by label; members, channels and roles by name", async () => {
    const { sandbox, ada } = await open();
    const { grace, channelId } = study(sandbox);
    const role = sandbox.actor.guilds()[0]?.roles.find(({ name }) => name === "Organisers")?.id;
    const lesson = await ada.slash("learn");
    expect((await ada.choose(lesson, "Tick what is done", "Quorums", "Clocks")).content).toBe("Chose quorums, clocks");
    expect((await ada.choose(lesson, "Choose a partner", "Grace")).content).toBe(`Chose ${grace}`);
    expect((await ada.choose(lesson, "Choose a channel", "study")).content).toBe(`Chose ${channelId}`);
    expect((await ada.choose(lesson, "Choose a role", "Organisers")).content).toBe(`Chose ${role}`);
    expect((await ada.choose(lesson, "Choose anyone", "Organisers")).content).toBe(`Chose ${role}`);
    await expect(ada.choose(lesson, "Tick what is done", "Paxos")).rejects.toThrow("no “Paxos” among Clocks, Quorums");
    await expect(ada.choose(lesson, "Skip", "Paxos")).rejects.toThrow("There is no menu “Skip”, only Tick what");
  });

  test("fills in a form by its labels, or by custom ids, with files", async () => {
    const { ada } = await open();
    const lesson = await ada.slash("learn");
    const form = await ada.pressForModal(lesson, "Remind me");
    const values = { When: "tomorrow", "How often": "Every week" };
    expect((await ada.submit(form, values, { Notes: "# Mine" })).content).toBe("tomorrow, weekly, file.md");
    const again = await ada.chooseForModal(lesson, "Tick what is done", "Clocks");
    expect((await ada.submit(again, { when: "now", often: ["Every week"] })).content).toBe("now, weekly");
    await expect(ada.submit(form, { Who: "Grace" })).rejects.toThrow(
      "“Remind me” has no field “Who”, only When, How often, Notes.",
    );
  });

  test("says what happened if it was not a message or a form", async () => {
    const { ada } = await open();
    const lesson = await ada.slash("learn");
    await expect(ada.press(lesson, "Remind me")).rejects.toThrow("a message, but it was answered with modal");
    await expect(ada.slashForModal("learn")).rejects.toThrow("a form, but it was answered with message");
  });

  test("hears what arrives, and finds it among the direct messages", async () => {
    const { sandbox, ada } = await open();
    expect(ada.directMessages()).toEqual([]);
    const heard = ada.hears(/lesson/);
    const { body } = await request(sandbox, "POST", "/users/@me/channels", { recipient_id: ada.userId });
    for (const content of ["Hello", "Your lesson"]) {
      await request(sandbox, "POST", `/channels/${body.id}/messages`, { content });
    }
    expect((await heard).content).toBe("Your lesson");
    expect(ada.directMessages().map(({ content }) => content)).toEqual(["Hello", "Your lesson"]);
  });
});
