import path from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

/**
 * Biome finds a promise that nobody waits for if it can see the function's source. This test also finds those of
 * packages and of Node. If such a promise failed, the bot would end.
 */

const ROOT = path.resolve(import.meta.dirname, "../..");

function findIgnoredPromises(program: ts.Program, files: readonly ts.SourceFile[]): string[] {
  const checker = program.getTypeChecker();
  const found: string[] = [];

  const isPromise = (expression: ts.Expression) => {
    const type = checker.getNonNullableType(checker.getTypeAtLocation(expression));
    return (type.isUnion() ? type.types : [type]).some((part) => part.getProperty("then") !== undefined);
  };
  const isKept = (expression: ts.Expression) =>
    ts.isBinaryExpression(expression) &&
    expression.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
    expression.operatorToken.kind <= ts.SyntaxKind.LastAssignment;
  const isHandled = (expression: ts.Expression): boolean => {
    if (!ts.isCallExpression(expression) || !ts.isPropertyAccessExpression(expression.expression)) return false;
    const { name, expression: promise } = expression.expression;
    if (name.text === "finally") return isHandled(promise);
    return name.text === "catch" || (name.text === "then" && expression.arguments.length === 2);
  };
  const visit = (node: ts.Node): void => {
    if (
      ts.isExpressionStatement(node) &&
      !isKept(node.expression) &&
      !isHandled(node.expression) &&
      isPromise(node.expression)
    ) {
      const { line } = ts.getLineAndCharacterOfPosition(node.getSourceFile(), node.getStart());
      found.push(`${path.relative(ROOT, node.getSourceFile().fileName)}:${line + 1}: ${node.getText()}`);
    }
    ts.forEachChild(node, visit);
  };
  files.forEach(visit);
  return found;
}

function readOptions() {
  const { config } = ts.readConfigFile(path.join(ROOT, "tsconfig.json"), ts.sys.readFile);
  return ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
}

/** It reads the types of the whole project, as `tsc` does, and grows with it. */
const WHOLE_PROJECT_MS = 120_000;

test("no promise is ignored", { timeout: WHOLE_PROJECT_MS }, () => {
  const { fileNames, options } = readOptions();
  const program = ts.createProgram(fileNames, options);
  const files = program.getSourceFiles().filter((file) => fileNames.includes(file.fileName));
  expect(files.length).toBeGreaterThan(40);
  expect(findIgnoredPromises(program, files)).toEqual([]);
});

test("a planted ignored promise is found, a handled one is not", () => {
  const planted = path.join(ROOT, "src/planted.ts");
  const text = `
    import { readFile } from "node:fs/promises";
    readFile("ignored");
    await readFile("awaited");
    void readFile("meant to run by itself");
    readFile("caught").catch(() => {});
    readFile("caught in time").catch(() => {}).finally(() => {});
    readFile("half handled").then(() => {});
    let kept = Promise.resolve();
    kept = kept.finally(() => {});
    const maybe = Math.random() > 1 ? readFile("conditional") : undefined;
    maybe?.finally(() => {});
  `;
  const { options } = readOptions();
  const host = ts.createCompilerHost(options);
  const readSourceFile = host.getSourceFile;
  host.getSourceFile = (name, ...rest) =>
    name === planted ? ts.createSourceFile(name, text, ts.ScriptTarget.ESNext, true) : readSourceFile(name, ...rest);
  const program = ts.createProgram([planted], options, host);
  const file = program.getSourceFile(planted);
  expect(findIgnoredPromises(program, file ? [file] : [])).toEqual([
    'src/planted.ts:3: readFile("ignored");',
    'src/planted.ts:8: readFile("half handled").then(() => {});',
    "src/planted.ts:12: maybe?.finally(() => {});",
  ]);
});
