export type Attributes = Record<string, string | number | boolean | null | undefined>;
export type Child = Node | string | null;

function fill(node: Element, attributes: Attributes, children: readonly Child[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== null));
}

/** Makes an element. Attributes that are false, null or undefined are left out; strings are always text. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  children: readonly Child[] = [],
): HTMLElementTagNameMap[Tag] {
  const node = document.createElement(tag);
  fill(node, attributes, children);
  return node;
}

export function drawing(attributes: Attributes, paths: readonly string[]): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const drawn = paths.map((d) => {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", d);
    return path;
  });
  fill(svg, attributes, drawn);
  return svg;
}

/** A `button` that does `act`; its name is its text unless `attributes` says otherwise. */
export function button(attributes: Attributes, children: readonly Child[], act: (event: MouseEvent) => void) {
  const node = element("button", { type: "button", ...attributes }, children);
  node.addEventListener("click", act);
  return node;
}

/** A part of index.html by its selector. It is only missing if index.html is broken. */
export function region(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`index.html lacks ${selector}`);
  return found;
}

let lastId = 0;

export function newId(prefix: string): string {
  lastId += 1;
  return `${prefix}-${lastId}`;
}
