import { createBot, Intents } from "@discordeno/bot";
import { expect, onTestFinished, test } from "vitest";
import { openSandbox, shownMessage, study } from "./stage.ts";

/** Discordeno reads the bot's id from the token's first part. */
const TOKEN = `${Buffer.from("100000000000000000").toString("base64url")}.a.b`;

test("a bot on Discordeno, which shares no code with discord.js, logs in and responds", async () => {
  const refused: string[] = [];
  const sandbox = await openSandbox({
    application: { name: "Test Bot", token: TOKEN },
    report: (line) => refused.push(line),
    spec: "check",
  });
  const applicationId = BigInt(sandbox.actor.bot().id);
  const bot = createBot({
    token: TOKEN,
    applicationId,
    intents: Intents.Guilds,
    desiredProperties: {
      interaction: { id: true, token: true, type: true, data: true, user: true },
      user: { id: true },
    },
    // Only the address is changed.
    rest: { token: TOKEN, applicationId, proxy: { baseUrl: sandbox.apiUrl, authorization: "" } },
  });
  onTestFinished(() => bot.shutdown());
  const ready = new Promise<void>((resolve) => {
    bot.events.ready = () => resolve();
  });
  bot.events.interactionCreate = async (interaction) => {
    if (interaction.data?.name === "quick") await interaction.respond("pong", { isPrivate: true });
    else {
      await interaction.defer();
      await interaction.edit(`late pong for ${interaction.user.id}`);
    }
  };
  await bot.start();
  await ready;
  await bot.helpers.upsertGlobalApplicationCommands([
    { name: "quick", description: "Answers at once" },
    { name: "slow", description: "Answers later" },
  ]);

  const { ada, channelId } = study(sandbox);
  const quick = shownMessage(await sandbox.actor.slash({ userId: ada, channelId, name: "quick" }));
  expect([quick.message.content, quick.ephemeral]).toEqual(["pong", true]);
  const slow = shownMessage(await sandbox.actor.slash({ userId: ada, channelId, name: "slow" }));
  expect([slow.message.content, slow.ephemeral]).toEqual([`late pong for ${ada}`, false]);
  expect({ refused, violations: sandbox.spec.violations() }).toEqual({
    refused: [],
    violations: [],
  });
});
