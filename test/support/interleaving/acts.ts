import fc, { type Arbitrary } from "fast-check";
import type { SendEnd } from "./discord.ts";

/** Everything that can happen to the bot: acts of members and managers, the passing of time, and crashes. */

export type Member = "1" | "2" | "3";
export type CourseId = "sample" | "other";

export type LearnerAct = { member: Member; course: CourseId } & (
  | { kind: "join"; zone: string }
  | { kind: "leave"; erase: boolean }
  | { kind: "start" | "complete"; lesson: string }
  | { kind: "snooze"; lesson: string; minutes: number }
  | { kind: "tick"; keys: readonly string[]; ticked: boolean }
  | { kind: "weekly"; weekday: number; time: string }
  | { kind: "once"; when: string }
  /** `which`: all reminders, or the one at this index. */
  | { kind: "remove"; which: number | "all" }
  | { kind: "quiz"; lesson: string | null }
  /** `quiz`: the index among the member's quizzes. */
  | { kind: "answer"; quiz: number; position: number; choice: number }
  | { kind: "hide"; hidden: boolean }
  | { kind: "notice" }
  | { kind: "retry" }
);

/** All of these are about the course `sample`. */
export type CourseAct =
  | { kind: "import"; text: number }
  /** `compared`: whether to publish only over the version that the draft was compared with. */
  | { kind: "publish"; compared: boolean }
  | { kind: "roll-back"; version: string | null }
  | { kind: "set-mode"; mode: "guided" | "open" }
  | { kind: "set-archived"; archived: boolean };

export type MachineAct =
  | { kind: "move"; milliseconds: number }
  | { kind: "run" }
  | { kind: "look" }
  /** The process dies and starts again. */
  | { kind: "kill" };

export type Act = LearnerAct | CourseAct | MachineAct;

/** Acts that one process is asked for, one after the other. Several lanes run at the same time. */
export type Lane = { process: 0 | 1; acts: readonly Act[] };

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const members = fc.constantFrom<Member>("1", "1", "2", "2", "3");
const courses = fc.constantFrom<CourseId>("sample", "sample", "sample", "other");
const lessons = fc.constantFrom("alpha", "beta", "gamma", "delta");
const keys = fc.constantFrom(
  "lesson:alpha",
  "lesson:beta",
  "lesson:gamma",
  "lesson:delta",
  "extra:reader",
  "item:essay",
);

type Weighted = { weight: number; arbitrary: Arbitrary<Act> };

function learnerActs(learner: { member: Arbitrary<Member>; course: Arbitrary<CourseId> }): Weighted[] {
  return [
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant("join"),
        ...learner,
        zone: fc.constantFrom("Europe/Vienna", "Asia/Tokyo", "UTC"),
      }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant("leave"), ...learner, erase: fc.boolean() }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant("start"), ...learner, lesson: lessons }) },
    { weight: 5, arbitrary: fc.record({ kind: fc.constant("complete"), ...learner, lesson: lessons }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant("snooze"),
        ...learner,
        lesson: lessons,
        minutes: fc.constantFrom(10, 60),
      }),
    },
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant("tick"),
        ...learner,
        keys: fc.uniqueArray(keys, { minLength: 1, maxLength: 3 }),
        ticked: fc.boolean(),
      }),
    },
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant("weekly"),
        ...learner,
        weekday: fc.constantFrom(1, 2),
        time: fc.constantFrom("13:20", "13:30", "19:00", "20:00"),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant("once"),
        ...learner,
        when: fc.constantFrom("in 10 minutes", "tomorrow 19:00", "19:00"),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant("remove"),
        ...learner,
        which: fc.oneof(fc.constant("all"), fc.nat(20), fc.nat(20)),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant("quiz"), ...learner, lesson: fc.constantFrom(null, "alpha", "beta") }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant("answer"),
        ...learner,
        quiz: fc.nat(1),
        position: fc.nat(2),
        choice: fc.nat(3),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("hide"), ...learner, hidden: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("notice"), ...learner }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("retry"), ...learner }) },
  ];
}

const courseActs: readonly Weighted[] = [
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("import"), text: fc.nat(2) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("publish"), compared: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("roll-back"), version: fc.constantFrom(null, "0", "1") }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("set-mode"), mode: fc.constantFrom("guided", "open") }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("set-archived"), archived: fc.boolean() }) },
];

const machineActs: readonly Weighted[] = [
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("move"),
      milliseconds: fc.constantFrom(31 * SECOND, 61 * SECOND, 10 * MINUTE, 30 * MINUTE, 7 * HOUR, 26 * HOUR),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("run") }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("look") }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("kill") }) },
];

const everybody = learnerActs({ member: members, course: courses });
const oneMember = learnerActs({ member: fc.constant("1"), course: fc.constant("sample") });

/** Everything at once; one member in one course, who collides at every step; and courses that change under learners. */
const mixtures = [
  [...everybody, ...courseActs, ...machineActs],
  [...oneMember, ...machineActs],
  [...courseActs, ...courseActs, ...everybody],
].map((weighted) => fc.oneof(...weighted));

function lanesOf(acts: Arbitrary<Act>): Arbitrary<readonly Lane[]> {
  const laneOf = (process: 0 | 1): Arbitrary<Lane> =>
    fc.record({ process: fc.constant(process), acts: fc.array(acts, { minLength: 2, maxLength: 8, size: "max" }) });
  return fc.tuple(laneOf(0), laneOf(1), laneOf(0), laneOf(1));
}

/** Two lanes for each of two processes. */
export const lanes: Arbitrary<readonly Lane[]> = fc.oneof(...mixtures.map(lanesOf));

export const sendEnds: Arbitrary<SendEnd[]> = fc.array(
  fc.constantFrom<SendEnd>("sent", "sent", "sent", "failed", "thrown", "closed", "lost", "unanswered"),
  { maxLength: 12, size: "max" },
);
