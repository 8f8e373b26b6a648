import type { Actor, MovableClock, Tour } from "../contract.ts";
import type { TourView } from "./view.ts";

export type TourPlayer = {
  view(): TourView;
  /** Plays the steps one after the other; false if they are already being played. */
  play(): boolean;
};

type Wiring = {
  actor: Actor;
  clock: MovableClock;
  /** Called whenever `view` has changed. */
  onChange(): void;
  onError(error: unknown): void;
};

export function createTourPlayer(
  { title, says, steps }: Tour,
  { actor, clock, onChange, onError }: Wiring,
): TourPlayer {
  let progress: TourView["progress"] = { kind: "ready" };

  function enter(next: TourView["progress"]): void {
    progress = next;
    onChange();
  }

  async function playSteps(): Promise<void> {
    for (const [index, step] of steps.entries()) {
      enter({ kind: "playing", step: index + 1, of: steps.length, says: step.says });
      await step.run(actor, clock);
    }
  }

  return {
    view: () => ({ title, says, progress }),
    play() {
      if (progress.kind === "playing") return false;
      playSteps().then(
        () => enter({ kind: "played" }),
        (error: unknown) => {
          onError(error);
          enter({ kind: "broken", reason: error instanceof Error ? error.message : String(error) });
        },
      );
      return true;
    },
  };
}
