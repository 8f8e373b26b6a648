/** The families of generated questions, by the name that a lesson's file calls them by. A name, once published, stays. */
export const FAMILY_NAMES = [
  "g-counter-merge",
  "lamport-timestamp",
  "pn-counter-merge",
  "raft-vote",
  "vector-clock-comparison",
  "or-set-merge",
  "lww-register-merge",
] as const;

export type FamilyName = (typeof FAMILY_NAMES)[number];
