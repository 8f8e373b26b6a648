import { avatar } from "./avatar.ts";
import { element, region } from "./dom.ts";
import { icon } from "./icons.ts";
import { type MenuSection, menuButton, openMenu } from "./menu.ts";
import { act } from "./page-api.ts";
import { goTo } from "./route.ts";
import { change, state, watch } from "./state.ts";

async function switchDirectMessages(): Promise<void> {
  const userId = state.self?.id;
  if (userId === undefined) return;
  const result = await act({ verb: "set-direct-messages-open", userId, open: !state.directMessagesOpen });
  if (result.kind === "failed") change({ problem: result.reason });
}

function sections(): MenuSection[] {
  const people = [...state.people.values()].filter((person) => !person.bot);
  return [
    {
      title: "Act as",
      items: people.map((person) => ({
        kind: "radio",
        checked: person.id === state.self?.id,
        children: [avatar(person, "small"), element("span", {}, [person.name]), icon("check")],
        act: () => goTo(person.id, state.channelId),
      })),
    },
    {
      title: null,
      items: [
        {
          kind: "checkbox",
          checked: state.directMessagesOpen,
          children: [element("span", {}, ["Accept direct messages"]), icon("check")],
          act: () => void switchDirectMessages(),
        },
      ],
    },
  ];
}

/** Shows which member the viewer is, and lets them become another. */
export function showMemberMenu(): void {
  const face = element("span", { class: "member-face" });
  const name = element("span", { class: "member-name" });
  const text = element("span", { class: "member-text" }, [
    element("span", { class: "unseen" }, ["Acting as "]),
    name,
    element("span", { class: "unseen" }, [". "]),
    element("span", { class: "member-note" }, ["Switch member"]),
  ]);
  const open = (anchor: HTMLElement) => openMenu(anchor, "Act as", sections());
  region(".member").append(menuButton({ class: "member-button" }, [face, text, icon("chevron")], open));
  watch(
    () => [state.self, state.people],
    () => {
      if (!state.self) return;
      face.replaceChildren(avatar(state.self, "small"));
      name.textContent = state.self.name;
    },
  );
}
