import type { PersonView } from "../view.ts";
import { element } from "./dom.ts";

const COLOURS = 6;

function colourOf(id: string): number {
  return Number(BigInt(id) >> 22n) % COLOURS;
}

/** A round picture, or an initial on the member's colour. It has no label, because the name is next to it. */
export function avatar(person: PersonView, size: "tiny" | "small" | "large"): HTMLElement {
  const initial = element(
    "span",
    { class: `avatar avatar-${size} avatar-colour-${colourOf(person.id)}`, "aria-hidden": "true" },
    [[...person.name][0]?.toUpperCase() ?? "?"],
  );
  if (person.avatar === null) return initial;
  const picture = element("img", { class: `avatar avatar-${size}`, src: person.avatar, alt: "" });
  picture.addEventListener("error", () => picture.replaceWith(initial));
  return picture;
}
