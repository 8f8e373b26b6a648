import { button, element } from "./dom.ts";
import { icon } from "./icons.ts";
import { type ClockStep, moveClock } from "./page-api.ts";
import { now, onTick } from "./sandbox-clock.ts";
import { change, state, watch } from "./state.ts";
import { format, formatRelative } from "./time-text.ts";

const MINUTE = 60 * 1000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const STEPS = [
  { label: "+10 min", says: "Move the clock forward 10 minutes", milliseconds: 10 * MINUTE },
  { label: "+1 h", says: "Move the clock forward 1 hour", milliseconds: HOUR },
  { label: "+1 day", says: "Move the clock forward 1 day", milliseconds: DAY },
  { label: "+1 week", says: "Move the clock forward 1 week", milliseconds: 7 * DAY },
] as const;

const ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone;

function face(): HTMLElement {
  const local = element("span", { class: "clock-local" });
  const utc = element("span", { class: "clock-utc" });
  const time = element("time", { class: "clock-face", title: `The sandbox's time in ${ZONE}, and in UTC` }, [
    local,
    utc,
  ]);
  function draw(): void {
    if (state.self === null) return;
    const instant = now();
    local.textContent = format(instant, {
      weekday: "short",
      day: "numeric",
      month: "short",
      hour: "2-digit",
      minute: "2-digit",
    });
    utc.textContent = `${format(instant, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC" })} UTC`;
    time.dateTime = new Date(instant).toISOString();
  }
  onTick(draw);
  watch(() => [state.clock, state.self], draw);
  return time;
}

/** Moves the clock to the bot's next timer; hidden if there is none. */
function skipButton(move: (step: ClockStep) => void, whenGone: () => void): HTMLElement {
  const skip = button({ class: "clock-step clock-skip" }, [icon("skip"), element("span", {}, ["Next timer"])], () =>
    move({ action: "next-timer" }),
  );
  function draw(): void {
    const { nextTimer } = state.clock;
    if (nextTimer === null && document.activeElement === skip) whenGone();
    skip.hidden = nextTimer === null;
    if (nextTimer === null) return;
    const at = format(nextTimer, {
      weekday: "short",
      day: "numeric",
      month: "short",
      hour: "2-digit",
      minute: "2-digit",
    });
    const says = `Next timer: move the clock to ${at}, ${formatRelative(nextTimer, now())}`;
    skip.title = says;
    skip.setAttribute("aria-label", says);
  }
  onTick(draw);
  watch(() => [state.clock], draw);
  return skip;
}

/** The sandbox's time, and the buttons that move it, so that a reminder for tomorrow can be seen now. */
export function clockPanel(): HTMLElement {
  const panel = element("div", { class: "clock", role: "group", "aria-label": "Sandbox clock" });
  const buttons: HTMLButtonElement[] = [];

  async function move(step: ClockStep): Promise<void> {
    if (panel.getAttribute("aria-busy") === "true") return;
    panel.setAttribute("aria-busy", "true");
    const result = await moveClock(step);
    panel.removeAttribute("aria-busy");
    if (result.kind === "failed") change({ problem: result.reason });
  }

  for (const { label, says, milliseconds } of STEPS) {
    buttons.push(
      button({ class: "clock-step", title: says }, [label], () => {
        void move({ action: "advance", milliseconds });
      }),
    );
  }
  const hold = button({ class: "clock-step clock-hold" }, [], () => {
    void move({ action: state.clock.paused ? "resume" : "pause" });
  });
  const skip = skipButton(
    (step) => void move(step),
    () => hold.focus(),
  );
  watch(
    () => [state.clock.paused],
    () => {
      const says = state.clock.paused ? "Let the clock run" : "Pause the clock";
      hold.replaceChildren(icon(state.clock.paused ? "play" : "pause"));
      hold.setAttribute("aria-label", says);
      hold.title = says;
      panel.classList.toggle("clock-paused", state.clock.paused);
    },
  );
  panel.append(icon("clock"), face(), element("div", { class: "clock-steps" }, [skip, ...buttons, hold]));
  return panel;
}
