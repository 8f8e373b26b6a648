import { z } from "zod";

const Id = z.string().min(1);
const Slash = z.object({
  userId: Id,
  channelId: Id,
  name: z.string(),
  subcommandGroup: z.string().exactOptional(),
  subcommand: z.string().exactOptional(),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).exactOptional(),
});

/** What a person at the page can do; the client knows the same acts by their type. */
export const ActSchema = z.discriminatedUnion("verb", [
  Slash.extend({ verb: z.literal("slash") }),
  Slash.extend({ verb: z.literal("complete"), focused: z.string() }),
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
  }),
  z.object({ verb: z.literal("say"), userId: Id, channelId: Id, content: z.string() }),
  z.object({ verb: z.literal("dismiss"), userId: Id, messageId: Id }),
  z.object({ verb: z.literal("set-direct-messages-open"), userId: Id, open: z.boolean() }),
]);

export type Act = z.infer<typeof ActSchema>;
