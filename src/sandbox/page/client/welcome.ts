import { button, element, region } from "./dom.ts";
import { keep, readKept } from "./kept.ts";
import { change, state, watch } from "./state.ts";
import { tourOffer } from "./tour-offer.ts";

const KEY = "welcomed";

/** Three lines for a first visit, and the guided run. Later, the header's button brings them back. */
export function showWelcome(): void {
  const card = region(".welcome");
  const self = element("strong");
  const close = button({ class: "button button-primary" }, ["Got it"], () => {
    keep(KEY, "yes");
    change({ welcomeOpen: false });
    region(".composer-text").focus();
  });
  card.append(
    element("ol", {}, [
      element("li", {}, ["You are ", self, ". Become another member at the bottom left."]),
      element("li", {}, ["Type ", element("kbd", {}, ["/"]), " below to use the bot."]),
      element("li", {}, ["Move the clock above to see what is due later: reminders, reviews, a new week."]),
    ]),
    tourOffer(),
    close,
  );
  change({ welcomeOpen: readKept(KEY) === null });
  watch(
    () => [state.self, state.welcomeOpen],
    () => {
      self.textContent = state.self?.name ?? "";
      card.hidden = state.self === null || !state.welcomeOpen;
    },
  );
}
