import { succeed } from "../src/coach/problem.ts";
import { command, type SlashCommand } from "../src/discord/command.ts";
import { reply } from "../src/discord/reply.ts";
import { helpView } from "../src/discord/views/help.ts";

/** `others` are the commands beside it, so that the help leaves none out. */
export function makeHelp(others: readonly SlashCommand[]): SlashCommand {
  const help: SlashCommand = command({
    name: "help",
    description: "What Lockstep does, and its commands",
    options: {},
    run: async (_options, context) => {
      const learner = await context.coach.learning.findLearner(context);
      return succeed(reply(helpView([...others, help], learner.ok ? learner.value : null)));
    },
  });
  return help;
}
