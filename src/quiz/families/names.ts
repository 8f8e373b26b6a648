/** The families of generated questions, by the name that a lesson's file calls them by. A name, once published, stays. */
export const FAMILY_NAMES = [
  "byzantine-quorum",
  "fault-tolerance",
  "g-counter-merge",
  "gossip-rounds",
  "lamport-timestamp",
  "lww-register-merge",
  "or-set-merge",
  "phi-suspicion",
  "pn-counter-merge",
  "quorum-overlap",
  "raft-vote",
  "saga-compensation",
  "timeout-suspicion",
  "two-phase-commit-crash",
  "vector-clock-comparison",
  "vector-clock-update",
] as const;

export type FamilyName = (typeof FAMILY_NAMES)[number];
