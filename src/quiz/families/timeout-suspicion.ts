import type { Random } from "../random.ts";
import { chooseOne, type Family } from "./family.ts";

/** A heartbeat that arrived. All times are in seconds. */
type Heartbeat = { sent: number; arrived: number };
type Log = {
  interval: number;
  timeout: number;
  sent: readonly number[];
  heartbeats: readonly Heartbeat[];
  end: number;
};
/** `until` is null if no heartbeat ends the suspicion. */
type Suspicion = { from: number; until: number | null };
/** A heartbeat, and the one that arrives next; null if none does. */
type Silence = { last: Heartbeat; next: Heartbeat | null };
/** What a mistake takes for the beginning or the end of the suspicion. */
type Mistake<Value> = { value: Value; explanation: string };

/** When a failure detector with a fixed timeout suspects a node, given the heartbeats that arrive. */
export const timeoutSuspicion: Family = (random) => {
  const { log, silence, begins, ends } = drawQuestion(random);
  const { interval, timeout, end } = log;
  const text = `A node sends a heartbeat every ${interval} s; a dash is one that was lost. When ${timeout} s have passed since the last arrival, the failure detector suspects the node. It trusts it again as soon as a heartbeat arrives.
\`\`\`text
${table(log)}
\`\`\`
When, up to ${end} s, does the detector suspect the node?`;
  const { from, until } = suspicionOf(log, silence);
  const wrong = [
    { text: show({ from: begins.value, until }), explanation: begins.explanation },
    { text: show({ from, until: ends.value }), explanation: ends.explanation },
    {
      text: show({ from: begins.value, until: ends.value }),
      explanation: `${begins.explanation} ${ends.explanation}`,
    },
  ];
  return chooseOne(random, text, { text: show({ from, until }), explanation: explain(log, silence) }, wrong);
};

type Question = { log: Log; silence: Silence; begins: Mistake<number>; ends: Mistake<number | null> };

/**
 * The options are the right period, a mistake about its beginning, one about its end, and both at once. It is drawn
 * first how the suspicion ends, really and by the mistake, and whether it begins earlier or later by the mistake. So the
 * right one has no look of its own. Then draws again until it is so.
 */
function drawQuestion(random: Random): Question {
  const ending = random.pick(["lasts", "lasts", "is taken to last", "is taken to last", "earlier", "later"] as const);
  const lasts = ending === "lasts";
  const beginsEarlier = random.pick([true, false]);
  for (;;) {
    const log = draw(random);
    const suspicious = silences(log).filter((silence) => lengthOf(log, silence) > log.timeout);
    const [silence] = suspicious;
    // If a silence is exactly the timeout, it is not clear whether the heartbeat or the suspicion comes first.
    const isClear = silences(log).every((each) => lengthOf(log, each) !== log.timeout);
    if (silence === undefined || suspicious.length > 1 || !isClear || (silence.next === null) !== lasts) continue;
    const { from, until } = suspicionOf(log, silence);
    const last = until ?? log.end + 1;
    const begins = mistakesAboutBeginning(log, silence).filter(
      ({ value }) => value !== from && value < from === beginsEarlier && value < last,
    );
    const ends = mistakesAboutEnd(log, silence).filter(
      ({ value }) => value !== until && isEnding(value, until, ending) && (value ?? last) > from,
    );
    const fitting = begins.flatMap((begin) =>
      ends.filter((each) => (each.value ?? last) > begin.value).map((each) => ({ begins: begin, ends: each })),
    );
    if (fitting.length > 0) return { log, silence, ...random.pick(fitting) };
  }
}

function isEnding(mistaken: number | null, until: number | null, ending: string): boolean {
  if (until === null || mistaken === null) return ending === (until === null ? "lasts" : "is taken to last");
  return ending === (mistaken < until ? "earlier" : "later");
}

function draw(random: Random): Log {
  const interval = random.integer(3, 6);
  const count = random.integer(5, 7);
  const sent = Array.from({ length: count }, (_, index) => index * interval);
  const firstLost = random.integer(1, count - 1);
  const lostCount = random.integer(0, 3);
  const heartbeats = sent
    .filter((_, index) => index < firstLost || index >= firstLost + lostCount)
    .map((time) => ({ sent: time, arrived: time + random.integer(0, interval - 2) }));
  return {
    interval,
    timeout: random.integer(interval + 1, 2 * interval + 3),
    sent,
    heartbeats,
    // After any heartbeat arrives, and before the next is sent.
    end: count * interval - 1,
  };
}

