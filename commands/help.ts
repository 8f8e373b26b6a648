import { succeed } from "../src/coach/problem.ts";
import { command, type Reach, type SlashCommand } from "../src/discord/command.ts";
import { reply } from "../src/discord/reply.ts";
import { helpView } from "../src/discord/views/help.ts";

/** `others` are the commands beside it, so that the help forgets none. */
export function makeHelp(others: readonly SlashCommand[]): SlashCommand {
  const help: SlashCommand = command({
    name: "help",
    description: "What Lockstep does, and the commands that you can use",
    options: {},
    run: async (_options, context) => {
      const { coach, guildId, mayManage } = context;
      const [own, offered, learner] = await Promise.all([
        coach.learning.readOwnCourses(context),
        coach.courses.offeredCourses(guildId),
        coach.learning.glanceAtLearner(context),
      ]);
      const commands = usable([...others, help], { own, offered, mayManage });
      const joined = usable(others, { own: offered, offered, mayManage });
      return succeed(
        reply(
          helpView({
            commands,
            afterJoining: own.length > 0 ? [] : joined.filter((command) => !commands.includes(command)),
            mayJoin: offered.length > 0,
            learner: learner.ok ? learner.value : null,
          }),
        ),
      );
    },
  });
  return help;
}

function usable(commands: readonly SlashCommand[], reach: Reach): SlashCommand[] {
  return commands.filter(({ leadsSomewhere }) => leadsSomewhere?.(reach) ?? true);
}
