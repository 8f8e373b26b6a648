const GAP = 4;
const EDGE = 8;

function position(anchor: HTMLElement, popup: HTMLElement): void {
  const from = anchor.getBoundingClientRect();
  const below = innerHeight - from.bottom - GAP - EDGE;
  const above = from.top - GAP - EDGE;
  popup.style.minWidth = `${from.width}px`;
  // Its natural height, not the height that was set last.
  popup.style.maxHeight = "none";
  const upwards = below < Math.min(popup.scrollHeight, 240) && above > below;
  popup.style.maxHeight = `${upwards ? above : below}px`;
  popup.style.left = `${Math.max(EDGE, Math.min(from.left, innerWidth - popup.offsetWidth - EDGE))}px`;
  popup.style.top = upwards ? "auto" : `${from.bottom + GAP}px`;
  popup.style.bottom = upwards ? `${innerHeight - from.top + GAP}px` : "auto";
}

/** Shows `content` next to `anchor`, on top of everything, and follows it. The returned function removes it. */
export function openPopup(anchor: HTMLElement, content: HTMLElement): () => void {
  content.classList.add("popup");
  content.popover = "manual";
  // Nothing outside an open dialog can be used.
  (anchor.closest("dialog") ?? document.body).append(content);
  content.showPopover();
  const follow = () => position(anchor, content);
  follow();
  // Content that is filled in or filtered later changes where it fits.
  const filled = new MutationObserver(follow);
  filled.observe(content, { childList: true, subtree: true });
  addEventListener("resize", follow);
  addEventListener("scroll", follow, { capture: true });
  return () => {
    filled.disconnect();
    removeEventListener("resize", follow);
    removeEventListener("scroll", follow, { capture: true });
    content.remove();
  };
}
