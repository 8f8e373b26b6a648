/** The names of the families of generated questions in lessons' files. A name never changes once it is published. */
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
