import { type Child, element } from "./dom.ts";

/** Hides its content until it is pressed, from screen readers too. */
export function spoiler(children: readonly Child[], tag: "span" | "div" = "span"): HTMLElement {
  const content = element(tag, { class: "spoiler-content", "aria-hidden": "true", inert: true }, children);
  const cover = element(
    tag,
    { class: "spoiler", role: "button", tabindex: 0, "aria-label": "Spoiler, press to reveal" },
    [content],
  );
  function reveal(event: Event): void {
    event.preventDefault();
    content.removeAttribute("aria-hidden");
    content.inert = false;
    for (const name of ["role", "aria-label"]) cover.removeAttribute(name);
    cover.tabIndex = -1;
    cover.classList.add("spoiler-revealed");
    cover.removeEventListener("click", reveal);
    cover.removeEventListener("keydown", revealByKey);
  }
  function revealByKey(event: Event): void {
    if (!(event instanceof KeyboardEvent)) return;
    if (event.key === "Enter" || event.key === " ") reveal(event);
  }
  cover.addEventListener("click", reveal);
  cover.addEventListener("keydown", revealByKey);
  return cover;
}
