import { button, element, place } from "./dom.ts";
import { keep, readKept } from "./kept.ts";
import { state, watch } from "./state.ts";

const KEY = "welcomed";

/** Three lines for who is here for the first time. */
export function showWelcome(): void {
  if (readKept(KEY) !== null) return;
  const card = place(".welcome");
  const self = element("strong");
  const close = button({ class: "button button-primary" }, ["Got it"], () => {
    keep(KEY, "yes");
    card.hidden = true;
  });
  card.append(
    element("ol", {}, [
      element("li", {}, ["You are ", self, ". Become another member at the bottom left."]),
      element("li", {}, ["Type ", element("kbd", {}, ["/"]), " below to use the bot."]),
      element("li", {}, ["Move the clock above to see what is due later: reminders, reviews, a new week."]),
    ]),
    close,
  );
  watch(
    () => [state.self],
    () => {
      self.textContent = state.self?.name ?? "";
      if (readKept(KEY) === null) card.hidden = state.self === null;
    },
  );
}
