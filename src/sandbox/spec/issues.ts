import type { ZodMiniType } from "zod/mini";
import type { Path } from "../rules/form.ts";

/** One thing that a schema does not allow, with its full path. */
export type Issue = { path: Path; code: string; message: string };

type RawIssue = Readonly<Record<string, unknown>> & { code?: string; path: PropertyKey[]; message: string };

const NUMBERS = new Set(["number", "int", "bigint"]);

/** What `schema` does not allow in `value`. As in Discord, a number may be sent as a string. */
export function findIssues(schema: ZodMiniType, value: unknown): Issue[] {
  let candidate = value;
  for (;;) {
    const result = schema.safeParse(candidate);
    if (result.success) return [];
    const issues = result.error.issues.flatMap((issue) => toLeaves(issue as RawIssue, []));
    const spelled = issues.filter(
      (issue) => NUMBERS.has(String(issue.expected)) && isNumeric(at(candidate, issue.path)),
    );
    const [first] = spelled;
    if (!first) return issues.map((issue) => toIssue(issue, at(candidate, issue.path)));
    candidate = withNumberAt(candidate, first.path);
  }
}

/** A union reports what is wrong with each of its shapes; this keeps the shape that was meant. */
function toLeaves(issue: RawIssue, above: PropertyKey[]): RawIssue[] {
  const path = [...above, ...issue.path];
  const shapes = issue.code === "invalid_union" && Array.isArray(issue.errors) ? (issue.errors as RawIssue[][]) : [];
  const [first, ...others] = shapes.map((shape) => shape.flatMap((inner) => toLeaves(inner, path)));
  if (!first) return [{ ...issue, path }];
  return others.reduce((best, shape) => (distance(shape, path) < distance(best, path) ? shape : best), first);
}

/** How far a value is from a shape: a wrong kind counts more than any fault inside the right kind. */
function distance(leaves: readonly RawIssue[], path: readonly PropertyKey[]): number {
  const isOtherKind = leaves.some(
    (leaf) =>
      (leaf.path.length === path.length + 1 && leaf.path.at(-1) === "type") ||
      (leaf.path.length === path.length && leaf.code === "invalid_type"),
  );
  return leaves.length + (isOtherKind ? 1000 : 0);
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let here = value;
  for (const key of path) here = isIndexable(here) ? here[String(key)] : undefined;
  return here;
}

function isIndexable(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isNumeric(value: unknown): boolean {
  return typeof value === "string" && /^-?\d+$/.test(value);
}

function withNumberAt(value: unknown, path: readonly PropertyKey[]): unknown {
  const [key, ...below] = path;
  if (key === undefined) return Number(value);
  if (Array.isArray(value)) return value.with(Number(key), withNumberAt(value[Number(key)], below));
  return isIndexable(value) ? { ...value, [key]: withNumberAt(value[String(key)], below) } : value;
}

function toIssue(issue: RawIssue, value: unknown): Issue {
  const path = issue.path.map((key) => (typeof key === "number" ? key : String(key)));
  const code = toCode(issue, value);
  const message = code === "BASE_TYPE_REQUIRED" ? "This field is required" : "This does not fit the published schema.";
  return { path, code, message };
}

const CONVERSIONS: Readonly<Record<string, string>> = {
  string: "STRING_TYPE_CONVERT",
  number: "NUMBER_TYPE_COERCE",
  int: "NUMBER_TYPE_COERCE",
  boolean: "BOOLEAN_TYPE_CONVERT",
  array: "LIST_TYPE_CONVERT",
  object: "DICT_TYPE_CONVERT",
};

/** Discord's own code for it, as the nested errors of 50035 carry it. */
function toCode({ code, expected, origin }: RawIssue, value: unknown): string {
  const isNumber = NUMBERS.has(String(origin));
  switch (code) {
    case "invalid_type":
      return value === undefined ? "BASE_TYPE_REQUIRED" : (CONVERSIONS[String(expected)] ?? "UNION_TYPE_CHOICES");
    case "too_big":
      return isNumber ? "NUMBER_TYPE_MAX" : "BASE_TYPE_MAX_LENGTH";
    case "too_small":
      return isNumber ? "NUMBER_TYPE_MIN" : "BASE_TYPE_MIN_LENGTH";
    case "invalid_value":
      return value === undefined ? "BASE_TYPE_REQUIRED" : "BASE_TYPE_CHOICES";
    case "invalid_format":
      return "STRING_TYPE_REGEX";
    default:
      return "UNION_TYPE_CHOICES";
  }
}
