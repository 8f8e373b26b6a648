import type { Random } from "../random.ts";
import { chooseOne, type Family } from "./family.ts";
import { listed } from "./wording.ts";

type Decision = "commit" | "abort";
type Outcome = Decision | "blocked";
/** `told` is the decision that it heard from the coordinator. */
type Participant = { name: string; vote: "yes" | "no" | "none"; told: Decision | null; up: boolean };
/** A run up to its crashes. `logged` is the coordinator's decision on disk. */
type Run = { coordinatorUp: boolean; logged: Decision | null; participants: Participant[] };

/** How a two-phase commit ends after a crash, with cooperative termination (Bernstein et al. 1987, §7.4). */
export const twoPhaseCommitCrash: Family = (random) => {
  const run = drawRun(random, random.pick(["commit", "abort", "blocked"]));
  const text = `Two-phase commit: C coordinates P1, P2 and P3. Each writes to disk before it speaks. C logs commit only after three yes votes; until then it may log abort at any time. Until it votes, a participant may abort alone; after a yes it may not. If C is down, those that are up tell each other what they know. No messages are lost or under way. So far:\n${log(run)}\nNobody restarts for now. What do the participants that are up do?`;
  const end = terminate(run);
  const right = { text: result(end, run), explanation: reason(run) };
  const wrong = mistakesIn(run).map(({ outcome, explanation }) => ({ text: result(outcome, run), explanation }));
  return chooseOne(random, text, right, wrong);
};

/** The protocol. It ends the same way for every participant that is up. */
function terminate({ coordinatorUp, logged, participants }: Run): Outcome {
  if (coordinatorUp) return logged ?? (participants.every(({ vote }) => vote === "yes") ? "commit" : "abort");
  const up = participants.filter((participant) => participant.up);
  const known = up.find(({ told }) => told !== null)?.told ?? null;
  if (known !== null) return known;
  return up.some(({ vote }) => vote !== "yes") ? "abort" : "blocked";
}

/** What a participant knows on its own. */
function own({ vote, told }: Participant): Decision | null {
  return told ?? (vote === "yes" ? null : "abort");
}

/** The protocol ends in one of three ways, each as often, so the other two are the wrong options. */
function mistakesIn(run: Run): { outcome: Outcome; explanation: string }[] {
  const { coordinatorUp, logged, participants } = run;
  const up = participants.filter((participant) => participant.up);
  const down = downIn(run);
  const yes = participants.filter(({ vote }) => vote === "yes").map(({ name }) => name);
  const waiting = listed(up.filter((participant) => own(participant) === null).map(({ name }) => name));
  const end = terminate(run);
  const mistakes: { outcome: Outcome; explanation: string }[] = [
    {
      outcome: "abort",
      explanation:
        end === "blocked"
          ? `After a yes nobody may abort on a timeout, and a crash does not undo the yes of ${waiting}: for all they know, C has logged commit.`
          : logged === null
            ? "A crash after a yes is not a no: C is up and has three yes votes."
            : "A crash does not undo a decision: commit is known here, and stands.",
    },
    {
      outcome: "blocked",
      explanation: coordinatorUp
        ? `C is up and decides without ${down}: nobody need wait.`
        : `Not every crash blocks. Although ${down} ${down.includes(" ") ? "are" : "is"} down, ${end} is certain here: those that are up ask each other.`,
    },
    {
      outcome: "commit",
      explanation:
        end === "blocked"
          ? logged === "commit"
            ? `C did log commit, but ${waiting} cannot know that before somebody who does is back.`
            : `The yes votes of ${listed(yes)} do not decide: C does, and nobody who is up has heard from it.`
          : `${listed(yes) || "Nobody"} voted yes, but commit takes all three votes${logged === "abort" ? ", and C logged abort" : ""}.`,
    },
  ];
  return mistakes.filter(({ outcome }) => outcome !== end);
}

/** Draws a run that ends like this. */
function drawRun(random: Random, wanted: Outcome): Run {
  for (;;) {
    const run = drawAny(random);
    // A coordinator that is up still waits for participants that are up and have not voted, so nothing is certain yet.
    const open = run.coordinatorUp && run.participants.some(({ vote, up }) => up && vote === "none");
    if (!open && terminate(run) === wanted) return run;
  }
}

