import { type APIButtonComponent, type APIContainerComponent, type APIMessage, ComponentType } from "discord.js";
import type { OutgoingMessage } from "../../coach/reminders/ports.ts";
import { button, row, type View } from "../message.ts";

/** What one row of buttons holds. */
const MOST_BUTTONS = 5;

/**
 * Adds a button whose custom id carries the delivery, so that the message can be found in its channel's history. It
 * comes after the message's own buttons, or before its last line if there are none.
 */
export function markView(view: View, message: OutgoingMessage, deliveryId: string): View {
  return { components: view.components.map((part) => (isContainer(part) ? mark(part, message, deliveryId) : part)) };
}

function isContainer(part: View["components"][number]): part is APIContainerComponent {
  return part.type === ComponentType.Container;
}

function mark(container: APIContainerComponent, message: OutgoingMessage, deliveryId: string): APIContainerComponent {
  const marked = buttonFor(message, deliveryId);
  const { components } = container;
  const own = components.findLastIndex((part) => part.type === ComponentType.ActionRow);
  const at = own === -1 ? Math.max(1, components.length - 1) : own;
  const ownRow = components[at];
  const hasPlace =
    ownRow?.type === ComponentType.ActionRow &&
    ownRow.components.length < MOST_BUTTONS &&
    ownRow.components.every(({ type }) => type === ComponentType.Button);
  if (hasPlace) {
    const extended = { ...ownRow, components: [...ownRow.components, marked] };
    return { ...container, components: components.with(at, extended) };
  }
  const added = row(marked);
  return added === null
    ? container
    : { ...container, components: components.toSpliced(own === -1 ? at : at + 1, 0, added) };
}

function buttonFor(message: OutgoingMessage, deliveryId: string): APIButtonComponent {
  switch (message.kind) {
    case "reminder":
      return button("My reminders", { kind: "reminders", enrolmentId: message.enrolment.id, deliveryId });
    case "study-call":
      return button("My next lesson", { kind: "my-lesson", deliveryId });
  }
}

/** Whether a message carries this delivery in one of its custom ids, wherever that is. */
export function carriesDelivery({ components }: APIMessage, deliveryId: string): boolean {
  const carries = (part: unknown): boolean => {
    if (Array.isArray(part)) return part.some(carries);
    if (typeof part !== "object" || part === null) return false;
    return Object.entries(part).some(([key, value]) =>
      key === "custom_id" ? String(value).split(":").includes(deliveryId) : carries(value),
    );
  };
  return carries(components);
}
