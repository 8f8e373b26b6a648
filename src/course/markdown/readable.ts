import { type Report, START } from "../diagnostics.ts";
import { countLineEndings } from "./pieces.ts";

const MOST_CHARACTERS = 2 * 1024 * 1024;
const MOST_LINES = 50_000;

/** Whether this is text, and short enough for the parser. If not, the reason is reported. */
export function isReadable(markdown: string, report: Report): boolean {
  if (markdown.length > MOST_CHARACTERS || countLineEndings(markdown) >= MOST_LINES) {
    report.add(
      "file-too-large",
      START,
      `This file is too large: at most ${MOST_CHARACTERS} characters and ${MOST_LINES} lines are read. Split it in two.`,
    );
    return false;
  }
  const foreign = markdown.search(/[\0\uFFFD]/);
  if (foreign !== -1) {
    const before = markdown.slice(0, foreign);
    const column = foreign - Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\r"));
    const location = { line: countLineEndings(before) + 1, column };
    report.add("not-text", location, "This is not UTF-8 text: save the file as plain text in UTF-8.");
    return false;
  }
  if (markdown.trim() === "") {
    report.add("file-empty", START, "This file is empty: begin it with a line like `# Title`.");
    return false;
  }
  return true;
}
