import type { GuildSeed } from "../../../src/sandbox/contract.ts";

/** The members in a kept database. Each is in a different state: see `learners.ts` and the other files. */

export const HOME = "Study Group";
export const AWAY = "Night School";

/** In the order of the member list. The first one manages the server. Niklaus never joins a course. */
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

/** The members whose review asks only what is due. New questions would be chosen at random. */
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
