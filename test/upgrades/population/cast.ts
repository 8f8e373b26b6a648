import type { GuildSeed } from "../../../src/sandbox/contract.ts";

/** Who is in a kept database. Each member stands for something that can become of one: see `learners.ts` and the others. */

export const HOME = "Study Group";
export const AWAY = "Night School";

/** In the order in which they stand in the server. The first one manages it; Niklaus never joins a course. */
export const MEMBERS = [
  "Ada",
  "Grace",
  "Linus",
  "Barbara",
  "Leslie",
  "Margaret",
  "Edsger",
  "Radia",
  "Tony",
  "Ken",
  "Frances",
  "Donald",
  "Alan",
  "Katherine",
  "Dennis",
  "Hedy",
  "Edith",
  "Niklaus",
] as const;

/** Whose review asks nothing but what is due: what is asked for the first time would be drawn by lot. */
export const WITH_DUE_CARDS = ["Frances"];

/** Grace is in both servers. */
const MEMBERS_AWAY = ["Sophie", "Grace", "Emmy"] as const;

export const GUILDS: GuildSeed[] = [
  { name: HOME, channels: ["study"], members: MEMBERS.map((name, index) => ({ name, administrator: index === 0 })) },
  {
    name: AWAY,
    channels: ["study"],
    members: MEMBERS_AWAY.map((name, index) => ({ name, administrator: index === 0 })),
  },
];
