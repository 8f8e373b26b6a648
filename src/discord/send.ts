import {
  AttachmentBuilder,
  type ChatInputCommandInteraction,
  type ContextMenuCommandInteraction,
  DiscordAPIError,
  type MessageComponentInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  RESTJSONErrorCodes,
} from "discord.js";
import { encodeView, type View } from "./message.ts";
import type { FormReply, Reply, ReplyFile } from "./reply.ts";

/** Turns replies into calls to Discord. */

export type Press = MessageComponentInteraction | ModalSubmitInteraction;
export type Replyable = ChatInputCommandInteraction | ContextMenuCommandInteraction | Press;

/** A reply. If `isPrivate`, only the member sees it. */
export type Addressed = { reply: Reply | FormReply; isPrivate: boolean };

/**
 * Defers, to gain time. The message that was pressed stays as it is; a command or a form shows that the bot is
 * thinking.
 */
export async function defer(interaction: Replyable, isPrivate: boolean): Promise<void> {
  if (interaction.isMessageComponent()) await interaction.deferUpdate();
  else await interaction.deferReply(isPrivate ? { flags: MessageFlags.Ephemeral } : {});
}

export async function send(interaction: Replyable, { reply, isPrivate }: Addressed): Promise<void> {
  switch (reply.kind) {
    case "form":
      if (interaction.isModalSubmit()) throw new TypeError("a form cannot answer a form");
      await interaction.showModal(reply.form);
      return;
    case "message":
      await sendMessage(
        interaction,
        { ...toMessage(reply.view, isPrivate), files: reply.files.map(toBuilder) },
        isPrivate,
      );
      break;
    case "update":
      // Without `attachments: []` an edited message would keep the files that it had.
      await updateMessage(interaction, {
        components: encodeView(reply.view),
        flags: MessageFlags.IsComponentsV2,
        files: reply.files.map(toBuilder),
        attachments: [],
      });
  }
  if (reply.aside !== null) await interaction.followUp(toMessage(reply.aside, interaction.guildId !== null));
}

/** Says something in place of a reply that failed, however far that reply came. */
export async function sendInstead(interaction: Replyable, view: View, isPrivate: boolean): Promise<void> {
  const message = { ...toMessage(view, isPrivate), files: [] };
  if (interaction.replied) await interaction.followUp(message);
  else await sendMessage(interaction, message, isPrivate);
}

type Message = ReturnType<typeof toMessage> & { files: AttachmentBuilder[] };
type Update = {
  components: ReturnType<typeof encodeView>;
  flags: MessageFlags.IsComponentsV2;
  files: AttachmentBuilder[];
  attachments: [];
};

async function sendMessage(interaction: Replyable, message: Message, isPrivate: boolean): Promise<void> {
  if (!interaction.deferred) {
    await interaction.reply(message);
  } else if (interaction.isMessageComponent()) {
    await interaction.followUp(message);
  } else if (interaction.ephemeral === isPrivate) {
    await interaction.editReply({ ...message, flags: MessageFlags.IsComponentsV2 });
  } else {
    // A deferred reply is public or private for good, so this one needs a message of its own.
    await deleteThinking(interaction);
    await interaction.followUp(message);
  }
}

/** It is gone already if the message in its place was refused. */
async function deleteThinking(interaction: Replyable): Promise<void> {
  try {
    await interaction.deleteReply();
  } catch (error) {
    if (!(error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownMessage)) throw error;
  }
}

async function updateMessage(interaction: Replyable, update: Update): Promise<void> {
  if (interaction.deferred) await interaction.editReply(update);
  else if (interaction.isMessageComponent() || (interaction.isModalSubmit() && interaction.isFromMessage()))
    await interaction.update(update);
  else throw new TypeError("there is no message to update");
}

export function toMessage(view: View, isPrivate: boolean) {
  return {
    components: encodeView(view),
    flags: isPrivate
      ? ([MessageFlags.IsComponentsV2, MessageFlags.Ephemeral] as const)
      : ([MessageFlags.IsComponentsV2] as const),
  };
}

function toBuilder({ name, bytes, description }: ReplyFile): AttachmentBuilder {
  return new AttachmentBuilder(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
    name,
    ...(description === undefined ? {} : { description }),
  });
}
