import type { APIModalInteractionResponseCallbackData } from "discord.js";
import type { Result } from "../coach/problem.ts";
import type { View } from "./message.ts";
import { problemView } from "./views/problem.ts";

/** What comes of one interaction. The dispatcher alone turns it into calls to Discord. */
export type Answer =
  /**
   * A message of its own, private to the member (in a server) unless the command is a public one. A file is shown
   * where the view refers to it: see `file` in `message.ts`.
   */
  | { kind: "reply"; view: View; file?: AnswerFile }
  /** The message that was pressed becomes this; `aside` is said to the presser alone. */
  | { kind: "update"; view: View; aside?: View }
  | { kind: "modal"; modal: APIModalInteractionResponseCallbackData };

export type AnswerFile = { name: string; text: string };

export function reply(view: View, file?: AnswerFile): Answer {
  return file === undefined ? { kind: "reply", view } : { kind: "reply", view, file };
}

export function update(view: View, aside?: View): Answer {
  return aside === undefined ? { kind: "update", view } : { kind: "update", view, aside };
}

/** A use case's value as an answer; a problem is said to the member alone and leaves the pressed message as it is. */
export function answerWith<T>(
  result: Result<T>,
  context: { guildId: string | null },
  make: (value: T) => Answer,
): Answer {
  return result.ok ? make(result.value) : reply(problemView(result.problem, context.guildId !== null));
}
