/**
 * How fast new direct messages may be opened. Discord answers 40003 if it is too fast, and does not say how fast that is;
 * bots report a few dozen at once. So this many are opened at once, and then one each `EVERY_MS` milliseconds.
 */
const AT_ONCE = 10;
const EVERY_MS = 2_500;

/** How long nothing is opened after a 40003, in milliseconds: twice as long each time, and up to a quarter more. */
const FIRST_PAUSE_MS = 60_000;
const LAST_PAUSE_MS = 15 * 60_000;
const JITTER = 0.25;

/** After this many milliseconds a turn that nobody took is forgotten. Perhaps another worker sent the message. */
const FORGOTTEN_MS = 10 * 60_000;

/** Gives each member a turn. Instants are UTC epoch milliseconds. */
export type OpeningPace = {
  /** Null if it is this member's turn; otherwise when it is. The turn is theirs until then. */
  take(userId: string, now: number): number | null;
  /** When the pause ends that Discord's last refusal began; null if there is none. */
  pausedUntil(now: number): number | null;
  /** Discord refused. Gives the instant at which the pause ends. */
  refused(now: number): number;
  accepted(): void;
};

/** @param random from 0 to 1 */
export function createOpeningPace(random: () => number): OpeningPace {
  /** In the order in which they were given, which is that of their instants. */
  const turns = new Map<string, number>();
  /** When the next turn would be if there were no burst. */
  let next = 0;
  let pauseEnds = 0;
  let refusals = 0;

  function forget(now: number): void {
    for (const [userId, at] of turns) {
      if (at > now - FORGOTTEN_MS) return;
      turns.delete(userId);
    }
  }

  function giveTurn(now: number): number {
    const at = Math.max(now, pauseEnds, next - (AT_ONCE - 1) * EVERY_MS);
    next = Math.max(next, at) + EVERY_MS;
    return at;
  }

  return {
    take(userId, now) {
      forget(now);
      const at = turns.get(userId) ?? giveTurn(now);
      turns.delete(userId);
      if (at <= now) return null;
      turns.set(userId, at);
      return at;
    },
    pausedUntil: (now) => (pauseEnds > now ? pauseEnds : null),
    refused(now) {
      const wait = Math.min(FIRST_PAUSE_MS * 2 ** refusals, LAST_PAUSE_MS) * (1 + JITTER * random());
      refusals += 1;
      pauseEnds = Math.round(now + wait);
      // Everybody gets a new turn after the pause, one by one.
      turns.clear();
      next = pauseEnds + (AT_ONCE - 1) * EVERY_MS;
      return pauseEnds;
    },
    accepted() {
      refusals = 0;
    },
  };
}
