/** A learning path of one phase for each list of titles. */
export function writeCourse(title: string, ...phases: readonly (readonly string[])[]): string {
  const written = phases.map((titles, phase) => {
    const lessons = titles.map(
      (lesson, index) =>
        `${index + 1}. **${lesson}** — [Article](https://example.com/${phase}/${index})\n   - Duration: 30 minutes\n`,
    );
    return `### Phase ${phase + 1}: Part ${phase + 1}\n\n${lessons.join("\n")}`;
  });
  return `# ${title}\n\n## Learning Path\n\n${written.join("\n")}`;
}
