import type { Random } from "../random.ts";
import { chooseNumber } from "./choose-number.ts";
import type { Family } from "./family.ts";

/** `sentBy`: the name of the event that sent the message which this one receives. */
type Event = { name: string; process: string; sentBy: string | null };
/** In an order in which they may have happened. */
type History = readonly Event[];
/** The stamp of a receive, of the count of its process so far and the stamp that the message carries. */
type Receive = (own: number, carried: number) => number;

const PROCESSES = ["A", "B", "C"] as const;
const RULE: Receive = (own, carried) => Math.max(own, carried) + 1;

/** The timestamp of an event (Lamport 1978): a process counts up before each event, a receive goes past the message's. */
export const lamportTimestamp: Family = (random) => {
  const { history, asked } = draw(random);
  const stamps = stampsOf(history, RULE);
  const stamp = stamps.get(asked.name) ?? 0;
  const text = `Each process has a Lamport clock that starts at 0. It adds 1 before each event and stamps the event with the result. A message carries the stamp of its send; the receive gets the larger of the clock and that stamp, plus 1. Time runs to the right:\n${picture(history)}\nWhich timestamp does ${asked.name} get?`;
  const right = {
    value: stamp,
    text: String(stamp),
    explanation: `${steps(pastOf(history, asked), stamps)}. So ${asked.name} gets ${stamp}.`,
  };
  return chooseNumber(random, text, right, mistakesOf(history, asked));
};

function mistakesOf(history: History, asked: Event) {
  const past = pastOf(history, asked);
  const right = stampsOf(history, RULE);
  const own = past.filter(({ process }) => process === asked.process).length;
  const column = history.indexOf(asked) + 1;
  const byRule = (rule: Receive, explain: (receive: string, mistaken: number, due: number) => string) => {
    const stamps = stampsOf(history, rule);
    const first = past.find(({ name }) => stamps.get(name) !== right.get(name)) ?? asked;
    const value = stamps.get(asked.name) ?? 0;
    return {
      value,
      text: String(value),
      explanation: explain(first.name, stamps.get(first.name) ?? 0, right.get(first.name) ?? 0),
    };
  };
  return [
    {
      value: own,
      text: String(own),
      explanation: `${asked.name} is event ${own} of ${asked.process}, but a message that reached ${asked.process} had moved its clock on.`,
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
      value: past.length,
      text: String(past.length),
      explanation: `${past.length - 1} events happened before ${asked.name}, and with it they are ${past.length}. But a Lamport clock follows the longest chain; it does not count all of the past.`,
    },
    {
      value: column,
      text: String(column),
      explanation: `${asked.name} is number ${column} in the picture from left to right. No process sees that order: a clock learns of others only by messages.`,
    },
  ];
}

/** A history and one of its events, at which mistakes lead to lower timestamps and to several higher ones. */
function draw(random: Random): { history: History; asked: Event } {
  // Drawn first, so that each comes up about as often.
  const wanted = random.pick([3, 4, 5, 6]);
  for (;;) {
    const history = drawHistory(random);
    const stamps = stampsOf(history, RULE);
    const telling = history.filter((event) => {
      if (stamps.get(event.name) !== wanted) return false;
      const values = [...new Set(mistakesOf(history, event).map(({ value }) => value))];
      return values.some((value) => value < wanted) && values.filter((value) => value > wanted).length >= 3;
    });
    if (telling.length > 0) return { history, asked: random.pick(telling) };
  }
}

function drawHistory(random: Random): History {
  const processes = PROCESSES.slice(0, random.integer(2, 3));
  // Each process has a first event of its own before chance decides.
  const order = [
    ...random.shuffle(processes),
    ...Array.from({ length: random.integer(5, 7) }, () => random.pick(processes)),
  ];
  const history: Event[] = [];
  const waiting: { sentBy: string; to: string }[] = [];
  for (const process of order) {
    const name = `${process.toLowerCase()}${history.filter((event) => event.process === process).length + 1}`;
    const message = waiting.find(({ to }) => to === process);
    if (message !== undefined && random.next() < 0.7) {
      waiting.splice(waiting.indexOf(message), 1);
      history.push({ name, process, sentBy: message.sentBy });
      continue;
    }
    history.push({ name, process, sentBy: null });
    if (random.next() < 0.5) waiting.push({ sentBy: name, to: random.pick(processes.filter((to) => to !== process)) });
  }
  return history;
}

function stampsOf(history: History, receive: Receive): Map<string, number> {
  const stamps = new Map<string, number>();
  const clocks = new Map<string, number>();
  for (const { name, process, sentBy } of history) {
    const own = clocks.get(process) ?? 0;
    const stamp = sentBy === null ? own + 1 : receive(own, stamps.get(sentBy) ?? 0);
    clocks.set(process, stamp);
    stamps.set(name, stamp);
  }
  return stamps;
}

/** The events that happened before this one, and itself last. */
function pastOf(history: History, asked: Event): Event[] {
  const known = new Set([asked]);
  for (const event of history.toReversed()) {
    const leadsOn = [...known].some(
      (later) =>
        later.sentBy === event.name ||
        (later.process === event.process && history.indexOf(later) > history.indexOf(event)),
    );
    if (leadsOn) known.add(event);
  }
  return history.filter((event) => known.has(event));
}

/** A line for each process, a column for each event, and the messages below. */
function picture(history: History): string {
  const processes = [...new Set(history.map(({ process }) => process))].sort();
  const lines = processes.map(
    (process) =>
      `${process} ${history.map((event) => (event.process === process ? `-${event.name}-` : "----")).join("")}`,
  );
  const messages = history.flatMap(({ name, sentBy }) => (sentBy === null ? [] : `${sentBy} -> ${name}`));
  return ["```text", ...lines, `Messages: ${messages.join(", ")}`, "```"].join("\n");
}

function steps(past: readonly Event[], stamps: ReadonlyMap<string, number>): string {
  return past
    .map(({ name, process, sentBy }, index) => {
      const stamp = stamps.get(name) ?? 0;
      if (sentBy === null) return `${name} = ${stamp}`;
      const before = past.slice(0, index).findLast((event) => event.process === process);
      const own = before === undefined ? 0 : (stamps.get(before.name) ?? 0);
      return `${name} = max(${own}, ${stamps.get(sentBy) ?? 0}) + 1 = ${stamp}`;
    })
    .join("; ");
}
