import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createCourseJsonSchema } from "../../src/course/json-schema.ts";

const FILE = join(import.meta.dirname, "../../docs/course.schema.json");

describe("the JSON Schema of a course", () => {
  it("in docs/ is that of the code; if not, write it again with `npm run --silent lockstep -- schema > docs/course.schema.json` and `npm run format`", () => {
    expect(JSON.parse(readFileSync(FILE, "utf8"))).toEqual(JSON.parse(JSON.stringify(createCourseJsonSchema())));
  });

  it("names what a course must have and its limits", () => {
    expect(createCourseJsonSchema()).toMatchObject({
      $schema: expect.stringContaining("json-schema.org"),
      type: "object",
      required: expect.arrayContaining(["id", "title", "phases"]),
      properties: { title: { type: "string", minLength: 1, maxLength: 150 }, phases: { type: "array", minItems: 1 } },
    });
  });
});