function silences({ heartbeats }: Log): Silence[] {
  return heartbeats.map((last, index) => ({ last, next: heartbeats[index + 1] ?? null }));
}

function lengthOf({ end }: Log, { last, next }: Silence): number {
  return (next?.arrived ?? end) - last.arrived;
}

function suspicionOf({ timeout }: Log, { last, next }: Silence): Suspicion {
  return { from: last.arrived + timeout, until: next?.arrived ?? null };
}

function explain({ timeout }: Log, { last, next }: Silence): string {
  const from = last.arrived + timeout;
  const expiry = `The arrival at ${last.arrived} s restarts the timer, which runs out at ${last.arrived} + ${timeout} = ${from} s`;
  return next === null
    ? `${expiry}. No heartbeat comes after that.`
    : `${expiry}. The next heartbeat, at ${next.arrived} s, takes the suspicion back.`;
}

function mistakesAboutBeginning({ interval, timeout }: Log, { last }: Silence): Mistake<number>[] {
  return [
    {
      value: last.sent + timeout,
      explanation: `This counts from ${last.sent} s, when the heartbeat was sent. But the timer restarts when it arrives, at ${last.arrived} s.`,
    },
    {
      value: last.sent + interval + timeout,
      explanation: `This counts the ${timeout} s from ${last.sent + interval} s, when the next heartbeat was due. But the timer has been running since the arrival at ${last.arrived} s.`,
    },
    {
      value: last.arrived + interval,
      explanation: `This suspects one interval, ${interval} s, after the arrival at ${last.arrived} s. The timeout is longer, ${timeout} s, to forgive delays and losses.`,
    },
    {
      value: last.arrived + timeout + 1,
      explanation: `This suspects only in the second after the timer has run out, ${timeout} s after the arrival at ${last.arrived} s.`,
    },
    {
      value: last.sent + 2 * interval,
      explanation: `This waits for two heartbeats to be due, ${2 * interval} s after ${last.sent} s. But only the time since the last arrival counts, ${last.arrived} s.`,
    },
  ];
}

function mistakesAboutEnd(log: Log, { last, next }: Silence): Mistake<number | null>[] {
  const { heartbeats, interval, end } = log;
  if (next === null) {
    return [
      {
        value: end + 1,
        explanation: `At ${end + 1} s a heartbeat is sent, but the detector trusts the node only once one arrives. None has.`,
      },
      {
        value: end + 1 - interval,
        explanation: `At ${end + 1 - interval} s a heartbeat was sent, but it was lost. The detector trusts the node only once one arrives.`,
      },
    ].filter(({ value }) => value > last.arrived);
  }
  const second = heartbeats.find(({ arrived }) => arrived > next.arrived);
  const taken = `The heartbeat at ${next.arrived} s takes it back.`;
  return [
    { value: null, explanation: `A suspicion is not a verdict. ${taken}` },
    {
      value: next.sent,
      explanation: `This goes by ${next.sent} s, when the heartbeat was sent. It counts when it arrives, at ${next.arrived} s.`,
    },
    ...(second === undefined
      ? []
      : [
          {
            value: second.arrived,
            explanation: `This waits for a second heartbeat, at ${second.arrived} s. The first is enough. ${taken}`,
          },
        ]),
  ];
}

/** A row for each heartbeat. */
function table({ sent, heartbeats }: Log): string {
  const arrivals = new Map(heartbeats.map((heartbeat) => [heartbeat.sent, `${heartbeat.arrived} s`]));
  return [row("sent", "arrives"), ...sent.map((time) => row(`${time} s`, arrivals.get(time) ?? "-"))].join("\n");
}

function row(sent: string, arrives: string): string {
  return `${sent.padStart(4)}  ${arrives.padStart(7)}`;
}

function show({ from, until }: Suspicion): string {
  return until === null ? `From ${from} s on` : `From ${from} s until ${until} s`;
}
