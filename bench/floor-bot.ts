import { once } from "node:events";
import { Client, Events, GatewayIntentBits, MessageFlags } from "discord.js";

/** The floor: a discord.js bot whose reply never changes. Lockstep is measured beside it. */

const { DISCORD_TOKEN: token = "", DISCORD_API: api = "" } = process.env;
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api } });

client.on(Events.InteractionCreate, (interaction) => {
  if (!interaction.isChatInputCommand()) return;
  interaction.reply({ content: "pong", flags: MessageFlags.Ephemeral }).catch(console.error);
});
process.on("SIGTERM", () => {
  client
    .destroy()
    .then(() => process.exit(0))
    .catch(console.error);
});

const ready = once(client, Events.ClientReady);
await client.login(token);
await ready;
await client.application?.commands.set([{ name: "ping", description: "Answers a constant" }]);
console.log("Floor is ready.");
