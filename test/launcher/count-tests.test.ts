import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";

const SCRIPT = path.resolve(import.meta.dirname, "../../scripts/count-tests.mjs");

const ALL_PASSED = {
  numPassedTests: 12,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [{ status: "passed", assertionResults: [{ status: "passed" }] }],
};

function count(report: object | "", exitCode: number): { line: string; code: number | null } {
  const folder = mkdtempSync(path.join(tmpdir(), "lockstep-count-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, "report.json");
  writeFileSync(file, report === "" ? "" : JSON.stringify(report));
  const { stdout, status } = spawnSync(process.execPath, [SCRIPT, file, String(exitCode)], { encoding: "utf8" });
  return { line: stdout.trimEnd(), code: status };
}

test("all passed", () => {
  expect(count(ALL_PASSED, 0)).toEqual({ line: "12 passed, 0 failed", code: 0 });
});

test("skipped tests are named", () => {
  const report = { ...ALL_PASSED, numPendingTests: 2, numTodoTests: 1 };
  expect(count(report, 0)).toEqual({ line: "12 passed, 0 failed, 3 skipped", code: 0 });
});

test("failed tests fail the run", () => {
  const testResults = [{ status: "failed", assertionResults: [{ status: "failed" }, { status: "failed" }] }];
  expect(count({ ...ALL_PASSED, numFailedTests: 2, testResults }, 1)).toEqual({ line: "12 passed, 2 failed", code: 1 });
});

test("a file that could not be loaded counts as a failure", () => {
  const testResults = [{ status: "failed", assertionResults: [] }];
  expect(count({ ...ALL_PASSED, testResults }, 1)).toEqual({ line: "12 passed, 1 failed", code: 1 });
});

test("a failure outside of any test counts, too", () => {
  expect(count(ALL_PASSED, 1)).toEqual({ line: "12 passed, 1 failed", code: 1 });
});

test("a check that failed before the tests leaves nothing passed", () => {
  expect(count("", 1)).toEqual({ line: "0 passed, 1 failed", code: 1 });
});

test("no tests at all is not a success", () => {
  expect(count({ ...ALL_PASSED, numPassedTests: 0, testResults: [] }, 0)).toEqual({
    line: "0 passed, 0 failed",
    code: 1,
  });
});
