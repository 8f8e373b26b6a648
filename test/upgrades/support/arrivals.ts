import { textOf } from "../../e2e/support/acting.ts";
import type { House } from "./house.ts";
import { instantsIn } from "./instants.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Longer than the longest time between two attempts to send something. */
const LONG_ENOUGH = 5 * HOUR;

/** By member, the occurrences that arrived: the instants at which they were due, as the messages name them. */
export type Arrivals = Record<string, string[]>;

/**
 * Makes everything that was kept arrive: opens direct messages, lets the members who had closed them use a command, and
 * moves the clock. Checks that nothing arrives twice after another start.
 */
export async function letArrive(house: House): Promise<Arrivals> {
  const { actor, clock } = house;
  const seen = new Set(house.actor.guilds().flatMap(({ id }) => directMessageIds(house, id)));
  const waiting = members(house).filter(({ userId }) => !actor.directMessagesOpen(userId));
  for (const { userId } of waiting) actor.setDirectMessagesOpen(userId, true);
  for (const { server, name } of waiting) await house.member(server, name).slash("path");
  await clock.advance(HOUR + MINUTE);
  for (const { server, name } of waiting) await house.member(server, name).slash("path");
  await clock.advance(LONG_ENOUGH);
  await house.startBot();
  await clock.advance(HOUR);

  const arrivals: Arrivals = {};
  for (const { server, name } of members(house)) {
    const fresh = house.member(server, name).directMessages();
    const instants = fresh
      .filter(({ id }) => !seen.has(id))
      // A message that is on time names only its own instant.
      .flatMap((message) => {
        const named = instantsIn(textOf(message));
        return named.length === 0 ? [`${message.timestamp.slice(0, 16)} in time`] : named;
      });
    if (instants.length > 0) arrivals[name] = instants.toSorted();
  }
  return arrivals;
}

function members({ actor }: House): { server: string; name: string; userId: string }[] {
  return actor.guilds().flatMap(({ id, name: server }) =>
    actor.members(id).flatMap(({ user }) => {
      return user.bot ? [] : [{ server, name: user.global_name ?? "", userId: user.id }];
    }),
  );
}

function directMessageIds({ actor }: House, guildId: string): string[] {
  return actor
    .members(guildId)
    .filter(({ user }) => !user.bot)
    .flatMap(({ user }) => actor.channels({ userId: user.id }).map(({ id }) => ({ id, userId: user.id })))
    .flatMap(({ id, userId }) => actor.messages(id, userId).map(({ message }) => message.id));
}
