import type { ContextCommandView, MessageView, PersonView } from "../view.ts";
import { avatar } from "./avatar.ts";
import { element } from "./dom.ts";
import { icon } from "./icons.ts";
import { sendContextCommand } from "./interaction.ts";
import { type MenuSection, menuButton, openMenu } from "./menu.ts";
import { currentContextCommands, currentPerson } from "./names.ts";

function section(title: string, commands: readonly ContextCommandView[], targetId: string): MenuSection[] {
  if (commands.length === 0) return [];
  const items = commands.map((command) => ({
    kind: "action" as const,
    children: [element("span", {}, [command.name])],
    act: () => void sendContextCommand(command, targetId),
  }));
  return [{ title, items }];
}

/** The button for the bot's commands on a message and on its author, or null if there are none. */
export function messageMenuButton(message: MessageView): HTMLElement | null {
  const author = currentPerson(message.author);
  const sections = [
    ...section("Apps: this message", currentContextCommands("message"), message.id),
    ...section(`Apps: ${author.name}`, currentContextCommands("member"), author.id),
  ];
  if (sections.length === 0) return null;
  return menuButton(
    { class: "icon-button message-menu", "aria-label": "Apps", title: "Apps", "data-focus": "apps" },
    [icon("more")],
    (anchor) => openMenu(anchor, "Apps", sections),
  );
}

/** A member, with a menu of the bot's commands for them. */
export function memberMenuButton(person: PersonView): HTMLElement {
  return menuButton(
    { class: "channel channel-member", "aria-label": `Apps for ${person.name}`, "data-focus": `member ${person.id}` },
    [avatar(person, "small"), element("span", { class: "channel-name" }, [person.name])],
    (anchor) => openMenu(anchor, "Apps", section(`Apps: ${person.name}`, currentContextCommands("member"), person.id)),
  );
}
