/** Before `old` gives way to its newer form `next`: what had the focus in it has it again afterwards, if it is still there. */
export function keepFocus(old: HTMLElement, next: HTMLElement): void {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || !old.contains(focused)) return;
  const key = focused.dataset.focus;
  const candidates = [...next.querySelectorAll<HTMLElement>("[data-focus]")];
  const same = candidates.find((candidate) => candidate.dataset.focus === key);
  const target = same ?? candidates[0];
  // It cannot take the focus before it is part of the page.
  queueMicrotask(() => target?.focus({ preventScroll: true }));
}
