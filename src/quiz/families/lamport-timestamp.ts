import type { Random } from "../random.ts";
import { type Draft, evenly } from "./evenly.ts";
import type { Family } from "./family.ts";

/** `sentBy` is the name of the event that sent the message received here. */
type Event = { name: string; process: string; sentBy: string | null };
/** `starts` holds the first clock value of each process. `events` are in an order in which they may have happened. */
type History = { starts: ReadonlyMap<string, number>; events: readonly Event[] };
/** The stamp of a receive, from its process's count so far and the message's stamp. */
type Receive = (own: number, carried: number) => number;

const PROCESSES = ["A", "B", "C"] as const;
const RULE: Receive = (own, carried) => Math.max(own, carried) + 1;
/** In characters. */
const COLUMN = 8;

/**
 * The timestamp of an event (Lamport 1978): a process counts up before each event, a receive goes past the message's.
 */
export const lamportTimestamp: Family = evenly(draw, 1_500);

function draw(random: Random): Draft {
  const { history, asked } = drawAsked(random);
  const stamps = stampsOf(history, RULE);
  const stamp = stamps.get(asked.name) ?? 0;
  const text = `Each process has a Lamport clock that starts where the top row says. It adds 1 before each event and stamps the event with the result. A message carries the stamp of its send; the receive gets the larger of the clock and that stamp, plus 1. Time runs down; → sends, ← receives:\n${picture(history)}\nWhich timestamp does ${asked.name} get?`;
  const right = {
    text: String(stamp),
    explanation: `${steps(history, asked, stamps)}. So ${asked.name} gets ${stamp}.`,
  };
  return { text, right, mistakes: mistakesOf(history, asked) };
}

function mistakesOf(history: History, asked: Event) {
  const past = pastOf(history, asked);
  const right = stampsOf(history, RULE);
  const start = history.starts.get(asked.process) ?? 0;
  const own = past.filter(({ process }) => process === asked.process).length;
  const fromZero = stampsOf({ ...history, starts: new Map() }, RULE).get(asked.name) ?? 0;
  const highestStart = Math.max(...history.starts.values());
  const ordinal = history.events.indexOf(asked) + 1;
  const byRule = (rule: Receive, explain: (receive: string, mistaken: number, due: number) => string) => {
    const stamps = stampsOf(history, rule);
    const first = past.find(({ name }) => stamps.get(name) !== right.get(name)) ?? asked;
    const value = stamps.get(asked.name) ?? 0;
    return {
      text: String(value),
      explanation: explain(first.name, stamps.get(first.name) ?? 0, right.get(first.name) ?? 0),
    };
  };
  return [
    {
      text: String(start + own),
      explanation: `${asked.name} is event ${own} of ${asked.process}, whose clock starts at ${start}. But a message that reached ${asked.process} had moved its clock on.`,
    },
    {
      text: String(fromZero),
      explanation: "This would be right if all clocks started at 0. They start where the top row says.",
    },
    byRule(
      (count, carried) => Math.max(count, carried),
      (receive, mistaken, due) =>
        `This leaves out the plus 1 of a receive: ${receive} would get ${mistaken}, the larger of the two, but it gets ${due}.`,
    ),
    byRule(
      (_, carried) => carried + 1,
      (receive, mistaken, due) =>
        `This takes the message's stamp plus 1 even where the receiver's clock is ahead: ${receive} would get ${mistaken}, but it gets ${due}. A clock never goes back.`,
    ),
    byRule(
      (count, carried) => count + carried + 1,
      (receive, mistaken, due) =>
        `This adds clock and message: ${receive} would get ${mistaken}. Only the larger counts, so it gets ${due}.`,
    ),
    byRule(
      (count, carried) => Math.max(count + 1, carried) + 1,
      (receive, mistaken, due) =>
        `This counts a receive twice, once before the comparison and once after: ${receive} would get ${mistaken}, but it gets ${due}.`,
    ),
    {
      text: String(start + past.length),
      explanation: `This counts all of the past, ${past.length} events with ${asked.name} itself, from ${asked.process}'s start at ${start}. But a Lamport clock follows only the chain of events that leads highest.`,
    },
    {
      text: String(highestStart + ordinal),
      explanation: `This lets all events share one clock: it starts at ${highestStart}, and ${asked.name} is event ${ordinal} from the top. But each process has its own, and learns of the others only by messages.`,
    },
  ];
}

