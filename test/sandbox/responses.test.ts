import { InteractionResponseType } from "discord.js";
import { expect, test } from "vitest";
import type { Sandbox } from "../../src/sandbox/contract.ts";
import { logIn, openSandbox, request, shownMessage, study } from "./stage.ts";

const MINUTE = 60_000;

/** A bot that only receives: tests send each response by hand. */
async function stage() {
  const lines: string[] = [];
  const sandbox = await openSandbox({ report: (line) => lines.push(line) });
  const client = await logIn(sandbox);
  await client.application.commands.set([{ name: "ping", description: "Ping" }]);
  const { ada, channelId } = study(sandbox);
  const received = () =>
    new Promise<{ id: string; token: string }>((resolve) =>
      client.once("interactionCreate", ({ id, token }) => resolve({ id, token })),
    );
  async function start() {
    const arrived = received();
    const outcome = sandbox.actor.slash({ userId: ada, channelId, name: "ping" });
    return { ...(await arrived), outcome };
  }
  async function press(messageId: string, customId: string) {
    const arrived = received();
    const outcome = sandbox.actor.press({ userId: ada, messageId, customId });
    return { ...(await arrived), outcome };
  }
  return { sandbox, lines, start, press, applicationId: client.application.id, ada, channelId };
}

type Key = { id: string; token: string };

const answer = (sandbox: Sandbox, { id, token }: Key, body: object) =>
  request(sandbox, "POST", `/interactions/${id}/${token}/callback`, body);
const reply = { type: InteractionResponseType.ChannelMessageWithSource, data: { content: "Hi" } };

test("without a response within three seconds the member is told, and a late one is for an unknown interaction", async () => {
  const { sandbox, start, lines } = await stage();
  const interaction = await start();
  await sandbox.clock.advance(3000, { waitForOpenInteractions: false });
  expect(await interaction.outcome).toMatchObject({ kind: "failed", reason: "The application did not respond" });
  expect(lines.join("\n")).toContain("The application did not respond");
  expect(await answer(sandbox, interaction, reply)).toEqual({
    status: 404,
    body: { message: "Unknown interaction", code: 10062 },
  });
});

test("a response just before the three seconds are over is in time", async () => {
  const { sandbox, start } = await stage();
  sandbox.clock.pause();
  const interaction = await start();
  await sandbox.clock.advance(2999, { waitForOpenInteractions: false });
  expect((await answer(sandbox, interaction, reply)).status).toBe(204);
  expect(shownMessage(await interaction.outcome).message.content).toBe("Hi");
});

test("a second response is refused with 40060", async () => {
  const { sandbox, start } = await stage();
  const interaction = await start();
  await answer(sandbox, interaction, reply);
  const second = await answer(sandbox, interaction, reply);
  expect([second.status, second.body.code]).toEqual([400, 40060]);
});

test("an interaction that never existed and a wrong token are unknown", async () => {
  const { sandbox, start } = await stage();
  const { id, token } = await start();
  expect((await answer(sandbox, { id: "1", token }, reply)).body.code).toBe(10062);
  expect((await answer(sandbox, { id, token: "forged" }, reply)).body.code).toBe(10062);
});

test.each([
  InteractionResponseType.Pong,
  InteractionResponseType.DeferredMessageUpdate,
  InteractionResponseType.UpdateMessage,
  InteractionResponseType.ApplicationCommandAutocompleteResult,
])("a response of type %i does not fit a command, and leaves it open", async (type) => {
  const { sandbox, start } = await stage();
  const interaction = await start();
  const refused = await answer(sandbox, interaction, { type, data: { content: "Hi" } });
  expect(refused).toMatchObject({ status: 400, body: { code: 50035, errors: { type: { _errors: [{}] } } } });
  expect((await answer(sandbox, interaction, reply)).status).toBe(204);
});

test("a message as the response to autocomplete is refused, and so are more than 25 choices", async () => {
  const sandbox = await openSandbox();
  const { ada, channelId } = study(sandbox);
  const option = { type: 3, name: "zone", description: "Zone", autocomplete: true };
  const client = await logIn(sandbox);
  await request(sandbox, "POST", `/applications/${sandbox.actor.bot().id}/commands`, {
    name: "zone",
    description: "Zone",
    options: [option],
  });
  const arrived = new Promise<Key>((resolve) =>
    client.once("interactionCreate", ({ id, token }) => resolve({ id, token })),
  );
  const completion = sandbox.actor.complete({ userId: ada, channelId, name: "zone", focused: "zone" });
  const interaction = await arrived;
  expect((await answer(sandbox, interaction, reply)).body.code).toBe(50035);
  const choices = Array.from({ length: 26 }, (_, index) => ({ name: `${index}`, value: `${index}` }));
  const type = InteractionResponseType.ApplicationCommandAutocompleteResult;
  expect(
    (await answer(sandbox, interaction, { type, data: { choices } })).body.errors.data.choices._errors[0].code,
  ).toBe("BASE_TYPE_MAX_LENGTH");
  expect((await answer(sandbox, interaction, { type, data: { choices: choices.slice(1) } })).status).toBe(204);
  expect(await completion).toMatchObject({ kind: "choices", choices: { length: 25 } });
});

