import type { Random } from "../random.ts";
import { type Draft, evenly } from "./evenly.ts";
import type { Family } from "./family.ts";
import { listed } from "./wording.ts";

/** `log` holds the term of each entry. `votedFor` is who got the server's vote in its current term. */
type Server = { name: string; term: number; votedFor: string | null; log: number[] };
type Rule = (voter: Server, candidate: Server) => boolean;

/** Servers in the cluster. */
const SIZE = 5;

/** How many drafts are drawn for the even sets of options. */
export const RAFT_DRAFTS = 500;

/** Who votes for a candidate, and whether they are a majority (Ongaro and Ousterhout 2014, §5.2 and §5.4.1). */
export const raftVote: Family = evenly(drawRaftVote, RAFT_DRAFTS);

/** A draft, and the history that led to its table. */
export function drawRaftVote(random: Random): Draft & { history: History } {
  const { history, before, candidate, others } = draw(random);
  const text = `Raft: after some crashes, all servers are up again. This is what they have on disk:\n${table([before, ...others])}\n"Voted" is the vote in that server's term, "last entry" the last of its log as index/term. S1 times out first, moves to term ${candidate.term}, votes for itself and asks the others. Nobody else stands. Who votes for S1 in term ${candidate.term}, and are they a majority?`;
  const right = {
    text: result(votersBy(grants, candidate, others)),
    explanation: others.map((voter) => reason(voter, candidate)).join(" "),
  };
  const mistakes = MISTAKES.map(({ rule, about }) => ({
    text: result(votersBy(rule, candidate, others)),
    explanation: `${about} ${difference(rule, candidate, others)}`,
  }));
  return { history, text, right, mistakes };
}

const grants: Rule = (voter, candidate) => isFree(voter, candidate) && isUpToDate(voter, candidate);

/** Whether the voter is not past the candidate's term and has not voted in it. */
function isFree(voter: Server, candidate: Server): boolean {
  return voter.term < candidate.term || (voter.term === candidate.term && voter.votedFor === null);
}

/**
 * Whether the candidate's log is at least as up to date as the voter's. The later last term wins, then the longer log.
 */
function isUpToDate(voter: Server, candidate: Server): boolean {
  const [own, theirs] = [lastTerm(voter), lastTerm(candidate)];
  return theirs > own || (theirs === own && candidate.log.length >= voter.log.length);
}

type Mistake = { rule: Rule; about: string };

/** What a voter makes of terms and earlier votes. The first is right. */
const TERM_RULES: readonly Mistake[] = [
  { rule: isFree, about: "" },
  {
    rule: () => true,
    about:
      "This leaves out terms and votes. A server in a later term refuses, and so does one that voted in this term.",
  },
  {
    rule: (voter, candidate) => voter.votedFor === null && isFree(voter, candidate),
    about: "This holds an old vote against S1. Each term brings a new vote.",
  },
  {
    rule: (voter, candidate) => voter.term === candidate.term - 1,
    about: "This lets a server vote only from the term just before. One in any earlier term moves up, then votes.",
  },
];

/** What a voter makes of the logs. The first is right. */
const LOG_RULES: readonly Mistake[] = [
  { rule: isUpToDate, about: "" },
  {
    rule: (voter, candidate) => candidate.log.length >= voter.log.length,
    about: "This lets the longer log win. The term of the last entry counts first, the index only between equal terms.",
  },
  {
    rule: (voter, candidate) => lastTerm(candidate) >= lastTerm(voter),
    about: "This compares only the terms of the last entries. Where they are equal, the index decides.",
  },
  {
    rule: (voter, candidate) => isUpToDate(voter, candidate) && !isUpToDate(candidate, voter),
    about: "This asks for a log that is ahead of the voter's. One that is level is good enough.",
  },
  { rule: () => true, about: "This leaves out the logs: a voter refuses a candidate whose log is behind its own." },
];

/** One mistake, or two at once. */
const MISTAKES: readonly Mistake[] = TERM_RULES.flatMap((term) =>
  LOG_RULES.map((log) => ({
    rule: (voter: Server, candidate: Server) => term.rule(voter, candidate) && log.rule(voter, candidate),
    about: [term.about, log.about].filter((about) => about !== "").join(" "),
  })),
).slice(1);

/** What S1 has on disk before it stands, and what it has when it asks. */
type Case = { history: History; before: Server; candidate: Server; others: Server[] };

/** How many different wrong answers the mistakes must give. */
const FEWEST_WRONG = 3;

/** Whether only the length of its log speaks for the candidate. That is rare, and worth a question. */
function isLongerButOlder(candidate: Server, voter: Server): boolean {
  return isFree(voter, candidate) && lastTerm(voter) > lastTerm(candidate) && voter.log.length < candidate.log.length;
}

