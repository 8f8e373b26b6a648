import type { APIMessage } from "discord.js";
import type { SeenModal } from "../../../src/sandbox/contract.ts";
import type { Acting } from "../../e2e/support/acting.ts";
import type { House } from "../support/house.ts";
import { AWAY, HOME } from "./cast.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/** 1 January 1970 was a Thursday. */
const FIRST_MONDAY = 4 * DAY;

/** A form that was open on somebody's screen when the bot was stopped. Discord does not store forms, so this does. */
export type OpenForm = { userId: string; channelId: string; modal: SeenModal["data"] };

/** What the parts of the population use to act. */
export type Play = {
  house: House;
  /** A member of the study group. */
  member(name: string): Acting;
  /** A member of the other server. */
  away(name: string): Acting;
  forms: OpenForm[];
  /** Leaves a form open on the screen of the member who opened it. */
  leaveOpen(member: Acting, modal: SeenModal, message: APIMessage | null): void;
  /** Moves the clock to this many milliseconds after Monday 0:00 UTC. */
  until(sinceMonday: number): Promise<void>;
};

/** Begins on the next Monday at 8:00 UTC. */
export async function beginPlay(house: House): Promise<Play> {
  const { clock } = house;
  const monday = FIRST_MONDAY + Math.ceil((clock.now() - FIRST_MONDAY) / WEEK) * WEEK;
  const until = (sinceMonday: number) => clock.advance(Math.ceil(monday + sinceMonday - clock.now()));
  await until(8 * HOUR);
  const forms: OpenForm[] = [];
  return {
    house,
    member: (name) => house.member(HOME, name),
    away: (name) => house.member(AWAY, name),
    forms,
    leaveOpen({ userId, seen }, { data }, message) {
      const channelId = message?.channel_id ?? seen()[0]?.message.channel_id;
      if (channelId === undefined) throw new Error("nobody knows where this form was opened");
      forms.push({ userId, channelId, modal: data });
    },
    until,
  };
}

/** Presses Done on the next lesson this many times. Each reply stays, so that it can be pressed later. */
export async function completeLessons(member: Acting, count: number): Promise<void> {
  for (let done = 0; done < count; done += 1) await member.press(await member.slash("learn"), "Done");
}
