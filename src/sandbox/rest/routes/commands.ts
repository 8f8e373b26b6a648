import type { APIApplicationCommand } from "discord-api-types/v10";
import { refuse } from "../../refusal.ts";
import { areTooMany, checkCommands, readCommand, readCommandEdit } from "../../rules/commands.ts";
import { Form, Problems } from "../../rules/form.ts";
import type { CommandScope, World } from "../../state/world.ts";
import type { Call, Reply, Route } from "../router.ts";
import { noContent, ok } from "../router.ts";

/** Registration of commands, everywhere and per server. */
export function commandRoutes(world: World): Route[] {
  /** @throws Refusal 10002 or 50001 */
  function scopeOf({ params }: Call): CommandScope {
    if (params.application !== world.application.id) throw refuse(10002);
    if (params.guild === undefined) return "global";
    if (!world.botGuild(params.guild)) throw refuse(50001);
    return params.guild;
  }

  function known(call: Call): APIApplicationCommand {
    const command = world.commandsIn(scopeOf(call)).get(call.params.command ?? "");
    if (!command) throw refuse(10063);
    return command;
  }

  function store(scope: CommandScope, read: ReturnType<typeof readCommand>, id?: string): APIApplicationCommand {
    return {
      ...read,
      id: id ?? world.snowflakes.next(),
      application_id: world.application.id,
      version: world.snowflakes.next(),
      ...(scope === "global" ? {} : { guild_id: scope }),
    };
  }

  function sameName(scope: CommandScope, { name, type }: { name: string; type: number }) {
    for (const command of world.commandsIn(scope).values()) {
      if (command.name === name && command.type === type) return command;
    }
    return undefined;
  }

  function replaceAll(call: Call): Reply {
    const scope = scopeOf(call);
    const problems = new Problems();
    if (!call.list) problems.add([], "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
    const forms = (call.list ?? []).flatMap((item, index) => Form.of(item, problems, [index]) ?? []);
    const read = forms.map((form) => readCommand(form, scope === "global"));
    checkCommands(read, problems);
    problems.throwIfAny();
    const commands = read.map((command) => store(scope, command, sameName(scope, command)?.id));
    world.commands.set(scope, new Map(commands.map((command) => [command.id, command])));
    world.emit({ kind: "commands-changed" });
    return ok(commands);
  }

  function create(call: Call): Reply {
    const scope = scopeOf(call);
    const form = new Form(call.body);
    const read = readCommand(form, scope === "global");
    const existing = sameName(scope, read);
    const others = [...world.commandsIn(scope).values()].filter((command) => command !== existing);
    form.problems.throwIfAny();
    if (areTooMany([...others, read])) throw refuse(30032);
    const command = store(scope, read, existing?.id);
    world.commandsIn(scope).set(command.id, command);
    world.emit({ kind: "commands-changed" });
    return { status: existing ? 200 : 201, body: command };
  }

  function edit(call: Call): Reply {
    const scope = scopeOf(call);
    const existing = known(call);
    const form = new Form(call.body);
    const read = readCommandEdit(form, existing, scope === "global");
    form.problems.throwIfAny();
    const command = store(scope, read, existing.id);
    world.commandsIn(scope).set(command.id, command);
    world.emit({ kind: "commands-changed" });
    return ok(command);
  }

  function remove(call: Call): Reply {
    world.commandsIn(scopeOf(call)).delete(known(call).id);
    world.emit({ kind: "commands-changed" });
    return noContent;
  }

  return ["/applications/{application}/commands", "/applications/{application}/guilds/{guild}/commands"].flatMap(
    (all): Route[] => [
      { method: "GET", pattern: all, handle: (call) => ok([...world.commandsIn(scopeOf(call)).values()]) },
      { method: "PUT", pattern: all, handle: replaceAll },
      { method: "POST", pattern: all, handle: create },
      { method: "GET", pattern: `${all}/{command}`, handle: (call) => ok(known(call)) },
      { method: "PATCH", pattern: `${all}/{command}`, handle: edit },
      { method: "DELETE", pattern: `${all}/{command}`, handle: remove },
    ],
  );
}
