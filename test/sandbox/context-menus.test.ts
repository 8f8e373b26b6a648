import { ApplicationCommandType, MessageFlags, MessageType } from "discord.js";
import { expect, test } from "vitest";
import { logIn, openSandbox, respondWith, shownMessage, study } from "./stage.ts";

async function stage() {
  const sandbox = await openSandbox();
  const client = await logIn(sandbox);
  respondWith(client, async (interaction) => {
    const flags = MessageFlags.Ephemeral;
    if (interaction.isUserContextMenuCommand()) {
      const member = interaction.targetMember && "displayName" in interaction.targetMember;
      await interaction.reply({ content: `${interaction.targetUser.displayName}, a member: ${member}`, flags });
    } else if (interaction.isMessageContextMenuCommand()) {
      await interaction.reply({ content: `They said: ${interaction.targetMessage.content}`, flags });
    }
  });
  await client.application.commands.set([
    { type: ApplicationCommandType.User, name: "Show Progress" },
    { type: ApplicationCommandType.Message, name: "Repeat" },
  ]);
  return { sandbox, ...study(sandbox) };
}

test("a user command arrives with the user it was used on", async () => {
  const { sandbox, ada, grace, channelId } = await stage();
  const outcome = await sandbox.actor.useContextMenu({
    userId: ada,
    channelId,
    name: "Show Progress",
    targetUserId: grace,
  });
  const { message } = shownMessage(outcome);
  expect(message.content).toBe("Grace, a member: true");
  expect(message.type).toBe(MessageType.ContextMenuCommand);
  expect(message.interaction_metadata).toMatchObject({ target_user: { id: grace } });
});

test("a message command arrives with the message it was used on", async () => {
  const { sandbox, ada, grace, channelId } = await stage();
  const { message: said } = await sandbox.actor.say({ userId: grace, channelId, content: "Hello" });
  const outcome = await sandbox.actor.useContextMenu({
    userId: ada,
    channelId,
    name: "Repeat",
    targetMessageId: said.id,
  });
  const { message } = shownMessage(outcome);
  expect(message.content).toBe("They said: Hello");
  expect(message.interaction_metadata).toMatchObject({ target_message_id: said.id });
});

test("a context menu offers only commands of its own kind, and only opens on what the member can see", async () => {
  const { sandbox, ada, grace, channelId } = await stage();
  const { message: said } = await sandbox.actor.say({ userId: grace, channelId, content: "Hello" });
  const onMessage = { userId: ada, channelId, targetMessageId: said.id };
  await expect(sandbox.actor.useContextMenu({ ...onMessage, name: "Show Progress" })).rejects.toThrow("no command");
  const missing = { userId: ada, channelId, name: "Repeat", targetMessageId: "1" };
  await expect(sandbox.actor.useContextMenu(missing)).rejects.toThrow("sees no message");
  const nobody = { userId: ada, channelId, name: "Show Progress", targetUserId: "1" };
  await expect(sandbox.actor.useContextMenu(nobody)).rejects.toThrow("There is nobody 1.");
});