/** A case with enough wrong answers. The candidate gets a majority in half of the draws. */
function draw(random: Random): Case {
  const wins = random.pick([true, false]);
  const hasOlder = random.next() < 0.2;
  for (;;) {
    const { history, cluster } = drawCluster(random);
    const [before, ...others] = cluster;
    if (before === undefined) continue;
    const candidate = { ...before, term: before.term + 1, votedFor: before.name };
    const voters = votersBy(grants, candidate, others);
    if (voters.length > SIZE / 2 !== wins) continue;
    if (hasOlder && !others.some((voter) => isLongerButOlder(candidate, voter))) continue;
    const answers = MISTAKES.map(({ rule }) => votersBy(rule, candidate, others).join());
    const wrong = new Set(answers).difference(new Set([voters.join()]));
    if (wrong.size >= FEWEST_WRONG) return { history, before, candidate, others };
  }
}

/** All logs begin with this many entries of term 1. Then come the elections. */
export type History = { firstEntries: number; elections: readonly Election[] };

/**
 * One election. `reached` hear the candidate. If it wins, it appends `entries` in its term, and copies the first
 * `length` entries of its log to each of `copies`.
 */
type Election = {
  candidate: string;
  reached: readonly string[];
  entries: number;
  copies: readonly { to: string; length: number }[];
};

/**
 * A cluster after elections in which only some servers could talk. The rules really run, so its state can really occur.
 */
function drawCluster(random: Random): { history: History; cluster: Server[] } {
  const log = Array.from({ length: random.integer(3, 5) }, () => 1);
  const cluster = Array.from({ length: SIZE }, (_, index) => ({
    name: `S${index + 1}`,
    term: 1,
    votedFor: null as string | null,
    log: [...log],
  }));
  const elections: Election[] = [];
  for (let left = random.integer(3, 6); left > 0; left -= 1) {
    const [candidate, ...reached] = random.shuffle(cluster).slice(0, random.integer(1, SIZE));
    if (candidate !== undefined) elections.push(elect(random, candidate, reached));
  }
  return { history: { firstEntries: log.length, elections }, cluster };
}

/**
 * The candidate asks the servers it reaches. As a leader it appends entries and copies part of its log to some of them.
 */
function elect(random: Random, candidate: Server, reached: readonly Server[]): Election {
  const election = { candidate: candidate.name, reached: reached.map(({ name }) => name) };
  candidate.term += 1;
  candidate.votedFor = candidate.name;
  let votes = 1;
  for (const voter of reached) {
    const granted = grants(voter, candidate);
    if (voter.term < candidate.term) voter.votedFor = null;
    voter.term = Math.max(voter.term, candidate.term);
    if (granted) voter.votedFor = candidate.name;
    if (granted) votes += 1;
  }
  const passed = reached.some(({ term }) => term > candidate.term);
  if (passed || votes <= SIZE / 2) return { ...election, entries: 0, copies: [] };
  const entries = random.integer(1, 3);
  for (let entry = 0; entry < entries; entry += 1) candidate.log.push(candidate.term);
  const copies: { to: string; length: number }[] = [];
  for (const follower of reached.slice(0, random.integer(0, reached.length))) {
    const length = random.integer(candidate.log.length - 1, candidate.log.length);
    const agrees = follower.log.slice(0, length).every((term, index) => term === candidate.log[index]);
    // Only entries that conflict are removed.
    if (!agrees || follower.log.length < length) follower.log = candidate.log.slice(0, length);
    copies.push({ to: follower.name, length });
  }
  return { ...election, entries, copies };
}

function lastTerm({ log }: Server): number {
  return log.at(-1) ?? 0;
}

function votersBy(rule: Rule, candidate: Server, others: readonly Server[]): string[] {
  return [candidate.name, ...others.filter((voter) => rule(voter, candidate)).map(({ name }) => name)];
}

function result(voters: readonly string[]): string {
  const who = voters.length === 1 ? "Only S1" : listed(voters);
  return `${who}: ${voters.length} of ${SIZE}, ${voters.length > SIZE / 2 ? "a majority" : "no majority"}`;
}

function table(servers: readonly Server[]): string {
  const rows = servers.map((server) =>
    [server.name, server.term, server.votedFor ?? "-", entryOf(server)].map((cell) => String(cell).padEnd(6)).join(""),
  );
  return ["```text", "      term  voted last entry", ...rows.map((row) => row.trimEnd()), "```"].join("\n");
}

function entryOf(server: Server): string {
  return `${server.log.length}/${lastTerm(server)}`;
}

/** Why a server votes for the candidate, or why it does not. */
function reason(voter: Server, candidate: Server): string {
  if (voter.term > candidate.term) return `${voter.name} refuses: it is in term ${voter.term} already.`;
  if (!isFree(voter, candidate)) return `${voter.name} refuses: in term ${voter.term} it voted for ${voter.votedFor}.`;
  const logs = `${entryOf(candidate)} against ${entryOf(voter)}`;
  if (!isUpToDate(voter, candidate)) return `${voter.name} refuses: S1's log is behind its own (${logs}).`;
  return `${voter.name} votes for S1, whose log is ${isUpToDate(candidate, voter) ? "level" : "ahead"} (${logs}).`;
}

/** The first server that a wrong rule gets wrong, and why. */
function difference(rule: Rule, candidate: Server, others: readonly Server[]): string {
  const wronged = others.find((voter) => rule(voter, candidate) !== grants(voter, candidate));
  return wronged === undefined ? "" : reason(wronged, candidate);
}