/** A history and one of its events with a past at other processes, too. */
function drawAsked(random: Random): { history: History; asked: Event } {
  for (;;) {
    const history = drawHistory(random);
    const asked = random.pick(history.events);
    if (pastOf(history, asked).some(({ process }) => process !== asked.process)) return { history, asked };
  }
}

function drawHistory(random: Random): History {
  const processes = PROCESSES.slice(0, random.integer(2, 3));
  // Each process gets a first event of its own; the rest is random.
  const order = [
    ...random.shuffle(processes),
    ...Array.from({ length: random.integer(5, 7) }, () => random.pick(processes)),
  ];
  const events: Event[] = [];
  const waiting: { sentBy: string; to: string }[] = [];
  for (const process of order) {
    const name = `${process.toLowerCase()}${events.filter((event) => event.process === process).length + 1}`;
    const message = waiting.find(({ to }) => to === process);
    if (message !== undefined && random.next() < 0.7) {
      waiting.splice(waiting.indexOf(message), 1);
      events.push({ name, process, sentBy: message.sentBy });
      continue;
    }
    events.push({ name, process, sentBy: null });
    if (random.next() < 0.5) waiting.push({ sentBy: name, to: random.pick(processes.filter((to) => to !== process)) });
  }
  return { starts: new Map(processes.map((process) => [process, random.integer(0, 6)])), events };
}

function stampsOf({ starts, events }: History, receive: Receive): Map<string, number> {
  const stamps = new Map<string, number>();
  const clocks = new Map(starts);
  for (const { name, process, sentBy } of events) {
    const own = clocks.get(process) ?? 0;
    const stamp = sentBy === null ? own + 1 : receive(own, stamps.get(sentBy) ?? 0);
    clocks.set(process, stamp);
    stamps.set(name, stamp);
  }
  return stamps;
}

/** The events that happened before this one, and this one last. */
function pastOf({ events }: History, asked: Event): Event[] {
  const known = new Set([asked]);
  for (const event of events.toReversed()) {
    const leadsOn = [...known].some(
      (later) =>
        later.sentBy === event.name ||
        (later.process === event.process && events.indexOf(later) > events.indexOf(event)),
    );
    if (leadsOn) known.add(event);
  }
  return events.filter((event) => known.has(event));
}

/** A column for each process, with its start at the top, and a row for each event: narrow enough for a phone. */
function picture({ starts, events }: History): string {
  const processes = [...starts.keys()];
  const sends = events.map(({ name }) => name).filter((name) => events.some(({ sentBy }) => sentBy === name));
  const messageOf = (send: string) => `m${sends.indexOf(send) + 1}`;
  const rows = events.map(({ name, process, sentBy }) => {
    const sending = sends.includes(name) ? ` →${messageOf(name)}` : "";
    const receiving = sentBy === null ? "" : ` ←${messageOf(sentBy)}`;
    return `${" ".repeat(processes.indexOf(process) * COLUMN)}${name}${sending}${receiving}`;
  });
  const top = processes.map((process) => `${process}: ${starts.get(process) ?? 0}`.padEnd(COLUMN)).join("");
  return ["```text", top.trimEnd(), ...rows, "```"].join("\n");
}

/** How each event up to the one asked for gets its stamp. */
function steps(history: History, asked: Event, stamps: ReadonlyMap<string, number>): string {
  const past = pastOf(history, asked);
  return past
    .map(({ name, process, sentBy }, index) => {
      const before = past.slice(0, index).findLast((event) => event.process === process);
      const own = before === undefined ? history.starts.get(process) : stamps.get(before.name);
      const due = sentBy === null ? own : `max(${own}, ${stamps.get(sentBy)})`;
      return `${name} = ${due} + 1 = ${stamps.get(name)}`;
    })
    .join("; ");
}
