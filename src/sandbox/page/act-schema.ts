import { z } from "zod";
import * as acts from "../acts.ts";

const verb = <Verb extends string>(name: Verb) => ({ verb: z.literal(name) });

/** What a person at the page can do; the client knows the same acts by their type. */
export const ActSchema = z.discriminatedUnion("verb", [
  acts.SlashSchema.extend(verb("slash")),
  acts.CompleteSchema.extend(verb("complete")),
  acts.UserCommandSchema.extend(verb("use-on-member")),
  acts.MessageCommandSchema.extend(verb("use-on-message")),
  acts.PressSchema.extend(verb("press")),
  acts.SelectSchema.extend(verb("select")),
  acts.SubmitSchema.extend(verb("submit")),
  acts.SaySchema.extend(verb("say")),
  acts.DismissSchema.extend(verb("dismiss")),
  acts.DirectMessagesOpenSchema.extend(verb("set-direct-messages-open")),
]);

/** As the page sends them: the bytes of files travel in base64. */
export type Act = z.input<typeof ActSchema>;
export type SentFile = z.input<typeof acts.FileSchema>;
