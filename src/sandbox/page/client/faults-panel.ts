import type { ActiveFault } from "../../contract.ts";
import { button, element } from "./dom.ts";
import { createFaultForm } from "./fault-form.ts";
import { describeFault } from "./fault-kinds.ts";
import { redraw } from "./focus.ts";
import { changeFaults, type FaultAct } from "./page-api.ts";
import { change, state, watch } from "./state.ts";

async function cause(what: FaultAct): Promise<void> {
  const result = await changeFaults(what);
  if (result.kind === "failed") change({ problem: result.reason });
}

function row({ id, spec }: ActiveFault): HTMLElement {
  const says = describeFault(spec);
  return element("li", { class: "fault" }, [
    element("span", { class: "fault-text" }, [says]),
    button({ class: "text-button", "aria-label": `End: ${says}`, "data-focus": id }, ["End"], () => {
      void cause({ verb: "clearFault", input: { id } });
    }),
  ]);
}

/** Faults on demand: the active ones, and a form to add more. */
export function faultsPanel(): HTMLElement {
  const count = element("span");
  const active = element("div", { class: "faults-active" });
  const form = createFaultForm((what) => void cause(what));
  const summary = element("summary", { "data-focus": "summary" }, ["Faults on demand", count]);
  const panel = element("details", { class: "faults" }, [
    summary,
    element("div", { class: "faults-body" }, [active, form]),
  ]);
  watch(
    () => [state.faults, state.people, state.guilds],
    () => {
      const { faults } = state;
      count.textContent = faults.length === 0 ? "" : ` (${faults.length})`;
      const all = button({ class: "text-button", "data-focus": "all" }, ["End all"], () => {
        void cause({ verb: "clearFaults", input: null });
      });
      redraw(
        active,
        faults.length === 0
          ? [element("p", { class: "muted" }, ["Nothing goes wrong at the moment. Choose what should:"])]
          : [element("ul", {}, faults.map(row)), all],
      );
    },
  );
  return panel;
}
