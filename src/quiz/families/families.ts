import { byzantineQuorum } from "./byzantine-quorum.ts";
import type { Family } from "./family.ts";
import { faultTolerance } from "./fault-tolerance.ts";
import { gCounterMerge } from "./g-counter-merge.ts";
import { gossipRounds } from "./gossip-rounds.ts";
import { lamportTimestamp } from "./lamport-timestamp.ts";
import { lwwRegisterMerge } from "./lww-register-merge.ts";
import type { FamilyName } from "./names.ts";
import { orSetMerge } from "./or-set-merge.ts";
import { phiSuspicion } from "./phi-suspicion.ts";
import { pnCounterMerge } from "./pn-counter-merge.ts";
import { quorumOverlap } from "./quorum-overlap.ts";
import { raftVote } from "./raft-vote.ts";
import { sagaCompensation } from "./saga-compensation.ts";
import { timeoutSuspicion } from "./timeout-suspicion.ts";
import { twoPhaseCommitCrash } from "./two-phase-commit-crash.ts";
import { vectorClockComparison } from "./vector-clock-comparison.ts";
import { vectorClockUpdate } from "./vector-clock-update.ts";

export const FAMILIES: Readonly<Record<FamilyName, Family>> = {
  "vector-clock-comparison": vectorClockComparison,
  "g-counter-merge": gCounterMerge,
  "lamport-timestamp": lamportTimestamp,
  "pn-counter-merge": pnCounterMerge,
  "raft-vote": raftVote,
  "or-set-merge": orSetMerge,
  "lww-register-merge": lwwRegisterMerge,
  "fault-tolerance": faultTolerance,
  "quorum-overlap": quorumOverlap,
  "timeout-suspicion": timeoutSuspicion,
  "two-phase-commit-crash": twoPhaseCommitCrash,
  "phi-suspicion": phiSuspicion,
  "saga-compensation": sagaCompensation,
  "gossip-rounds": gossipRounds,
  "byzantine-quorum": byzantineQuorum,
  "vector-clock-update": vectorClockUpdate,
};
