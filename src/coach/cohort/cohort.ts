import { bindVerbs } from "../bind.ts";
import type { Worker } from "../reminders/ports.ts";
import { keepName, readLeaderboard, setHidden } from "./leaderboard.ts";
import type { CohortPorts } from "./ports.ts";

/** How far the learners of a server have come. */
export function createCohort(ports: CohortPorts & { worker: Worker }) {
  const { bind } = bindVerbs(ports);
  return { readLeaderboard: bind(readLeaderboard), setHidden: bind(setHidden), keepName: bind(keepName) };
}
