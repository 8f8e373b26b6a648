import type { CommandView } from "../view.ts";
import { commandPath } from "./names.ts";

/** The commands that match what was typed after the `/`, those that begin with it first. */
export function matchCommands(commands: readonly CommandView[], typed: string): CommandView[] {
  const wanted = typed.trimEnd().toLowerCase();
  const begins = (command: CommandView) => commandPath(command).startsWith(wanted);
  const found = commands.filter((command) => commandPath(command).includes(wanted));
  return found.toSorted((left, right) => Number(begins(right)) - Number(begins(left)));
}

/** The command whose whole name was typed, followed by a space. */
export function meantCommand(commands: readonly CommandView[], typed: string): CommandView | null {
  if (!typed.endsWith(" ")) return null;
  const path = typed.trim().toLowerCase();
  return commands.find((command) => commandPath(command) === path) ?? null;
}
