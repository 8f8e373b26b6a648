import type { Course } from "../../../src/course/model.ts";

type Edit = (how: number) => [name: string, edited: Course];

/** All ways to change one thing: any value anywhere in the course, or an element of a list taken out or moved. */
export function everyEdit(course: Course): Edit[] {
  const edits: Edit[] = [];
  function visit(path: readonly (string | number)[], value: unknown): void {
    const name = path.join(".");
    if (Array.isArray(value)) {
      // A course has a phase, and a phase has a lesson.
      const mayBeEmpty = !["phases", "lessons"].includes(String(path.at(-1)));
      if (value.length > (mayBeEmpty ? 0 : 1)) {
        edits.push((how) => [`${name} without one`, put(course, path, value.toSpliced(how % value.length, 1))]);
        edits.push((how) => {
          const rest = value.toSpliced(how % value.length, 1);
          const to = (how >> 4) % value.length;
          return [`${name} in another order`, put(course, path, rest.toSpliced(to, 0, value[how % value.length]))];
        });
      }
      for (const [index, item] of value.entries()) visit([...path, index], item);
    } else if (typeof value === "object" && value !== null) {
      for (const [key, item] of Object.entries(value)) visit([...path, key], item);
    } else if (path.at(-1) !== "number" && path.length > 1) {
      edits.push(() => [name, put(course, path, otherThan(value))]);
    } else if (typeof value === "string" && path[0] !== "id") {
      edits.push(() => [name, put(course, path, `${value} too`)]);
    }
  }
  visit([], course);
  return edits;
}

function otherThan(value: unknown): unknown {
  if (typeof value === "number") return value + 1;
  // What can be null is a text, a link, a duration or a number. Each differs from null.
  return value === null ? "x" : `${String(value)}x`;
}

function put<Value>(value: Value, [first, ...rest]: readonly (string | number)[], item: unknown): Value {
  if (first === undefined) return item as Value;
  const copy: Record<string | number, unknown> = Array.isArray(value)
    ? Object.assign([], value)
    : Object.assign({}, value);
  copy[first] = put(copy[first], rest, item);
  return copy as Value;
}
