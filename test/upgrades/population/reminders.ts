import { BUILT_IN, COOKING, KNITTING } from "./courses.ts";
import { DAY, HOUR, MINUTE, type Play } from "./play.ts";

const [TUESDAY, WEDNESDAY, THURSDAY, FRIDAY] = [DAY, 2 * DAY, 3 * DAY, 4 * DAY];

/** The request that sends a reminder. */
const SENDING = "POST /channels/{channel}/messages";

/** On Monday morning: weekly ones, once at a local time, once at a moment, and for a lesson. */
export async function planReminders({ member, away }: Play): Promise<void> {
  const donald = member("Donald");
  await donald.slash("remind weekly", { day: 1, time: "19:00" });
  await donald.slash("remind weekly", { day: 4, time: "7:30" });
  await donald.slash("remind weekly", { day: 4, time: "8:15" });
  await donald.slash("remind once", { when: "tomorrow 19:00" });
  await donald.slash("remind once", { when: "in 20 minutes" });
  for (const when of ["tomorrow 19:00", "saturday 18:00", "in 9 days"]) {
    const form = await donald.pressForModal(await donald.slash("learn"), "Remind me");
    await donald.submit(form, { when });
  }
  await donald.slash("remind list");

  await member("Ken").slash("remind weekly", { day: 2, time: "6am" });
  await member("Leslie").slash("remind weekly", { day: 2, time: "6:30" });
  await member("Hedy").slash("remind weekly", { day: 3, time: "12:00", course: COOKING });
  await member("Edith").slash("remind weekly", { day: 6, time: "10:00", course: KNITTING });
  await member("Frances").slash("remind weekly", { day: 7, time: "10:00" });
  await member("Dennis").slash("remind weekly", { day: 5, time: "11:25" });
  await member("Tony").slash("remind weekly", { day: 7, time: "20:00" });
  await member("Tony").slash("remind off");
  await away("Emmy").slash("remind weekly", { day: 7, time: "9:00" });
  for (const name of ["Alan", "Katherine"]) {
    await member(name).slash("remind weekly", { day: 3, time: "19:00" });
    await member(name).slash("remind weekly", { day: 4, time: "19:00" });
    await member(name).slash("remind once", { when: "wednesday 20:00" });
  }
  const barbara = member("Barbara");
  await barbara.press(await barbara.slash("learn"), "Start");
}

/** From Monday to Friday: timers that ring, messages that wait or come late, and messages that Discord refuses. */
export async function passTheWeek(play: Play): Promise<void> {
  const { house, member, until } = play;
  await until(13 * HOUR);
  await snoozeTwice(play);
  await until(TUESDAY + 20 * HOUR);

  await member("Alan").press(await member("Alan").slash("learn"), "Start");
  for (const name of ["Alan", "Katherine"]) house.actor.setDirectMessagesOpen(member(name).userId, false);
  await until(WEDNESDAY + 20 * HOUR + 50 * MINUTE);
  const linus = member("Linus");
  await linus.press(await linus.slash("learn"), "Done");
  await linus.press(await linus.slash("learn"), "Start");
  await until(WEDNESDAY + 21 * HOUR);
  await house.stopBot();
  await until(THURSDAY + 9 * HOUR);
  await house.startBot();
  await meetClosedMessages(play);
  await until(FRIDAY + 10 * HOUR + 40 * MINUTE);
}

/** On Friday from 10:40 to 12:00: what is under way when the bot stops for the last time. */
export async function leaveRemindersUnderWay({ house, member, until }: Play): Promise<void> {
  const radia = member("Radia");
  const edith = member("Edith");
  const dennis = member("Dennis");
  await radia.press(await radia.slash("learn"), "Start");
  await dennis.slash("remind once", { when: "in 45 minutes" });
  await until(FRIDAY + 10 * HOUR + 52 * MINUTE);
  await edith.press(await edith.slash("learn", { course: KNITTING }), "Start");
  await until(FRIDAY + 11 * HOUR + 20 * MINUTE);
  const fault = house.actor.faults.add({ kind: "bad-gateway", effect: "before", route: SENDING });
  await until(FRIDAY + 11 * HOUR + 58 * MINUTE);
  house.actor.faults.clear(fault.id);

  const asked = radia.directMessages().at(-1);
  if (asked === undefined) throw new Error("Radia's timer did not ring");
  await radia.press(asked, "10 more minutes");
  const barbara = member("Barbara");
  await barbara.press(await barbara.slash("learn"), "Start");
  await barbara.slash("remind list");
  await dennis.slash("remind list");
  await member("Donald").slash("remind list");
  await member("Grace").slash("join", { zone: "Europe/Vienna", course: BUILT_IN });
  await until(FRIDAY + 12 * HOUR);
}

async function snoozeTwice({ house, member }: Play): Promise<void> {
  const barbara = member("Barbara");
  const rung = barbara.directMessages().at(-1);
  if (rung === undefined) throw new Error("Barbara's timer did not ring");
  await barbara.press(rung, "10 more minutes");
  await house.clock.advance(10 * MINUTE);
  const again = barbara.directMessages().at(-1);
  if (again === undefined || again.id === rung.id) throw new Error("Barbara's timer did not ring again");
  await barbara.press(again, "Done");
}

/** Katherine is told and tries again in vain. Alan uses no command. */
async function meetClosedMessages({ house, member }: Play): Promise<void> {
  const katherine = member("Katherine");
  const told = katherine.hears(/Try again|closed/);
  await katherine.slash("path");
  await told;
  await house.clock.advance(2 * MINUTE);
  await katherine.press(await katherine.slash("remind list"), "Try again");
}
