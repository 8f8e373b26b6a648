import { button, element, region } from "./dom.ts";
import { icon } from "./icons.ts";
import type { Connection } from "./socket.ts";
import { change, state, watch } from "./state.ts";

const PROBLEM_SHOWN_MS = 8000;

/** Shows a banner while the sandbox cannot be reached. */
export function showConnection(connection: Connection): void {
  const banner = region(".banner");
  watch(
    () => [state.connection],
    () => {
      banner.classList.toggle("banner-open", state.connection === "lost");
      banner.replaceChildren(
        ...(state.connection === "lost"
          ? [
              element("span", {}, ["The sandbox is not there. Trying again…"]),
              button({ class: "banner-button" }, ["Try now"], () => connection.retry()),
            ]
          : []),
      );
    },
  );
}

/** Shows for a while what could not be done. */
export function showProblems(): void {
  const toast = region(".toast");
  let leaving: ReturnType<typeof setTimeout> | undefined;
  watch(
    () => [state.problem],
    () => {
      clearTimeout(leaving);
      const { problem } = state;
      toast.classList.toggle("toast-open", problem !== null);
      toast.replaceChildren(
        ...(problem === null
          ? []
          : [
              icon("warning"),
              element("span", {}, [problem]),
              button({ class: "icon-button", "aria-label": "Close" }, [icon("close")], () => change({ problem: null })),
            ]),
      );
      if (problem !== null) leaving = setTimeout(() => change({ problem: null }), PROBLEM_SHOWN_MS);
    },
  );
}
