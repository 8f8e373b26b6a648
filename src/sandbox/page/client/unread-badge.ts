import { element } from "./dom.ts";

/** A number beside what it belongs to, read out as "2 unread"; nothing for none. */
export function unreadBadge(count: number): HTMLElement | null {
  if (count === 0) return null;
  return element("span", { class: "badge" }, [String(count), element("span", { class: "unseen" }, [" unread"])]);
}
