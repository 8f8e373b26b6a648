/**
 * Discord shuts a bot out that sends 10,000 invalid requests in ten minutes:
 * https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans. Deliveries stop well
 * before: a thousand members may have closed their direct messages since the last reminder.
 */
export const MOST_REFUSALS = 2_000;
const WINDOW_MS = 10 * 60_000;

export type RefusalBudget = {
  /** Null while there is some left; otherwise when there is again (UTC epoch ms). */
  spentUntil(now: number): number | null;
  spend(now: number): void;
};

export function createRefusalBudget(): RefusalBudget {
  let spent = 0;
  let endsAt = 0;
  return {
    spentUntil: (now) => (now < endsAt && spent >= MOST_REFUSALS ? endsAt : null),
    spend(now) {
      if (now >= endsAt) {
        spent = 0;
        endsAt = now + WINDOW_MS;
      }
      spent += 1;
    },
  };
}
