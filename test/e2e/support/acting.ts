import {
  type APIComponentInContainer,
  type APIMessage,
  type APIMessageTopLevelComponent,
  ComponentType,
} from "discord.js";
import type { Actor, GivenFile, Outcome, SeenMessage, SeenModal } from "../../../src/sandbox/contract.ts";

/** A member in a test, who reads what a person would and presses what has that label. */
export type Acting = {
  userId: string;
  /** `"remind weekly"` names a subcommand; `files` are markdown, by option. Resolves to the answer. */
  slash(name: string, options?: Record<string, string | number>, files?: Record<string, string>): Promise<APIMessage>;
  /** The names that autocomplete offers; `given` is filled in already. */
  complete(name: string, focused: string, typed: string, given?: Record<string, string>): Promise<string[]>;
  /** Presses the button of that label; resolves to what the member then sees: the message updated, or the answer. */
  press(message: APIMessage, label: string): Promise<APIMessage>;
  pressForModal(message: APIMessage, label: string): Promise<SeenModal>;
  /** Chooses by label in the menu with that placeholder. */
  choose(message: APIMessage, placeholder: string, ...labels: string[]): Promise<APIMessage>;
  chooseForModal(message: APIMessage, placeholder: string, label: string): Promise<SeenModal>;
  slashForModal(name: string, options?: Record<string, string | number>): Promise<SeenModal>;
  /** `files` are markdown, by the upload's custom id. */
  submit(modal: SeenModal, values: Record<string, string>, files?: Record<string, string>): Promise<APIMessage>;
  outcome(message: APIMessage, label: string): Promise<Outcome>;
  directMessages(): APIMessage[];
  /** The next message that this member sees arrive with such text: call it before what brings it. */
  hears(pattern: RegExp): Promise<APIMessage>;
  /** What this member sees in the study channel, oldest first. */
  seen(): SeenMessage[];
};

type Part = APIMessageTopLevelComponent | APIComponentInContainer;

function partsOf(message: APIMessage): Part[] {
  return (message.components ?? []).flatMap((part): Part[] =>
    part.type === ComponentType.Container ? part.components : [part],
  );
}

/** All text of a message, as it reads from top to bottom. */
export function textOf(message: APIMessage): string {
  return partsOf(message)
    .flatMap((part) => (part.type === ComponentType.Section ? part.components : [part]))
    .flatMap((part) => (part.type === ComponentType.TextDisplay ? [part.content] : []))
    .join("\n");
}

function rowPartsOf(message: APIMessage) {
  return partsOf(message).flatMap((part) => {
    if (part.type === ComponentType.ActionRow) return part.components;
    return part.type === ComponentType.Section && part.accessory.type === ComponentType.Button ? [part.accessory] : [];
  });
}

export function labelsOf(message: APIMessage): string[] {
  return rowPartsOf(message).flatMap((part) =>
    part.type === ComponentType.Button && "label" in part && part.label !== undefined ? [part.label] : [],
  );
}

export function customIdOf(message: APIMessage, label: string): string {
  for (const part of rowPartsOf(message)) {
    if (part.type === ComponentType.Button && "custom_id" in part && part.label === label) return part.custom_id;
  }
  throw new Error(`no button “${label}”, only ${labelsOf(message).join(", ")} in:\n${textOf(message)}`);
}

/** The options of the menu with that placeholder, by label; none when the menu is not there. */
export function optionsOf(message: APIMessage, placeholder: string): string[] {
  return (findMenu(message, placeholder)?.options ?? []).map(({ label }) => label);
}

function findMenu(message: APIMessage, placeholder: string) {
  for (const part of rowPartsOf(message)) {
    if (part.type === ComponentType.StringSelect && part.placeholder === placeholder) return part;
  }
  return null;
}

function messageOf(outcome: Outcome): APIMessage {
  if (outcome.kind === "message" || outcome.kind === "update") return outcome.message.message;
  throw new Error(
    `a message was expected, not ${outcome.kind}${outcome.kind === "failed" ? `: ${outcome.reason}` : ""}`,
  );
}

function asFiles(markdown: Record<string, string>): Record<string, GivenFile> {
  const files = Object.entries(markdown).map(([option, text]): [string, GivenFile] => [
    option,
    { name: "path.md", contentType: "text/markdown; charset=utf-8", bytes: new TextEncoder().encode(text) },
  ]);
  return Object.fromEntries(files);
}

export function createActing(actor: Actor, userId: string, channelId: string): Acting {
  const command = (path: string) => {
    const [name = "", subcommand] = path.split(" ");
    return { userId, channelId, name, ...(subcommand === undefined ? {} : { subcommand }) };
  };
  const press = (message: APIMessage, label: string) =>
    actor.press({ userId, messageId: message.id, customId: customIdOf(message, label) });
  const select = (message: APIMessage, placeholder: string, labels: readonly string[]) => {
    const menu = findMenu(message, placeholder);
    if (menu === null) throw new Error(`no menu “${placeholder}” in:\n${textOf(message)}`);
    const values = labels.map((label) => {
      const option = menu.options.find((candidate) => candidate.label === label);
      if (option === undefined)
        throw new Error(`no option “${label}” among ${optionsOf(message, placeholder).join(", ")}`);
      return option.value;
    });
    return actor.select({ userId, messageId: message.id, customId: menu.custom_id, values });
  };
  return {
    userId,
    slash: async (name, options = {}, files = {}) =>
      messageOf(await actor.slash({ ...command(name), options, files: asFiles(files) })),
    async complete(name, focused, typed, given = {}) {
      const completion = await actor.complete({ ...command(name), options: { ...given, [focused]: typed }, focused });
      if (completion.kind === "failed") throw new Error(completion.reason);
      return completion.choices.map((choice) => choice.name);
    },
    outcome: press,
    press: async (message, label) => messageOf(await press(message, label)),
    async pressForModal(message, label) {
      const outcome = await press(message, label);
      if (outcome.kind !== "modal") throw new Error(`a form was expected, not ${outcome.kind}`);
      return outcome.modal;
    },
    choose: async (message, placeholder, ...labels) => messageOf(await select(message, placeholder, labels)),
    async chooseForModal(message, placeholder, label) {
      const outcome = await select(message, placeholder, [label]);
      if (outcome.kind !== "modal") throw new Error(`a form was expected, not ${outcome.kind}`);
      return outcome.modal;
    },
    async slashForModal(name, options = {}) {
      const outcome = await actor.slash({ ...command(name), options });
      if (outcome.kind !== "modal") throw new Error(`a form was expected, not ${outcome.kind}`);
      return outcome.modal;
    },
    async submit(modal, values, markdown = {}) {
      const files = Object.fromEntries(Object.entries(asFiles(markdown)).map(([input, file]) => [input, [file]]));
      return messageOf(await actor.submit({ userId, modalId: modal.id, values, files }));
    },
    directMessages() {
      return actor
        .channels({ userId })
        .flatMap((channel) => actor.messages(channel.id, userId))
        .map(({ message }) => message);
    },
    hears(pattern) {
      return new Promise((resolve) => {
        const off = actor.on((event) => {
          if (event.kind !== "message-created" || (event.onlyFor !== null && event.onlyFor !== userId)) return;
          if (!pattern.test(textOf(event.seen.message))) return;
          off();
          resolve(event.seen.message);
        });
      });
    },
    seen: () => actor.messages(channelId, userId),
  };
}
