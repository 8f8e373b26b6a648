import { parseCourse } from "../src/course/markdown/parse-course.ts";
import { percentile, printTable, ratio } from "./figures.ts";

/**
 * `npm run bench:course` measures how long the parser takes for courses of a thousand and of ten thousand lessons, each
 * in one document. If the time only grows with the length, the last column is 1.
 */

const ROUNDS = 9;
const COURSES = [
  { name: "1,000 lessons, 10 a phase", lessons: 1_000, perPhase: 10 },
  { name: "1,000 lessons in one phase", lessons: 1_000, perPhase: 1_000 },
  { name: "10,000 lessons, 10 a phase", lessons: 10_000, perPhase: 10 },
  { name: "10,000 lessons in one phase", lessons: 10_000, perPhase: 10_000 },
];

function writeCourse({ lessons, perPhase }: { lessons: number; perPhase: number }): string {
  const parts = Array.from({ length: lessons }, (_, index) => {
    const phase = Math.floor(index / perPhase) + 1;
    const isFirst = index % perPhase === 0;
    const heading = isFirst ? `### Phase ${phase}: Part ${phase}\n\n**Resources to consume in order:**\n\n` : "";
    const dependencies = isFirst && phase > 1 ? `   - Dependencies: Complete Phase ${phase - 1}\n` : "";
    return `${heading}${(index % perPhase) + 1}. **Lesson number ${index}** — [Article](https://example.com/${index})
   - Duration: 30 minutes
   - Focus: What lesson ${index} is about, in a sentence
${dependencies}`;
  });
  return `# Course\n\n## Learning Path\n\n${parts.join("\n")}`;
}

/** Milliseconds. */
function measureParse(markdown: string, lessons: number): number {
  const start = performance.now();
  const { course, diagnostics } = parseCourse(markdown, { id: "course", file: "path.md" });
  const duration = performance.now() - start;
  const found = course?.phases.flatMap((phase) => phase.lessons).length;
  if (found !== lessons) throw new Error(`${found} of ${lessons} lessons: ${diagnostics[0]?.message}`);
  return duration;
}

const runs = COURSES.map((each) => ({ ...each, markdown: writeCourse(each), samples: [] as number[] }));
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const { markdown, lessons, samples } of runs) {
    const duration = measureParse(markdown, lessons);
    if (round > 0) samples.push(duration);
  }
}
const base = percentile(runs[0]?.samples ?? [], 50) / 1_000;
printTable(`Parsing a course, ${ROUNDS} times each (p50, slowest, p50 a lesson against the first)`, [
  ...runs.map(({ name, lessons, samples }) => [
    name,
    `${percentile(samples, 50).toFixed(0)} ms`,
    `${percentile(samples, 100).toFixed(0)} ms`,
    ratio(percentile(samples, 50) / lessons, base),
  ]),
]);
