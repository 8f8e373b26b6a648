import type { MessageView, PersonView } from "../view.ts";
import { avatar } from "./avatar.ts";
import { dots, renderComponent } from "./component.ts";
import { messageMenuButton } from "./context-menu.ts";
import { button, type Child, element } from "./dom.ts";
import { renderEmbed } from "./embed.ts";
import { icon } from "./icons.ts";
import { dismiss, forgetSent } from "./interaction.ts";
import { renderMarkdown } from "./markdown.ts";
import { attachments } from "./media.ts";
import { currentPerson } from "./names.ts";
import { now } from "./sandbox-clock.ts";
import { type SentCommand, state } from "./state.ts";
import { format, formatMessageTime } from "./time-text.ts";

function shortTime(instant: number): string {
  return format(instant, { timeStyle: "short" });
}

function time(instant: number, text: string): HTMLElement {
  const full = format(instant, { dateStyle: "full", timeStyle: "short" });
  return element("time", { class: "message-time", datetime: new Date(instant).toISOString(), title: full }, [text]);
}

function appTag(person: PersonView): HTMLElement | null {
  return person.bot ? element("span", { class: "app-tag" }, ["APP"]) : null;
}

function headline(person: PersonView, at: number): HTMLElement {
  return element("div", { class: "message-head" }, [
    element("span", { class: "message-author" }, [currentPerson(person).name]),
    appTag(person),
    time(at, formatMessageTime(at, state.today, now())),
  ]);
}

function usedCommand({ person, name, slash }: NonNullable<MessageView["usedCommand"]>): HTMLElement {
  return element("div", { class: "message-context" }, [
    avatar(currentPerson(person), "tiny"),
    element("span", { class: "message-context-name" }, [currentPerson(person).name]),
    " used ",
    element("span", { class: "message-command" }, [slash ? `/${name}` : name]),
  ]);
}

/** The line above a message that names what it responds to. */
function context({ usedCommand: used, reply }: MessageView): HTMLElement | null {
  if (used) return usedCommand(used);
  if (!reply) return null;
  return element("div", { class: "message-context" }, [
    avatar(currentPerson(reply.author), "tiny"),
    element("span", { class: "message-context-name" }, [currentPerson(reply.author).name]),
    element("span", { class: "message-excerpt" }, [reply.excerpt || "a message without text"]),
  ]);
}

function thinking(name: string): HTMLElement {
  return element("div", { class: "thinking" }, [dots(), `${name} is thinking…`]);
}

function body(message: MessageView): Child[] {
  if (message.thinking) return [thinking(currentPerson(message.author).name)];
  const edited = message.editedAt === null ? null : element("span", { class: "edited" }, ["(edited)"]);
  const hasText = message.content.length > 0;
  return [
    hasText ? element("div", { class: "markdown" }, [...renderMarkdown(message.content), edited]) : null,
    ...attachments(message.attachments),
    ...message.embeds.map(renderEmbed),
    ...message.components.map((component) => renderComponent(component, message)),
    hasText ? null : edited,
  ];
}

function onlyYou(act: () => void): HTMLElement {
  return element("div", { class: "only-you" }, [
    icon("eye"),
    "Only you can see this • ",
    button({ class: "text-button", "data-focus": "dismiss" }, ["Dismiss message"], act),
  ]);
}

function unanswered(reason: string): HTMLElement {
  return element("div", { class: "unanswered" }, [icon("warning"), reason]);
}

/** @param compact whether it follows a message of the same author, and is shown without picture and name */
export function renderMessage(message: MessageView, compact: boolean): HTMLElement {
  const author = currentPerson(message.author);
  const kind = message.ephemeral ? ", only you can see this" : "";
  const menu = message.thinking ? null : messageMenuButton(message);
  const article = element(
    "article",
    {
      class: `message${compact ? " message-compact" : ""}${message.ephemeral ? " message-ephemeral" : ""}`,
      "aria-label": `${author.name} at ${shortTime(message.at)}${kind}`,
      "aria-busy": message.thinking ? "true" : null,
    },
    [
      context(message),
      element("div", { class: "message-gutter" }, [
        compact ? time(message.at, shortTime(message.at)) : avatar(author, "large"),
      ]),
      element("div", { class: "message-main" }, [
        compact ? null : headline(message.author, message.at),
        element("div", { class: "message-body" }, body(message)),
        state.unanswered.has(message.id) ? unanswered("This interaction failed") : null,
        message.ephemeral ? onlyYou(() => void dismiss(message.id)) : null,
      ]),
      menu,
    ],
  );
  article.addEventListener("contextmenu", (event) => {
    if (!menu || (event.target instanceof Element && event.target.closest("a, img"))) return;
    event.preventDefault();
    menu.click();
  });
  return article;
}

/** A command that was sent and has no response yet, or never got one. */
export function renderSentCommand(command: SentCommand, self: PersonView, bot: PersonView): HTMLElement {
  return element(
    "article",
    {
      class: "message message-ephemeral",
      "aria-label": `${bot.name} at ${shortTime(command.at)}, only you can see this`,
    },
    [
      usedCommand({ person: self, name: command.name, slash: command.slash }),
      element("div", { class: "message-gutter" }, [avatar(bot, "large")]),
      element("div", { class: "message-main" }, [
        headline(bot, command.at),
        command.failure === null
          ? element("div", { class: "thinking" }, [dots(), "Sending command…"])
          : unanswered(command.failure),
        command.failure === null ? null : onlyYou(() => forgetSent(command.id)),
      ]),
    ],
  );
}
