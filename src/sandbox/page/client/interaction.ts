import type { Act, SentFile } from "../act-schema.ts";
import type { CommandView, ContextCommandView, MessageView, ModalView } from "../view.ts";
import { newId } from "./dom.ts";
import { openModal } from "./modal.ts";
import { commandAddress, commandPath } from "./names.ts";
import { act } from "./page-api.ts";
import { now } from "./sandbox-clock.ts";
import { change, put, type SentCommand, state } from "./state.ts";

/** After this time an act that has not failed was deferred: the rest arrives by itself. */
const ANSWERED_BY_THEN_MS = 3500;

function showModal(userId: string, modal: ModalView): void {
  openModal(modal, (values, files) => act({ verb: "submit", userId, modalId: modal.id, values, files }));
}

function endPending(messageId: string): void {
  const pending = new Map(state.pending);
  pending.delete(messageId);
  change({ pending });
}

/** Presses a button (`values` null) or makes a choice. It is pending until the bot responds, and marked if it does not. */
export async function useComponent(message: MessageView, customId: string, values: string[] | null): Promise<void> {
  const userId = state.self?.id;
  if (userId === undefined || state.pending.has(message.id)) return;
  const unanswered = new Set(state.unanswered);
  unanswered.delete(message.id);
  change({ pending: put(state.pending, message.id, customId), unanswered });
  const where = { userId, messageId: message.id, customId };
  const what: Act = values === null ? { verb: "press", ...where } : { verb: "select", ...where, values };
  const waiting = setTimeout(() => endPending(message.id), ANSWERED_BY_THEN_MS);
  const result = await act(what);
  clearTimeout(waiting);
  endPending(message.id);
  if (result.kind === "failed") change({ unanswered: new Set(state.unanswered).add(message.id) });
  if (result.kind === "modal") showModal(userId, result.modal);
}

export function forgetSent(id: string): void {
  change({ sent: state.sent.filter((command) => command.id !== id) });
}

type CommandAct = Extract<Act, { verb: "slash" | "use-on-member" | "use-on-message" }>;

/** Shows the command as sent until its response arrives, or why there was none. */
async function send(what: CommandAct, name: string): Promise<void> {
  const { userId, channelId } = what;
  const row: SentCommand = {
    id: newId("sent"),
    channelId,
    name,
    slash: what.verb === "slash",
    at: now(),
    after: state.messages.get(channelId)?.at(-1)?.id ?? null,
    failure: null,
  };
  change({ sent: [...state.sent, row] });
  const result = await act(what);
  if (result.kind === "failed") {
    const failed = { ...row, failure: result.reason };
    change({ sent: [...state.sent.filter((other) => other.id !== row.id), failed] });
    return;
  }
  forgetSent(row.id);
  if (result.kind === "modal") showModal(userId, result.modal);
}

export async function sendCommand(
  channelId: string,
  command: CommandView,
  options: Record<string, string | number | boolean>,
  files: Record<string, SentFile>,
): Promise<void> {
  const userId = state.self?.id;
  if (userId === undefined) return;
  await send({ verb: "slash", userId, channelId, ...commandAddress(command), options, files }, commandPath(command));
}

/** Uses a command from the menu of a member or a message. */
export async function sendContextCommand({ name, on }: ContextCommandView, targetId: string): Promise<void> {
  const userId = state.self?.id;
  const { channelId } = state;
  if (userId === undefined || channelId === null) return;
  const where = { userId, channelId, name };
  await send(
    on === "member"
      ? { verb: "use-on-member", ...where, targetUserId: targetId }
      : { verb: "use-on-message", ...where, targetMessageId: targetId },
    name,
  );
}

/** False, with the reason shown, if the message could not be sent. */
export async function say(channelId: string, content: string, files: SentFile[]): Promise<boolean> {
  const userId = state.self?.id;
  if (userId === undefined) return false;
  const result = await act({ verb: "say", userId, channelId, content, files });
  if (result.kind === "failed") change({ problem: result.reason });
  return result.kind !== "failed";
}

export async function dismiss(messageId: string): Promise<void> {
  const userId = state.self?.id;
  if (userId === undefined) return;
  const result = await act({ verb: "dismiss", userId, messageId });
  if (result.kind === "failed") change({ problem: result.reason });
}
