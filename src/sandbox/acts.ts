import { z } from "zod";

/** What a member can do, described once: for the actor, for another process and for the page. */

const id = z.string().min(1);

/** A file that a member picked. From another process its bytes come in base64. */
export const FileSchema = z.object({
  name: z.string().min(1),
  contentType: z.string(),
  bytes: z.base64().transform((text) => z.util.base64ToUint8Array(text)),
});

export const SlashSchema = z.object({
  userId: id,
  channelId: id,
  name: z.string(),
  subcommandGroup: z.string().exactOptional(),
  subcommand: z.string().exactOptional(),
  /** Values as typed; the sandbox checks and converts them by the command's definition, as Discord's client does. */
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).exactOptional(),
  /** What attachment options hold, by the option's name. */
  files: z.record(z.string(), FileSchema).exactOptional(),
});

/** `focused` names the option that is being typed. */
export const CompleteSchema = SlashSchema.extend({ focused: z.string() });

/** From the context menu of a member. */
export const UserCommandSchema = z.object({ userId: id, channelId: id, name: z.string(), targetUserId: id });

/** From the context menu of a message. */
export const MessageCommandSchema = z.object({ userId: id, channelId: id, name: z.string(), targetMessageId: id });

export const PressSchema = z.object({ userId: id, messageId: id, customId: z.string() });

export const SelectSchema = PressSchema.extend({ values: z.array(z.string()) });

/** `values` and `files` by the custom id of the field that they were filled into. */
export const SubmitSchema = z.object({
  userId: id,
  modalId: id,
  values: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  files: z.record(z.string(), z.array(FileSchema).readonly()).exactOptional(),
});

export const SaySchema = z.object({
  userId: id,
  channelId: id,
  content: z.string(),
  files: z.array(FileSchema).readonly().exactOptional(),
});

/** Removes an ephemeral message from its member's sight. */
export const DismissSchema = z.object({ userId: id, messageId: id });

/** Whether the bot may open a direct message to this member (else 50007). */
export const DirectMessagesOpenSchema = z.object({ userId: id, open: z.boolean() });
