import { ButtonStyle } from "discord.js";
import type { Learner } from "../../coach/learning/learner.ts";
import { button, line, row, text, type View, view } from "../message.ts";

/** What the bot is for, and its commands with their descriptions; `learner` is null if the member has not joined. */
export function helpView(
  commands: readonly { name: string; description: string }[],
  learner: Pick<Learner, "enrolment"> | null,
): View {
  return view(
    "lesson",
    text(
      "## Lockstep\nI take a study group through a course, one lesson at a time and in order: I time your reading, ask a few quick questions, bring back what you missed, and show how far you have all come.",
    ),
    line(),
    text(commands.map(({ name, description }) => `\`/${name}\` · ${description}`).join("\n")),
    text("-# What you press and ask is between us; only `/leaderboard` is shown to all, and you can hide from it."),
    row(
      learner === null
        ? button("Join", { kind: "join", courseId: null }, { style: ButtonStyle.Primary })
        : button("My next lesson", { kind: "learn", enrolmentId: learner.enrolment.id, lessonId: null }),
    ),
  );
}
