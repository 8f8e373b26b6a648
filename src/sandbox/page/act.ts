import type { z } from "zod";
import type { Actor, Outcome } from "../contract.ts";
import type { ActSchema } from "./act-schema.ts";
import type { ActResult } from "./view.ts";
import { viewModal } from "./view-modal.ts";

function toResult(outcome: Outcome): ActResult {
  if (outcome.kind === "modal") return { kind: "modal", modal: viewModal(outcome.modal) };
  return outcome.kind === "failed" ? outcome : { kind: "done" };
}

/** Does what a person at the page asked for. Rejects if the sandbox refuses the act itself. */
export async function perform(actor: Actor, act: z.output<typeof ActSchema>): Promise<ActResult> {
  switch (act.verb) {
    case "slash":
      return toResult(await actor.slash(act));
    case "use-on-member":
    case "use-on-message":
      return toResult(await actor.useContextMenu(act));
    case "press":
      return toResult(await actor.press(act));
    case "select":
      return toResult(await actor.select(act));
    case "submit":
      return toResult(await actor.submit(act));
    case "complete": {
      const completion = await actor.complete(act);
      if (completion.kind === "failed") return completion;
      return { kind: "choices", choices: completion.choices.map(({ name, value }) => ({ label: name, value })) };
    }
    case "say":
      await actor.say(act);
      return { kind: "done" };
    case "dismiss":
      actor.dismiss(act);
      return { kind: "done" };
    case "set-direct-messages-open":
      actor.setDirectMessagesOpen(act.userId, act.open);
      return { kind: "done" };
  }
}
