import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ButtonStyle, Client, ComponentType, Events, GatewayIntentBits } from "discord.js";
import type { SeenModal } from "../../../src/sandbox/contract.ts";
import type { OpenForm } from "../population/play.ts";
import type { House } from "./house.ts";

export const FORMS_FILE = "forms.json";

export async function readForms(folder: string): Promise<OpenForm[]> {
  return JSON.parse(await readFile(join(folder, FORMS_FILE), "utf8")) as OpenForm[];
}

/**
 * Opens these forms on their members' screens again, as they were when the older version stopped. No bot may run
 * meanwhile. The next bot can then receive them.
 */
export async function openForms(
  { sandbox, actor }: House,
  forms: readonly OpenForm[],
): Promise<{ userId: string; modal: SeenModal }[]> {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: sandbox.apiUrl } });
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  const shown: Promise<unknown>[] = [];
  client.on(Events.InteractionCreate, (interaction) => {
    const form = interaction.isButton() ? forms[Number(interaction.customId)] : undefined;
    if (interaction.isButton() && form !== undefined) shown.push(interaction.showModal(form.modal));
  });
  await client.login("sandbox");
  await ready;
  const opened = [];
  for (const [index, { userId, channelId }] of forms.entries()) {
    const messageId = await post(sandbox.apiUrl, channelId, `${index}`);
    const outcome = await actor.press({ userId, messageId, customId: `${index}` });
    if (outcome.kind !== "modal") throw new Error(`the form did not open: ${outcome.kind}`);
    opened.push({ userId, modal: outcome.modal });
  }
  await Promise.all(shown);
  await client.destroy();
  return opened;
}

async function post(apiUrl: string, channelId: string, customId: string): Promise<string> {
  const button = { type: ComponentType.Button, style: ButtonStyle.Primary, label: "Open", custom_id: customId };
  const response = await fetch(`${apiUrl}/v10/channels/${channelId}/messages`, {
    method: "POST",
    headers: { authorization: "Bot sandbox", "content-type": "application/json" },
    body: JSON.stringify({
      content: "A form",
      components: [{ type: ComponentType.ActionRow, components: [button] }],
    }),
  });
  const { id } = (await response.json()) as { id: string };
  return id;
}
