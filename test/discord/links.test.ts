import { expect, it } from "vitest";
import { parseCourse } from "../../src/course/markdown/parse-course.ts";
import { linkButton, row, view } from "../../src/discord/message.ts";
import { useSandbox } from "../sandbox/rules/refusals.ts";

const { post } = useSandbox();

it.each([
  "https://example.com/grüße",
  "https://münchen.example",
  "https://example.com/a|b",
  "https://example.com/{a}?q={b}",
  "https://example.com/100%zz",
])("the link %s of a course goes into a button that Discord takes", async (address) => {
  const markdown = `# Cooking\n\n## Learning Path\n\n### Phase 1: Basics\n\n1. **Knives** — [Article](${address})`;
  const { course } = parseCourse(markdown, { id: "cooking", file: "path.md" });
  const link = course?.phases[0]?.lessons[0]?.link ?? "";
  const { components } = view("lesson", row(linkButton("Open the article", link)));
  expect((await post({ components, flags: 1 << 15 })).status).toBe(200);
});
