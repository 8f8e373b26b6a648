import { bindVerbs } from "../bind.ts";
import type { Worker } from "../reminders/ports.ts";
import type { ServerPorts } from "./ports.ts";

/** Follows where the bot is: it reminds nobody in a server that it was removed from. */
export function createServers(ports: ServerPorts & { worker: Worker }) {
  const { bindAndArm } = bindVerbs(ports);
  return {
    leaveServer: bindAndArm(leaveServer),
    comeBack: bindAndArm(comeBack),
    compareServers: bindAndArm(compareServers),
  };
}

async function leaveServer({ servers, clock, log }: ServerPorts, { guildId }: { guildId: string }): Promise<void> {
  if (await servers.leave(guildId, clock.now()))
    log.info({ guild: guildId }, "the bot was removed from a server, which gets no reminders until it is back");
}

async function comeBack({ servers, clock }: ServerPorts, { guildId }: { guildId: string }): Promise<void> {
  await servers.comeBack(guildId, clock.now());
}

/**
 * Finds out what happened while the bot was not connected. `present` are the servers that it is in; `concerns` says
 * whether `present` would name a server if the bot were in it, because a shard knows only its own.
 */
async function compareServers(
  ports: ServerPorts,
  { present, concerns }: { present: ReadonlySet<string>; concerns: (guildId: string) => boolean },
): Promise<void> {
  for (const guildId of await ports.servers.known()) {
    if (present.has(guildId)) await comeBack(ports, { guildId });
    else if (concerns(guildId)) await leaveServer(ports, { guildId });
  }
}