function drawAny(random: Random): Run {
  const votes = ["P1", "P2", "P3"].map((name) => ({
    name,
    vote: random.pick(["yes", "yes", "yes", "no", "none"] as const),
  }));
  const all = votes.every(({ vote }) => vote === "yes");
  const decided = random.pick([true, true, false]);
  const logged: Decision | null =
    decided && all ? "commit" : decided && votes.some(({ vote }) => vote === "no") ? "abort" : null;
  const coordinatorUp = random.next() < 0.25;
  const crashed = coordinatorUp || random.next() < 0.5 ? random.pick(votes).name : null;
  const told = random.integer(0, 2);
  const listeners = random.shuffle(votes.filter(({ vote }) => vote === "yes")).slice(0, told);
  const participants = votes.map((voter) => ({
    ...voter,
    told: listeners.includes(voter) ? logged : null,
    up: voter.name !== crashed,
  }));
  return { coordinatorUp, logged, participants };
}

function downIn({ coordinatorUp, participants }: Run): string {
  return listed([...(coordinatorUp ? [] : ["C"]), ...participants.filter(({ up }) => !up).map(({ name }) => name)]);
}

function log(run: Run): string {
  const { logged, participants } = run;
  const votes = participants.map(({ name, vote }) => {
    if (vote === "none") return `${name} has not voted`;
    return vote === "yes" ? `${name} votes yes` : `${name} votes no and aborts`;
  });
  const told = participants.flatMap(({ name, told }) => (told === null ? [] : `C tells ${name}: ${told}`));
  const decision = logged === null ? [] : [`C logs ${logged}`];
  return [
    "```text",
    "C asks for votes",
    ...votes,
    ...decision,
    ...told,
    `${downIn(run)} ${downIn(run).includes(" ") ? "crash" : "crashes"}`,
    "```",
  ].join("\n");
}

function result(outcome: Outcome, { participants }: Run): string {
  const up = participants.filter((participant) => participant.up).map(({ name }) => name);
  return `${listed(up)} ${verb(outcome, up.length)}`;
}

function verb(outcome: Outcome, count: number): string {
  if (outcome === "blocked") return count === 1 ? "stays blocked" : "stay blocked";
  return count === 1 ? `${outcome}s` : outcome;
}

/** Why the run ends as it does. */
function reason(run: Run): string {
  const { coordinatorUp, logged, participants } = run;
  const up = participants.filter((participant) => participant.up);
  const down = participants.find((participant) => !participant.up);
  if (coordinatorUp) {
    const refusal = participants.find(({ vote }) => vote === "no") ?? participants.find(({ vote }) => vote === "none");
    const unaware = down !== undefined && own(down) === null;
    const restart = unaware ? ` ${down.name} learns it when it is back.` : "";
    if (logged !== null) return `C is up and has logged ${logged}, so it tells everyone.${restart}`;
    if (refusal === undefined) return `C is up and has three yes votes: it logs commit and tells everyone.${restart}`;
    return `C is up, and ${refusal.vote === "no" ? `${refusal.name} voted no` : `waits in vain for the vote of ${refusal.name}`}: it logs abort and tells everyone.${restart}`;
  }
  const tellers = up.filter(({ told }) => told !== null).map(({ name }) => name);
  if (tellers.length > 0) {
    const rest = up.filter((participant) => own(participant) === null).map(({ name }) => name);
    const learnt =
      rest.length === 0 ? "" : ` ${listed(rest)} ${rest.length === 1 ? "learns" : "learn"} it from ${tellers[0]}.`;
    return `${listed(tellers)} heard it from C: ${terminate(run)}.${learnt}`;
  }
  const refusal = up.find(({ vote }) => vote === "no") ?? up.find(({ vote }) => vote === "none");
  if (refusal?.vote === "no")
    return `${refusal.name} voted no, so C cannot have logged commit. The others learn that from ${refusal.name} and abort.`;
  if (refusal !== undefined)
    return `${refusal.name} has not voted, so C cannot have logged commit. Asked by the others, ${refusal.name} aborts, and so do they.`;
  const missing = down === undefined ? "C" : `C and ${down.name}`;
  return `${listed(up.map(({ name }) => name))} voted yes and heard no decision. Only ${missing} could tell, and both commit and abort are possible as far as they know. They wait.`;
}
