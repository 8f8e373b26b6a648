import { REST } from "discord.js";
import { expect, it, onTestFinished } from "vitest";
import { createDirectMessages } from "../../../src/discord/deliveries/direct-channels.ts";
import { createOpeningPace } from "../../../src/discord/deliveries/opening-pace.ts";
import { createRefusalBudget, MOST_REFUSALS } from "../../../src/discord/deliveries/refusal-budget.ts";
import { createSandbox } from "../../../src/sandbox/sandbox.ts";
import { createHandClock } from "../../support/hand-clock.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** A sandbox that lets so few direct messages be opened, and everybody who could get one. */
async function openCrowd(opened: number) {
  const sandbox = await createSandbox({
    port: 0,
    file: null,
    application: { name: "Lockstep", token: "sandbox" },
    page: false,
    rateLimits: {
      bucket: { requests: 1_000, perMilliseconds: 5_000 },
      directMessages: { opened, perMilliseconds: 1e9 },
    },
    guilds: [
      {
        name: "Crowd",
        channels: ["study"],
        members: Array.from({ length: 150 }, (_, index) => ({ name: `${index}` })),
      },
    ],
  });
  onTestFinished(() => sandbox.close());
  const statuses: (number | null)[] = [];
  sandbox.actor.on((event) => {
    if (event.kind === "wire" && event.entry.what === "POST /users/@me/channels") statuses.push(event.entry.status);
  });
  const guildId = sandbox.actor.guilds()[0]?.id ?? "";
  const members = sandbox.actor
    .members(guildId)
    .flatMap(({ user }) => (user.bot ? [] : [{ guildId, userId: user.id }]));
  const kept = new Map<string, string>();
  const clock = createHandClock(0);
  const rest = new REST({ api: sandbox.apiUrl }).setToken("sandbox");
  const channels = {
    find: async ({ userId }: { userId: string }) => kept.get(userId) ?? null,
    keep: async ({ userId }: { userId: string }, id: string | null) => void kept.set(userId, id ?? ""),
  };
  const directMessages = createDirectMessages({ rest, channels, clock, random: () => 0 });
  const signal = new AbortController().signal;
  const openAll = () => Promise.all(members.map((member) => directMessages.open(member, signal)));
  return { clock, openAll, statuses };
}

it("150 at once are opened a few at a time, and what is open needs no turn", async () => {
  const { clock, openAll, statuses } = await openCrowd(1_000);
  const first = await openAll();
  expect(statuses).toHaveLength(10);
  const turns = first.flatMap((opened) => (opened.kind === "postponed" ? [opened.until] : []));
  expect(turns).toEqual(Array.from({ length: 140 }, (_, index) => (index + 1) * 2_500));
  for (let minute = 1; minute <= 6; minute += 1) {
    await clock.advance(MINUTE);
    await openAll();
    expect(statuses.length).toBeLessThanOrEqual(10 + 24 * minute);
  }
  expect((await openAll()).every(({ kind }) => kind === "open")).toBe(true);
  expect(statuses).toEqual(Array(150).fill(200));
});

it("a refusal stops the batch and everything after it, for longer each time", async () => {
  const { clock, openAll, statuses } = await openCrowd(4);
  const refused = () => statuses.filter((status) => status === 403).length;
  await openAll();
  expect(statuses).toEqual([200, 200, 200, 200, 403]);
  const refusals: number[] = [];
  for (let minute = 1; minute <= 30; minute += 1) {
    await clock.advance(MINUTE);
    const before = refused();
    await openAll();
    if (refused() > before) refusals.push(minute);
  }
  expect(refusals).toEqual([1, 3, 7, 15, 30]);
  expect(statuses.filter((status) => status === 200)).toHaveLength(4);
});

it("a turn that nobody takes is forgotten", () => {
  const pace = createOpeningPace(() => 0);
  for (let member = 0; member < 10; member += 1) expect(pace.take(`${member}`, 0)).toBeNull();
  expect(pace.take("late", 0)).toBe(2_500);
  expect(pace.take("late", 1_000)).toBe(2_500);
  expect(pace.take("late", 2_500)).toBeNull();
  expect(pace.take("gone", 2_500)).toBe(5_000);
  expect(pace.take("gone", 5_000 + 11 * MINUTE)).toBeNull();
});

it("refused requests stay far below what Discord allows in ten minutes", () => {
  const budget = createRefusalBudget();
  expect(MOST_REFUSALS).toBeLessThan(10_000 / 2);
  for (let count = 0; count < MOST_REFUSALS; count += 1) {
    expect(budget.spentUntil(count)).toBeNull();
    budget.spend(count);
  }
  expect(budget.spentUntil(MOST_REFUSALS)).toBe(10 * MINUTE);
  expect(budget.spentUntil(10 * MINUTE)).toBeNull();
});
