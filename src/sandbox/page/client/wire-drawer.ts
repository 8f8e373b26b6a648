import type { WireEntry } from "../../contract.ts";
import { button, element, region } from "./dom.ts";
import { faultsPanel } from "./faults-panel.ts";
import { icon } from "./icons.ts";
import { change, state, watch } from "./state.ts";
import { format } from "./time-text.ts";

function row(entry: WireEntry): HTMLElement {
  const toBot = entry.direction === "discord-to-bot";
  const latency = entry.latencyMs === null ? null : `${entry.latencyMs.toFixed(1)} ms`;
  return element("li", { class: entry.refusal === null ? "wire-row" : "wire-row wire-refused" }, [
    element("div", { class: "wire-line" }, [
      element("span", { class: "wire-arrow", "aria-hidden": "true" }, [toBot ? "←" : "→"]),
      element("span", { class: "unseen" }, [toBot ? "To the bot:" : "From the bot:"]),
      element("span", { class: "wire-what" }, [entry.what]),
      entry.status === null ? null : element("span", { class: "wire-status" }, [String(entry.status)]),
    ]),
    element("div", { class: "wire-detail" }, [
      [format(entry.at, { timeStyle: "medium" }), latency].filter((part) => part !== null).join(" · "),
    ]),
    entry.refusal === null ? null : element("p", { class: "wire-refusal" }, ["Refused: ", entry.refusal]),
  ]);
}

/** Each request and event between the bot and this Discord, the newest first, and why anything was refused. */
export function showWireDrawer(): void {
  const drawer = region(".wire");
  const rows = element("ol", { class: "wire-rows", tabindex: 0, "aria-label": "Requests and events, newest first" });
  const empty = element("p", { class: "wire-empty" });
  let onlyRefused = false;
  const filter = button({ class: "wire-filter", "aria-pressed": "false" }, [], () => {
    onlyRefused = !onlyRefused;
    filter.setAttribute("aria-pressed", String(onlyRefused));
    drawRows();
  });
  const close = button({ class: "icon-button", "aria-label": "Close" }, [icon("close")], () =>
    change({ wireOpen: false }),
  );
  drawer.append(
    element("div", { class: "wire-head" }, [element("h2", {}, ["Wire"]), filter, close]),
    faultsPanel(),
    empty,
    rows,
  );
  drawer.addEventListener("keydown", (event) => {
    if (event.key === "Escape") change({ wireOpen: false });
  });

  const drawn = new Map<number, HTMLElement>();
  function drawRows(): void {
    const refused = state.wire.filter((entry) => entry.refusal !== null);
    const entries = new Map((onlyRefused ? refused : state.wire).map((entry) => [entry.id, entry]));
    filter.textContent = `Refused only (${refused.length})`;
    for (const [id, node] of drawn) {
      if (entries.has(id)) continue;
      node.remove();
      drawn.delete(id);
    }
    for (const [id, entry] of entries) {
      if (drawn.has(id)) continue;
      const node = row(entry);
      drawn.set(id, node);
    }
    const newestFirst = [...entries.keys()].toReversed().flatMap((id) => drawn.get(id) ?? []);
    newestFirst.forEach((node, index) => {
      if (rows.children[index] !== node) rows.insertBefore(node, rows.children[index] ?? null);
    });
    empty.textContent = onlyRefused ? "Nothing was refused." : "Nothing yet. Type / and use the bot.";
    empty.hidden = entries.size > 0;
    rows.hidden = entries.size === 0;
  }

  watch(
    () => [state.wireOpen, state.wireOpen ? state.wire : null],
    () => {
      const opens = drawer.hidden && state.wireOpen;
      const returnsFocus = drawer.contains(document.activeElement) && !state.wireOpen;
      drawer.hidden = !state.wireOpen;
      if (state.wireOpen) drawRows();
      if (opens) close.focus();
      if (returnsFocus) region('[aria-controls="wire"]').focus();
    },
  );
}
