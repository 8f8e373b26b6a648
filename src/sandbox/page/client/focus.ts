/**
 * Call this before `next` replaces `old`. The element that had the focus gets it back afterwards; if it can no longer be
 * used, the element after it does.
 */
export function keepFocus(old: HTMLElement, next: HTMLElement): void {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || !old.contains(focused)) return;
  const stops = [...next.querySelectorAll<HTMLElement>("[data-focus]")];
  const same = stops.findIndex((stop) => stop.dataset.focus === focused.dataset.focus);
  const order = same === -1 ? stops : [...stops.slice(same), ...stops.slice(0, same)];
  const target = order.find((stop) => !stop.matches(":disabled"));
  // It cannot take the focus before it is part of the page.
  queueMicrotask(() => target?.focus({ preventScroll: true }));
}

/** Draws the content of `container` again. The element with the same `data-focus` gets the focus back. */
export function redraw(container: HTMLElement, children: readonly Node[]): void {
  const focused = document.activeElement;
  const key = focused instanceof HTMLElement && container.contains(focused) ? focused.dataset.focus : undefined;
  container.replaceChildren(...children);
  if (key !== undefined) container.querySelector<HTMLElement>(`[data-focus="${CSS.escape(key)}"]`)?.focus();
}
