import fc from "fast-check";

const MARKS = [
  ...["#", "##", "###", "- ", "1. ", "> ", "```", "~~~", "    ", "\t", "\n", "\r\n", "\n\n", "\n# ", "\n## ", "\n=\n"],
  ...["[", "](", ")", "]: ", "**", "_", "`", "``", "<b>", "<div>", "<!--", "-->", "&amp;", "\\", "|", ":", " — "],
];
const WORDS = ["[ ] ", "[x] ", "Phase 1", "Duration: ", "Id: ", "Dependencies: ", "Learning Path", "Questions"];

export const anyFragment: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...MARKS) },
  { weight: 2, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 1, arbitrary: fc.string({ maxLength: 8, unit: "binary" }) },
);

/** Any text that might be in a file, including what a broken disk leaves. */
export const anyMarkdown: fc.Arbitrary<string> = fc
  .array(anyFragment, { maxLength: 200 })
  .map((fragments) => fragments.join(""));
