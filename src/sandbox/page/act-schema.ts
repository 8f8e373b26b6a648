import { z } from "zod";

const Id = z.string().min(1);
/** Bytes travel in base64. */
const GivenFile = z.object({
  name: z.string().min(1),
  contentType: z.string(),
  bytes: z.base64(),
});
const Slash = z.object({
  userId: Id,
  channelId: Id,
  name: z.string(),
  subcommandGroup: z.string().exactOptional(),
  subcommand: z.string().exactOptional(),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).exactOptional(),
  files: z.record(z.string(), GivenFile).exactOptional(),
});

/** What a person at the page can do; the client knows the same acts by their type. */
export const ActSchema = z.discriminatedUnion("verb", [
  Slash.extend({ verb: z.literal("slash") }),
  Slash.extend({ verb: z.literal("complete"), focused: z.string() }),
  z.object({ verb: z.literal("use-on-member"), userId: Id, channelId: Id, name: z.string(), targetUserId: Id }),
  z.object({ verb: z.literal("use-on-message"), userId: Id, channelId: Id, name: z.string(), targetMessageId: Id }),
  z.object({ verb: z.literal("press"), userId: Id, messageId: Id, customId: z.string() }),
  z.object({
    verb: z.literal("select"),
    userId: Id,
    messageId: Id,
    customId: z.string(),
    values: z.array(z.string()),
  }),
  z.object({
    verb: z.literal("submit"),
    userId: Id,
    modalId: Id,
    values: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
    files: z.record(z.string(), z.array(GivenFile)).exactOptional(),
  }),
  z.object({
    verb: z.literal("say"),
    userId: Id,
    channelId: Id,
    content: z.string(),
    files: z.array(GivenFile).exactOptional(),
  }),
  z.object({ verb: z.literal("dismiss"), userId: Id, messageId: Id }),
  z.object({ verb: z.literal("set-direct-messages-open"), userId: Id, open: z.boolean() }),
]);

export type SentFile = z.infer<typeof GivenFile>;
export type Act = z.infer<typeof ActSchema>;
