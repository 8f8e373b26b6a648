import type { FaultSpec, Mishap } from "../../contract.ts";
import { channelLabel, findChannel } from "./names.ts";
import type { FaultAct } from "./page-api.ts";
import { state } from "./state.ts";

export type FaultField =
  | "scope"
  | "wait"
  | "delay"
  | "jitter"
  | "member"
  | "guild"
  | "channel"
  | "lacks"
  | "code"
  | "route"
  | "times";

export type FaultKind = {
  label: string;
  fields: readonly FaultField[];
  build(form: FormData): FaultAct;
};

const AIM: readonly FaultField[] = ["route", "times"];
const SECOND = 1000;

function text(form: FormData, field: FaultField): string {
  return String(form.get(field) ?? "").trim();
}

function number(form: FormData, field: FaultField): number {
  return Number(text(form, field));
}

function aim(form: FormData): { route?: string; times?: number } {
  const route = text(form, "route");
  const times = number(form, "times");
  return { ...(route === "" ? {} : { route }), ...(times > 0 ? { times } : {}) };
}

function scopeOf(form: FormData): Extract<FaultSpec, { kind: "rate-limit" }>["scope"] {
  const scope = text(form, "scope");
  return scope === "shared" || scope === "global" ? scope : "user";
}

const PERMISSIONS = ["ViewChannel", "SendMessages", "AttachFiles"] as const;

function lacksOf(form: FormData) {
  const taken = form.getAll("lacks");
  return PERMISSIONS.filter((name) => taken.includes(name));
}

function lasting(label: string, fields: readonly FaultField[], spec: (form: FormData) => FaultSpec): FaultKind {
  return { label, fields, build: (form) => ({ verb: "addFault", input: spec(form) }) };
}

function once(label: string, fields: readonly FaultField[], mishap: (form: FormData) => Mishap): FaultKind {
  return { label, fields, build: (form) => ({ verb: "causeMishap", input: mishap(form) }) };
}

/** In two groups: those that last until they are ended, and those that happen once. */
export const LASTING_FAULTS: readonly FaultKind[] = [
  lasting("Requests fail with 502, nothing done", AIM, (form) => ({
    kind: "bad-gateway",
    effect: "before",
    ...aim(form),
  })),
  lasting("Requests fail with 502, though done", AIM, (form) => ({
    kind: "bad-gateway",
    effect: "after",
    ...aim(form),
  })),
  lasting("Connections break off, nothing done", AIM, (form) => ({ kind: "reset", effect: "before", ...aim(form) })),
  lasting("Connections break off, though done", AIM, (form) => ({ kind: "reset", effect: "after", ...aim(form) })),
  lasting("Requests are refused with 50035", AIM, (form) => ({ kind: "refuse", ...aim(form) })),
  lasting("Too many requests (429)", ["scope", "wait", ...AIM], (form) => ({
    kind: "rate-limit",
    scope: scopeOf(form),
    retryAfterMs: number(form, "wait") * SECOND,
    ...aim(form),
  })),
  lasting("Responses come late", ["delay", "jitter", ...AIM], (form) => ({
    kind: "latency",
    milliseconds: number(form, "delay"),
    jitterMs: number(form, "jitter"),
    seed: 0,
    ...aim(form),
  })),
  lasting("A member closes their direct messages", ["member"], (form) => ({
    kind: "closed-direct-messages",
    userId: text(form, "member"),
  })),
  lasting("The bot lacks permissions in a channel", ["channel", "lacks"], (form) => ({
    kind: "missing-permissions",
    channelId: text(form, "channel"),
    lacks: lacksOf(form),
  })),
];

export const SINGLE_FAULTS: readonly FaultKind[] = [
  once("The bot is asked to reconnect", [], () => ({ kind: "reconnect" })),
  once("Its session ends, and can be resumed", [], () => ({ kind: "invalid-session", resumable: true })),
  once("Its session ends for good", [], () => ({ kind: "invalid-session", resumable: false })),
  once("Its connection is closed with a code", ["code"], (form) => ({ kind: "close", code: number(form, "code") })),
  once("Its connection is lost without a word", [], () => ({ kind: "drop-connections" })),
  once("Its connection is lost, the session with it", [], () => ({ kind: "drop-sessions" })),
  once("It is sent an event without the fields it needs", [], () => ({ kind: "malformed-event" })),
  once("A member leaves a server", ["member", "guild"], (form) => ({
    kind: "member-leaves",
    guildId: text(form, "guild"),
    userId: text(form, "member"),
  })),
  once("A member deletes their account", ["member"], (form) => ({
    kind: "account-deleted",
    userId: text(form, "member"),
  })),
  once("The bot is removed from a server", ["guild"], (form) => ({
    kind: "bot-removed",
    guildId: text(form, "guild"),
  })),
  once("The bot is added to a server again", ["guild"], (form) => ({
    kind: "bot-added",
    guildId: text(form, "guild"),
  })),
  once("A channel is deleted", ["channel"], (form) => ({ kind: "delete-channel", channelId: text(form, "channel") })),
];

function aimed({ route, times }: { route?: string; times?: number }): string {
  const left = times === undefined ? "" : times === 1 ? ", once" : `, ${times} times`;
  return `${route ?? "every request"}${left}`;
}

function channelName(channelId: string): string {
  const channel = findChannel(channelId);
  return channel ? channelLabel(channel) : "a channel out of sight";
}

/** A fault that lasts, as a sentence. */
export function describeFault(spec: FaultSpec): string {
  switch (spec.kind) {
    case "bad-gateway":
      return `502 ${spec.effect === "before" ? "instead of" : "after"} doing ${aimed(spec)}`;
    case "reset":
      return `Broken off ${spec.effect === "before" ? "before" : "after"} ${aimed(spec)}`;
    case "refuse":
      return `Refused with 50035: ${aimed(spec)}`;
    case "rate-limit":
      return `429 (${spec.scope}), try again in ${spec.retryAfterMs / SECOND} s: ${aimed(spec)}`;
    case "latency":
      return `${spec.milliseconds} to ${spec.milliseconds + spec.jitterMs} ms late: ${aimed(spec)}`;
    case "closed-direct-messages":
      return `${state.people.get(spec.userId)?.name ?? "A member"} has closed their direct messages`;
    case "missing-permissions":
      return `The bot lacks ${spec.lacks.join(", ")} in ${channelName(spec.channelId)}`;
  }
}
