import { ButtonStyle } from "discord.js";
import type { Learner } from "../../coach/learning/learner.ts";
import { button, line, row, text, textOf, type View, view } from "../message.ts";

type Described = { name: string; description: string };

/** What one member can use here. */
export type Help = {
  commands: readonly Described[];
  /** What joining a course adds. */
  afterJoining: readonly Described[];
  /** Whether there is a course to join. */
  mayJoin: boolean;
  /** Null if the member is in no course. */
  learner: Pick<Learner, "enrolment"> | null;
};

/** What the bot is for, and the commands that the member can use. */
export function helpView({ commands, afterJoining, mayJoin, learner }: Help): View {
  const listed = (each: readonly Described[]) =>
    each.map(({ name, description }) => `\`/${name}\` · ${description}`).join("\n");
  return view(
    "lesson",
    text(
      "## Lockstep\nI take a study group through a course, one lesson at a time and in order: I time your reading, ask a few quick questions, bring back what you missed, and show how far you have all come.",
    ),
    line(),
    text(listed(commands)),
    afterJoining.length === 0 ? null : text(`**Once you are in a course**\n${listed(afterJoining)}`),
    textOf([
      learner === null ? null : "-# You have moved? `/join` changes your time zone, too.",
      learner === null && !mayJoin
        ? null
        : "-# What you press and ask is between us; only `/leaderboard` is shown to all, and you can hide from it.",
    ]),
    row(
      learner !== null
        ? button("My next lesson", { kind: "turn-lesson", enrolmentId: learner.enrolment.id, lessonId: null })
        : mayJoin
          ? button("Join", { kind: "join", courseId: null }, { style: ButtonStyle.Primary })
          : null,
    ),
  );
}
