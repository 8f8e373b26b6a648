import { expect, it } from "vitest";
import { course } from "../../commands/course.ts";
import { defineForDiscord } from "../../src/discord/command.ts";
import { importForm } from "../../src/discord/views/course-import.ts";

it("the import offers markdown files only, as an option and in the form", () => {
  const file_types = [".md", ".markdown"];
  expect(defineForDiscord(course)).toMatchObject({
    options: expect.arrayContaining([
      expect.objectContaining({
        name: "import",
        options: expect.arrayContaining([expect.objectContaining({ name: "file", file_types })]),
      }),
    ]),
  });
  expect(importForm(null).components[0]).toMatchObject({ component: { custom_id: "file", file_types } });
});
