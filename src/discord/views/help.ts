import { button, line, row, text, type View, view } from "../message.ts";

/** What the bot is for, and its commands with their descriptions. */
export function helpView(commands: readonly { name: string; description: string }[]): View {
  return view(
    "lesson",
    text(
      "## Lockstep\nI take a study group through a course, one lesson at a time and in order: I time your reading, ask a few quick questions, bring back what you missed, and show how far you have all come.",
    ),
    line(),
    text(commands.map(({ name, description }) => `**/${name}** · ${description}`).join("\n")),
    text("-# What you press and ask is between us; only `/leaderboard` is shown to all, and you can hide from it."),
    row(button("Join", { kind: "join", courseId: null })),
  );
}
