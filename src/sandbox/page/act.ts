import type { Actor, GivenFile, Outcome } from "../contract.ts";
import type { Act, SentFile } from "./act-schema.ts";
import type { ActResult } from "./view.ts";
import { viewModal } from "./view-modal.ts";

function toFile({ name, contentType, bytes }: SentFile): GivenFile {
  return { name, contentType, bytes: Buffer.from(bytes, "base64") };
}

function mapValues<From, To>(record: Record<string, From>, to: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value)]));
}

function toResult(outcome: Outcome): ActResult {
  if (outcome.kind === "modal") return { kind: "modal", modal: viewModal(outcome.modal) };
  return outcome.kind === "failed" ? outcome : { kind: "done" };
}

/** Does what a person at the page asked for. Rejects where the sandbox refuses the act itself. */
export async function perform(actor: Actor, act: Act): Promise<ActResult> {
  switch (act.verb) {
    case "slash":
      return toResult(await actor.slash({ ...act, files: mapValues(act.files ?? {}, toFile) }));
    case "use-on-member":
    case "use-on-message":
      return toResult(await actor.useContextMenu(act));
    case "press":
      return toResult(await actor.press(act));
    case "select":
      return toResult(await actor.select(act));
    case "submit":
      return toResult(await actor.submit({ ...act, files: mapValues(act.files ?? {}, (all) => all.map(toFile)) }));
    case "complete": {
      const completion = await actor.complete({ ...act, files: {} });
      if (completion.kind === "failed") return completion;
      return { kind: "choices", choices: completion.choices.map(({ name, value }) => ({ label: name, value })) };
    }
    case "say":
      await actor.say({ ...act, files: (act.files ?? []).map(toFile) });
      return { kind: "done" };
    case "dismiss":
      actor.dismiss(act);
      return { kind: "done" };
    case "set-direct-messages-open":
      actor.setDirectMessagesOpen(act.userId, act.open);
      return { kind: "done" };
  }
}
