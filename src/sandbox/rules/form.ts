import type { Fields } from "../fields.ts";
import { isFields } from "../fields.ts";
import type { ErrorTree } from "../refusal.ts";
import { refuse } from "../refusal.ts";

export type Path = readonly (string | number)[];
type Range = { min?: number; max?: number };

/** Collects everything that is wrong with one request body, each problem with its path. */
export class Problems {
  #errors: ErrorTree | undefined;

  add(path: Path, code: string, message: string): void {
    this.#errors ??= {};
    let node = this.#errors;
    for (const key of path) {
      const below = node[key];
      if (below && !Array.isArray(below)) {
        node = below;
      } else {
        const fresh: ErrorTree = {};
        node[key] = fresh;
        node = fresh;
      }
    }
    const errors = node._errors;
    if (Array.isArray(errors)) errors.push({ code, message });
    else node._errors = [{ code, message }];
  }

  found(): boolean {
    return this.#errors !== undefined;
  }

  /** @throws Refusal 50035 if anything was wrong */
  throwIfAny(): void {
    if (this.#errors) throw refuse(50035, this.#errors);
  }
}

/** Discord counts characters, not UTF-16 units. */
export function lengthOf(text: string): number {
  let length = text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit >= 0xd800 && unit < 0xdc00) length -= 1;
  }
  return length;
}

/** Reads one object of a request body: every reader returns the usable value, or notes the problem. */
export class Form {
  readonly fields: Fields;
  readonly path: Path;
  readonly problems: Problems;

  constructor(fields: Fields, problems: Problems = new Problems(), path: Path = []) {
    this.fields = fields;
    this.problems = problems;
    this.path = path;
  }

  /** Undefined, with a problem noted, if the value is not an object. */
  static of(value: unknown, problems: Problems, path: Path): Form | undefined {
    if (isFields(value)) return new Form(value, problems, path);
    problems.add(path, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType");
    return undefined;
  }

  at(key: string | number): Path {
    return [...this.path, key];
  }

  problem(key: string | number, code: string, message: string): void {
    this.problems.add(this.at(key), code, message);
  }

  /** Whether the field was sent at all, even as `null`, with which an edit clears it. */
  has(key: string): boolean {
    return this.fields[key] !== undefined;
  }

  /** Whether the field has a value. */
  holds(key: string): boolean {
    const value = this.fields[key];
    return value !== undefined && value !== null;
  }

  require(key: string): boolean {
    if (this.holds(key)) return true;
    this.problem(key, "BASE_TYPE_REQUIRED", "This field is required");
    return false;
  }

  string(key: string, range: Range = {}): string | undefined {
    const value = this.fields[key];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== "string") {
      this.problem(key, "STRING_TYPE_CONVERT", `Could not interpret "${JSON.stringify(value)}" as string.`);
      return undefined;
    }
    this.#checkLength(key, lengthOf(value), range);
    return value;
  }

  requiredString(key: string, range: Range = {}): string {
    return this.require(key) ? (this.string(key, range) ?? "") : "";
  }

  integer(key: string, range: Range = {}): number | undefined {
    const value = this.number(key, range);
    if (value === undefined || Number.isInteger(value)) return value;
    this.problem(key, "NUMBER_TYPE_COERCE", `Value "${value}" is not int.`);
    return undefined;
  }

  number(key: string, range: Range = {}): number | undefined {
    const value = this.fields[key];
    if (value === undefined || value === null) return undefined;
    const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    if (typeof number !== "number" || !Number.isFinite(number)) {
      this.problem(key, "NUMBER_TYPE_COERCE", `Value ${JSON.stringify(value)} is not int.`);
      return undefined;
    }
    if (range.max !== undefined && number > range.max) {
      this.problem(key, "NUMBER_TYPE_MAX", `int value should be less than or equal to ${range.max}.`);
    } else if (range.min !== undefined && number < range.min) {
      this.problem(key, "NUMBER_TYPE_MIN", `int value should be greater than or equal to ${range.min}.`);
    }
    return number;
  }

  boolean(key: string): boolean | undefined {
    const value = this.fields[key];
    if (value === undefined || value === null) return undefined;
    if (typeof value === "boolean") return value;
    this.problem(key, "BOOLEAN_TYPE_CONVERT", "Must be either true or false.");
    return undefined;
  }

  snowflake(key: string): string | undefined {
    const value = this.fields[key];
    if (value === undefined || value === null) return undefined;
    const text = String(value);
    if (/^\d{1,20}$/.test(text)) return text;
    this.problem(key, "NUMBER_TYPE_COERCE", `Value "${text}" is not snowflake.`);
    return undefined;
  }

  oneOf<Value extends string | number>(key: string, allowed: readonly Value[]): Value | undefined {
    const value = this.fields[key];
    if (value === undefined || value === null) return undefined;
    const found = allowed.find((candidate) => candidate === value);
    if (found === undefined) this.problem(key, "BASE_TYPE_CHOICES", `Value must be one of {${allowed.join(", ")}}.`);
    return found;
  }

  /** The required `type`, if several shapes are allowed here. */
  type<Type extends number>(allowed: readonly Type[]): Type | undefined {
    if (!this.require("type")) return undefined;
    const found = allowed.find((type) => type === this.fields.type);
    if (found === undefined) {
      this.problem("type", "UNION_TYPE_CHOICES", `Value of field "type" must be one of (${allowed.join(", ")}).`);
    }
    return found;
  }

  list(key: string, range: Range = {}): readonly unknown[] | undefined {
    const value = this.fields[key];
    if (value === undefined || value === null) return undefined;
    if (!Array.isArray(value)) {
      this.problem(key, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
      return undefined;
    }
    this.#checkLength(key, value.length, range);
    return value;
  }

  forms(key: string, range: Range = {}): Form[] | undefined {
    return this.list(key, range)?.flatMap(
      (item, index) => Form.of(item, this.problems, [...this.path, key, index]) ?? [],
    );
  }

  form(key: string): Form | undefined {
    return this.holds(key) ? Form.of(this.fields[key], this.problems, this.at(key)) : undefined;
  }

  #checkLength(key: string, length: number, { min, max }: Range): void {
    const tooShort = min !== undefined && length < min;
    const tooLong = max !== undefined && length > max;
    if (!tooShort && !tooLong) return;
    if (min !== undefined && min > 0 && max !== undefined) {
      this.problem(key, "BASE_TYPE_BAD_LENGTH", `Must be between ${min} and ${max} in length.`);
    } else if (tooLong) {
      this.problem(key, "BASE_TYPE_MAX_LENGTH", `Must be ${max} or fewer in length.`);
    } else {
      this.problem(key, "BASE_TYPE_MIN_LENGTH", `Must be ${min} or more in length.`);
    }
  }
}
