/** A learning path of one phase for each list of titles. */
export function writeCourse(title: string, ...phases: readonly (readonly string[])[]): string {
  const written = phases.map((titles, index) => {
    const lessons = titles.map(
      (lesson, place) =>
        `${place + 1}. **${lesson}** — [Article](https://example.com/${index}/${place})\n   - Duration: 30 minutes\n`,
    );
    return `### Phase ${index + 1}: Part ${index + 1}\n\n${lessons.join("\n")}`;
  });
  return `# ${title}\n\n## Learning Path\n\n${written.join("\n")}`;
}
