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
/** `until` is missing if no heartbeat ends the suspicion. */
type Suspicion = { from: number; until?: number };
type Silence = { last: Heartbeat; next?: Heartbeat };
type Mistake = { period: Suspicion | undefined; explanation: string };
/** The time, in seconds, at which a silence becomes a suspicion if it lasts that long. */
type Rule = { from(silence: Silence): number; explain(silence: Silence): string };

/** When a failure detector with a fixed timeout suspects a node, given the heartbeats that arrive. */
export const timeoutSuspicion: Family = (random) => {
  const log = drawLog(random);
  const { interval, timeout, end } = log;
  const text = `A node sends a heartbeat every ${interval} s; a dash is one that was lost. When ${timeout} s have passed since the last arrival, the failure detector suspects the node. It trusts it again as soon as a heartbeat arrives.
\`\`\`text
${table(log)}
\`\`\`
When, up to ${end} s, does the detector suspect the node?`;
  const suspicion = rightSuspicion(log);
  const right = { text: show(suspicion), explanation: explain(log) };
  const wrong = mistakes(log).map(({ period, explanation }) => ({ text: show(period), explanation }));
  return chooseOne(random, text, right, random.shuffle(wrong));
};

/** First draws whether the node is suspected never, for a while or to the end. Then draws again until it is so. */
function drawLog(random: Random): Log {
  const outcome = random.pick(["never", "while", "while", "on"] as const);
  for (;;) {
    const log = draw(random);
    const lengths = silences(log).map(({ last, next }) => (next?.arrived ?? log.end) - last.arrived);
    const long = lengths.filter((length) => length > log.timeout).length;
    // If a silence is exactly the timeout, it is not clear whether the heartbeat or the suspicion comes first.
    if (long > 1 || lengths.includes(log.timeout)) continue;
    const suspicion = rightSuspicion(log);
    const drawn = suspicion === undefined ? "never" : suspicion.until === undefined ? "on" : "while";
    if (drawn !== outcome) continue;
    if (new Set(mistakes(log).map(({ period }) => show(period))).add(show(suspicion)).size >= 4) return log;
  }
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
  return heartbeats.map((last, index) => {
    const next = heartbeats[index + 1];
    return next === undefined ? { last } : { last, next };
  });
}

/** Undefined if no silence breaks the rule before the log ends. */
function firstSilence(log: Log, from: Rule["from"]): Silence | undefined {
  return silences(log).find((silence) => from(silence) < (silence.next?.arrived ?? log.end));
}

function rightSuspicion(log: Log): Suspicion | undefined {
  const expiry = ({ last }: Silence) => last.arrived + log.timeout;
  const silence = firstSilence(log, expiry);
  return silence && suspicionOf(silence, expiry(silence));
}

function suspicionOf({ next }: Silence, from: number): Suspicion {
  return next === undefined ? { from } : { from, until: next.arrived };
}

function longestSilence(log: Log): Silence & { length: number } {
  return silences(log)
    .map((silence) => ({ ...silence, length: (silence.next?.arrived ?? log.end) - silence.last.arrived }))
    .reduce((longest, silence) => (silence.length > longest.length ? silence : longest));
}

function explain(log: Log): string {
  const { last, next, length } = longestSilence(log);
  const { timeout, end } = log;
  const from = last.arrived + timeout;
  if (length < timeout) {
    return `The longest silence lasts ${length} s, from ${last.arrived} s to ${next?.arrived ?? end} s. That is shorter than the timeout of ${timeout} s.`;
  }
  const expiry = `The arrival at ${last.arrived} s restarts the timer, which runs out at ${last.arrived} + ${timeout} = ${from} s`;
  return next === undefined
    ? `${expiry}. No heartbeat comes after that.`
    : `${expiry}. The next heartbeat, at ${next.arrived} s, takes the suspicion back.`;
}

function mistakes(log: Log): Mistake[] {
  const { interval, timeout } = log;
  const rules: Rule[] = [
    {
      from: ({ last }) => last.sent + timeout,
      explain: ({ last }) =>
        `This counts from ${last.sent} s, when the heartbeat was sent. But the timer restarts when it arrives, at ${last.arrived} s.`,
    },
    {
      from: ({ last }) => last.sent + interval + timeout,
      explain: ({ last }) =>
        `This counts the ${timeout} s from ${last.sent + interval} s, when the next heartbeat was due. But the timer has been running since the arrival at ${last.arrived} s.`,
    },
    {
      from: ({ last }) => last.arrived + interval + timeout,
      explain: ({ last }) =>
        `This waits an interval and then the timeout, ${last.arrived} + ${interval} + ${timeout} s. But the timer has been running since the arrival at ${last.arrived} s.`,
    },
    {
      from: ({ last }) => last.arrived + interval,
      explain: ({ last }) =>
        `This suspects one interval, ${interval} s, after the arrival at ${last.arrived} s. The timeout is longer, ${timeout} s, to forgive delays and losses.`,
    },
  ];
  return [...rules.flatMap((rule) => byRule(log, rule)), neverRestarted(log), ...aboutLongest(log)];
}

/** The suspicion that a rule leads to, or nothing. */
function byRule(log: Log, { from, explain }: Rule): Mistake[] {
  const silence = firstSilence(log, from);
  return silence ? [{ period: suspicionOf(silence, from(silence)), explanation: explain(silence) }] : [];
}

function neverRestarted({ heartbeats, timeout }: Log): Mistake {
  const first = heartbeats[0]?.arrived ?? 0;
  const from = first + timeout;
  const until = heartbeats.find(({ arrived }) => arrived > from)?.arrived;
  return {
    period: until === undefined ? { from } : { from, until },
    explanation: `This lets the timer run on from the first arrival, at ${first} s. But every arrival restarts it.`,
  };
}

function aboutLongest(log: Log): Mistake[] {
  const silence = longestSilence(log);
  const { last, next, length } = silence;
  const from = last.arrived + log.timeout;
  const found: Mistake[] = [
    {
      period: suspicionOf(silence, last.arrived),
      explanation: `The silence begins at ${last.arrived} s. But the detector suspects only once ${log.timeout} s of it have passed${length < log.timeout ? `, and it lasts ${length} s` : ""}.`,
    },
  ];
  if (length < log.timeout) return found;
  found.push({
    period: undefined,
    explanation: `The node may be alive. But after ${last.arrived} s nothing arrives for ${length} s, and a detector suspects by silence alone.`,
  });
  if (next === undefined) return found;
  found.push({
    period: { from },
    explanation: `A suspicion is not a verdict: the heartbeat at ${next.arrived} s takes it back.`,
  });
  const second = log.heartbeats.find(({ arrived }) => arrived > next.arrived);
  if (second === undefined) return found;
  found.push({
    period: { from, until: second.arrived },
    explanation: `This waits for a second heartbeat, at ${second.arrived} s. The first, at ${next.arrived} s, is enough to trust the node again.`,
  });
  return found;
}

/** A row for each heartbeat. */
function table({ sent, heartbeats }: Log): string {
  const arrivals = new Map(heartbeats.map((heartbeat) => [heartbeat.sent, `${heartbeat.arrived} s`]));
  return [row("sent", "arrives"), ...sent.map((time) => row(`${time} s`, arrivals.get(time) ?? "-"))].join("\n");
}

function row(sent: string, arrives: string): string {
  return `${sent.padStart(4)}  ${arrives.padStart(7)}`;
}

function show(suspicion: Suspicion | undefined): string {
  if (suspicion === undefined) return "Never";
  const { from, until } = suspicion;
  return until === undefined ? `From ${from} s on` : `From ${from} s until ${until} s`;
}
