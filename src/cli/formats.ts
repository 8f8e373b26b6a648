import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { type Diagnostic, formatDiagnostic } from "../course/diagnostics.ts";
import { drawExcerpt } from "./excerpt.ts";

export const FORMATS = ["human", "json", "github"] as const;
export type Format = (typeof FORMATS)[number];

type Print = (line: string) => void;

/** Prints the problems: like a compiler for people, as one JSON object, or as annotations for a GitHub workflow. */
export async function printDiagnostics(
  diagnostics: readonly Diagnostic[],
  format: Format,
  print: Print,
): Promise<void> {
  const errors = countErrors(diagnostics);
  const warnings = diagnostics.length - errors;
  switch (format) {
    case "json":
      print(JSON.stringify({ errors, warnings, diagnostics }, null, 2));
      return;
    case "github":
      for (const diagnostic of diagnostics) print(formatAnnotation(diagnostic));
      return;
    case "human":
      await printWithExcerpts(diagnostics, print);
      print(`${count(errors, "error")}, ${count(warnings, "warning")}`);
  }
}

export function countErrors(diagnostics: readonly Diagnostic[]): number {
  return diagnostics.filter(({ severity }) => severity === "error").length;
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

async function printWithExcerpts(diagnostics: readonly Diagnostic[], print: Print): Promise<void> {
  const linesOf = new Map<string, string[]>();
  for (const diagnostic of diagnostics) {
    const { file } = diagnostic;
    const lines = linesOf.get(file) ?? (await readLines(file));
    linesOf.set(file, lines);
    print(formatDiagnostic(diagnostic));
    for (const line of drawExcerpt(lines, diagnostic)) print(line);
  }
}

/** The file's lines. None if the path is a folder or does not exist. */
async function readLines(file: string): Promise<string[]> {
  if (!existsSync(file) || !(await stat(file)).isFile()) return [];
  return (await readFile(file, "utf8")).split(/\r\n|\n|\r/);
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message */
function formatAnnotation({ file, line, column, severity, code, message }: Diagnostic): string {
  const location = `file=${escapeProperty(file)},line=${line},col=${column},title=${code}`;
  return `::${severity} ${location}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
