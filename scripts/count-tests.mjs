import { readFileSync } from "node:fs";

/**
 * `node scripts/count-tests.mjs <vitest's JSON report> <exit code of npm test>` prints the closing line,
 * `12 passed, 1 failed, 2 skipped`, and exits with 0 only if nothing failed and something passed.
 */

/**
 * A test file that cannot be loaded has no tests to count, so the file counts as one failure.
 * @typedef {{
 *   numPassedTests: number, numPendingTests: number, numTodoTests: number, numFailedTests: number,
 *   testResults: { status: string, assertionResults: { status: string }[] }[],
 * }} Report
 */

const [file = "", exitCode] = process.argv.slice(2);
const text = readFileSync(file, "utf8");
/** @type {Report | undefined} missing if a check before the tests failed */
const report = text === "" ? undefined : JSON.parse(text);

const broken = (report?.testResults ?? []).filter(
  ({ status, assertionResults }) => status === "failed" && !assertionResults.some((test) => test.status === "failed"),
);
const passed = report?.numPassedTests ?? 0;
const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
const counted = (report?.numFailedTests ?? 0) + broken.length;
// Anything else that made `npm test` fail is a failure, too: a check before the tests, or an unhandled rejection.
const failed = exitCode === "0" ? counted : Math.max(counted, 1);

console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
