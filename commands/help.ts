import { reply } from "../src/discord/answer.ts";
import { type Command, command } from "../src/discord/command.ts";
import { helpView } from "../src/discord/views/help.ts";

/** Told of the other commands, so that the help cannot leave one out. */
export function makeHelp(others: readonly Command[]): Command {
  const help: Command = command({
    name: "help",
    description: "What Lockstep does, and its commands",
    options: {},
    run: async (_options, context) => {
      const learner = await context.coach.learning.findLearner(context);
      return reply(helpView([...others, help], learner.ok ? learner.value : null));
    },
  });
  return help;
}
