import type { Location } from "../course/diagnostics.ts";

const WIDEST = 120;

/** The line with a caret below the column, as compilers show it. Nothing if the line is blank or missing. */
export function drawExcerpt(lines: readonly string[], { line, column }: Location): string[] {
  const text = lines[line - 1] ?? "";
  if (text.trim() === "") return [];
  const start = column <= WIDEST ? 0 : column - Math.floor(WIDEST / 2);
  // Characters that do not print would shift the caret, or could control the terminal.
  const shown = text.slice(start, start + WIDEST).replace(/\p{C}/gu, (hidden) => " ".repeat(hidden.length));
  const number = String(line).padStart(5);
  return [`${number} | ${shown}`, `${" ".repeat(number.length)} | ${" ".repeat(column - 1 - start)}^`];
}