test("the token opens its messages for fifteen minutes, then it is invalid: 50027", async () => {
  const { sandbox, start, applicationId } = await stage();
  const interaction = await start();
  await answer(sandbox, interaction, reply);
  const original = `/webhooks/${applicationId}/${interaction.token}/messages/%40original`;
  await sandbox.clock.advance(15 * MINUTE - 10_000);
  expect((await request(sandbox, "PATCH", original, { content: "Still" })).body.content).toBe("Still");
  await sandbox.clock.advance(10_000);
  for (const [method, path, body] of [
    ["PATCH", original, { content: "Late" }],
    ["POST", `/webhooks/${applicationId}/${interaction.token}`, { content: "Late" }],
    ["DELETE", original, undefined],
  ] as const) {
    const refused = await request(sandbox, method, path, body);
    expect([refused.status, refused.body.code]).toEqual([401, 50027]);
  }
});

test("a webhook that does not exist is unknown: 10015", async () => {
  const { sandbox, start, applicationId } = await stage();
  const interaction = await start();
  const followUp = (application: string, token: string) =>
    request(sandbox, "POST", `/webhooks/${application}/${token}`, { content: "Hi" });
  const unanswered = await followUp(applicationId, interaction.token);
  expect([unanswered.status, unanswered.body.code]).toEqual([404, 10015]);
  await answer(sandbox, interaction, reply);
  expect((await followUp("123", interaction.token)).body.code).toBe(10015);
  expect((await followUp(applicationId, "nonsense")).body.code).toBe(10015);
  expect((await followUp(applicationId, interaction.token)).status).toBe(200);
});

test("a token only reaches its own messages, and no deleted ones: 10008", async () => {
  const { sandbox, start, applicationId, ada, channelId } = await stage();
  const interaction = await start();
  await answer(sandbox, interaction, reply);
  const other = await sandbox.actor.say({ userId: ada, channelId, content: "Mine" });
  const messages = `/webhooks/${applicationId}/${interaction.token}/messages`;
  expect((await request(sandbox, "PATCH", `${messages}/${other.message.id}`, { content: "x" })).body.code).toBe(10008);
  expect((await request(sandbox, "DELETE", `${messages}/@original`)).status).toBe(204);
  expect((await request(sandbox, "GET", `${messages}/@original`)).body.code).toBe(10008);
});

test("a deferred response that never arrives fails after fifteen minutes", async () => {
  const { sandbox, start } = await stage();
  const interaction = await start();
  await answer(sandbox, interaction, { type: InteractionResponseType.DeferredChannelMessageWithSource });
  await sandbox.clock.advance(15 * MINUTE, { waitForOpenInteractions: false });
  expect((await interaction.outcome).kind).toBe("failed");
});

test("a move of the clock waits for an interaction that the bot is responding to", async () => {
  const { sandbox, start } = await stage();
  const interaction = await start();
  const moved = sandbox.clock.advance(24 * 60 * MINUTE);
  await answer(sandbox, interaction, reply);
  await moved;
  expect(shownMessage(await interaction.outcome).message.content).toBe("Hi");
});

test("an update of a message that was deleted in the meantime is for an unknown message", async () => {
  const { sandbox, start, press, applicationId } = await stage();
  const interaction = await start();
  const row = { type: 1, components: [{ type: 2, style: 1, label: "B", custom_id: "b" }] };
  await answer(sandbox, interaction, { ...reply, data: { content: "Hi", components: [row] } });
  const { message } = shownMessage(await interaction.outcome);
  const pressed = await press(message.id, "b");
  await request(sandbox, "DELETE", `/webhooks/${applicationId}/${interaction.token}/messages/@original`);
  const refused = await answer(sandbox, pressed, {
    type: InteractionResponseType.UpdateMessage,
    data: { content: "x" },
  });
  expect(refused.body.code).toBe(10008);
});
