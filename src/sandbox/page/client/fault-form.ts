import { type Child, element, newId } from "./dom.ts";
import { type FaultField, type FaultKind, LASTING_FAULTS, SINGLE_FAULTS } from "./fault-kinds.ts";
import type { FaultAct } from "./page-api.ts";
import { state, watch } from "./state.ts";

const KINDS = [...LASTING_FAULTS, ...SINGLE_FAULTS];

function labelled(label: string, control: HTMLElement): HTMLElement {
  return element("label", { class: "fault-field" }, [element("span", {}, [label]), control]);
}

function choice(name: FaultField, options: readonly (readonly [value: string, label: string])[]): HTMLElement {
  const drawn = options.map(([value, label]) => element("option", { value }, [label]));
  return element("select", { name, class: "text-field" }, drawn);
}

function amount(name: FaultField, attributes: { value: number | ""; min: number; max?: number; placeholder?: string }) {
  return element("input", { type: "number", name, class: "text-field", ...attributes });
}

/** The requests that were made so far, to choose from. */
function routeField(): Child[] {
  const list = element("datalist", { id: newId("routes") });
  const input = element("input", { name: "route", class: "text-field", list: list.id, placeholder: "Every request" });
  input.addEventListener("focus", () => {
    const made = state.wire.filter(({ direction }) => direction === "bot-to-discord").map(({ what }) => what);
    list.replaceChildren(...[...new Set(made)].map((value) => element("option", { value })));
  });
  return [labelled("Which request", input), list];
}

function drawField(field: FaultField): Child[] {
  const members = [...state.people.values()].filter((person) => !person.bot);
  const channels = state.guilds.flatMap((guild) => guild.channels);
  switch (field) {
    case "scope":
      return [
        labelled(
          "Who is limited",
          choice(field, [
            ["user", "This request, for this bot"],
            ["shared", "This request, for everyone"],
            ["global", "The bot, in all it does"],
          ]),
        ),
      ];
    case "wait":
      return [labelled("Seconds to wait", amount(field, { value: 5, min: 0 }))];
    case "delay":
      return [labelled("Milliseconds late", amount(field, { value: 1000, min: 0 }))];
    case "jitter":
      return [labelled("And up to this much more", amount(field, { value: 0, min: 0 }))];
    case "member":
      return [
        labelled(
          "Who",
          choice(
            field,
            members.map(({ id, name }) => [id, name]),
          ),
        ),
      ];
    case "guild":
      return [
        labelled(
          "Which server",
          choice(
            field,
            state.guilds.map(({ id, name }) => [id, name]),
          ),
        ),
      ];
    case "channel":
      return [
        labelled(
          "Which channel",
          choice(
            field,
            channels.map(({ id, name }) => [id, `#${name}`]),
          ),
        ),
      ];
    case "lacks":
      return [
        labelled(
          "What it lacks",
          choice(field, [
            ["SendMessages", "To send messages"],
            ["AttachFiles", "To attach files"],
            ["ViewChannel", "To see the channel"],
          ]),
        ),
      ];
    case "code":
      return [labelled("Close code", amount(field, { value: 4000, min: 3000, max: 4999 }))];
    case "route":
      return routeField();
    case "times":
      return [labelled("How often", amount(field, { value: "", min: 1, placeholder: "Until ended" }))];
  }
}

/** Lets the viewer choose a fault, asks for what it needs, and passes it to `cause`. */
export function createFaultForm(cause: (what: FaultAct) => void): HTMLElement {
  const options = (kinds: readonly FaultKind[]) =>
    kinds.map((kind) => element("option", { value: KINDS.indexOf(kind) }, [kind.label]));
  const which = element("select", { class: "text-field" }, [
    element("optgroup", { label: "Until ended" }, options(LASTING_FAULTS)),
    element("optgroup", { label: "Once, now" }, options(SINGLE_FAULTS)),
  ]);
  const fields = element("div", { class: "fault-fields" });
  const form = element("form", { class: "fault-form" }, [
    labelled("What goes wrong", which),
    fields,
    element("button", { type: "submit", class: "button button-primary" }, ["Let it happen"]),
  ]);
  const chosen = () => KINDS[Number(which.value)];

  function drawFields(): void {
    fields.replaceChildren(...(chosen()?.fields ?? []).flatMap(drawField).filter((child) => child !== null));
  }

  which.addEventListener("change", drawFields);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const kind = chosen();
    if (kind) cause(kind.build(new FormData(form)));
  });
  // Members and channels come and go.
  watch(() => [state.people, state.guilds], drawFields);
  return form;
}
