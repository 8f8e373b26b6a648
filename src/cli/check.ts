import { countErrors, type Format, printDiagnostics } from "./formats.ts";
import { readCourses } from "./read-courses.ts";

/**
 * Checks the courses at each path and prints every problem. Resolves to the exit code: 1 if there is an error, else 0.
 */
export async function check(paths: readonly string[], format: Format, print: (line: string) => void): Promise<number> {
  const read = [];
  for (const path of paths) read.push(...(await readCourses(path)));
  const diagnostics = read.flatMap((each) => each.diagnostics);
  await printDiagnostics(diagnostics, format, print);
  return countErrors(diagnostics) > 0 ? 1 : 0;
}
