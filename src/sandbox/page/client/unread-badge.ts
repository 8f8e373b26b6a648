import { element } from "./dom.ts";

/** A number that screen readers announce as "2 unread"; nothing for 0. */
export function unreadBadge(count: number): HTMLElement | null {
  if (count === 0) return null;
  return element("span", { class: "badge" }, [String(count), element("span", { class: "unseen" }, [" unread"])]);
}
