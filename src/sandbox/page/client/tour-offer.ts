import type { TourView } from "../view.ts";
import { button, element } from "./dom.ts";
import { playTour } from "./page-api.ts";
import { change, state, watch } from "./state.ts";

function describe({ says, progress }: TourView): string {
  switch (progress.kind) {
    case "ready":
      return says;
    case "playing":
      return `${progress.step} of ${progress.of}: ${progress.says}…`;
    case "played":
      return "Played. Become another member at the bottom left to see it as they do.";
    case "broken":
      return `It stopped halfway: ${progress.reason} Everything until then is there.`;
  }
}

async function play(): Promise<void> {
  const result = await playTour();
  if (result.kind === "failed") change({ problem: result.reason });
}

/** The guided run: what it does, a button, and its progress. Empty if there is none. */
export function tourOffer(): HTMLElement {
  const start = button({ class: "button button-secondary" }, [], () => void play());
  const text = element("p", { role: "status" });
  const bar = element("progress", { "aria-label": "Guided run" });
  const offer = element("div", { class: "tour" }, [start, element("div", { class: "tour-text" }, [text, bar])]);
  watch(
    () => [state.tour],
    () => {
      const { tour } = state;
      offer.hidden = tour === null;
      if (tour === null) return;
      const { progress, title } = tour;
      const playing = progress.kind === "playing";
      start.textContent = progress.kind === "ready" ? title : "Play it again";
      // Not `disabled`: that would take the focus away from the person who has just pressed it.
      start.ariaDisabled = playing ? "true" : null;
      start.ariaBusy = playing ? "true" : null;
      text.textContent = describe(tour);
      bar.hidden = !playing;
      if (playing) {
        bar.max = progress.of;
        bar.value = progress.step - 1;
      }
    },
  );
  return offer;
}
