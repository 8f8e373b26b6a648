import type { Alternate, Course, Dependency, Duration, Extra, Lesson, Video } from "../../../src/course/model.ts";

/** Prints a course as markdown, with placeholders for what is missing. Parsing it gives the same course again. */
export function printCourse(course: Course): string {
  return [
    `# ${toMarkdown(course.title)}`,
    ...section("Overview", course.overview === "" ? [] : [printProse(course.overview)]),
    ...section("Prerequisites", course.prerequisites === "" ? [] : [printProse(course.prerequisites)]),
    ...section(
      "Learning Path",
      course.phases.flatMap(({ number, title, lessons }) => [
        `### Phase ${number}: ${toMarkdown(title)}`,
        "**Resources to consume in order:**",
        lessons.map(printLesson).join("\n\n"),
      ]),
    ),
    ...section("Additional Resources", printList(course.extras, printExtra)),
    ...section("Supplementary Videos", printList(course.videos, printVideo)),
    ...section(
      "Completion Checklist",
      printList(course.checklist, ({ text }) => `- [ ] ${toMarkdown(text)}`),
    ),
    ...section("Notes", course.notes === "" ? [] : [printProse(course.notes)]),
  ].join("\n\n");
}

function section(name: string, body: string[]): string[] {
  return body.length === 0 ? [] : [`## ${name}`, ...body];
}

function printList<Item>(items: readonly Item[], print: (item: Item) => string): string[] {
  return items.length === 0 ? [] : [items.map(print).join("\n")];
}

function printProse(text: string): string {
  return text.split("\n\n").map(toMarkdown).join("\n\n");
}

function printLesson(lesson: Lesson, index: number): string {
  const link = lesson.link === null ? `[${toMarkdown(lesson.kind)}]` : printLink(lesson.kind, lesson.link);
  const lines = [
    `Id: ${lesson.id}`,
    `Duration: ${lesson.duration === null ? "[Duration]" : printDuration(lesson.duration)}`,
    ...(lesson.focus === null ? [] : [`Focus: ${toMarkdown(lesson.focus)}`]),
    ...(lesson.nextStep === null ? [] : [`Next step: ${toMarkdown(lesson.nextStep)}`]),
    ...(lesson.dependencies.length === 0
      ? []
      : [`Dependencies: ${lesson.dependencies.map(printDependency).join("; ")}`]),
  ];
  const marker = `${index + 1}. `;
  const indent = " ".repeat(marker.length);
  const bullets = [...lines.map((line) => `${indent}- ${line}`), ...printAlternates(lesson.alternates, indent)];
  return [`${marker}**${toMarkdown(lesson.title)}** — ${link}`, ...bullets].join("\n");
}

function printExtra({ title, linkTitle, link, alternates }: Extra): string {
  if (link === null)
    return [`- ${toMarkdown(title)} — [URL/Link description]`, ...printAlternates(alternates, "  ")].join("\n");
  const line = linkTitle === null ? printLink(title, link) : `${toMarkdown(title)} — ${printLink(linkTitle, link)}`;
  return [`- ${line}`, ...printAlternates(alternates, "  ")].join("\n");
}

function printVideo({ title, link, duration, channel, alternates }: Video): string {
  const parts = [
    link === null ? toMarkdown(title) : printLink(title, link),
    duration === null ? "[Duration]" : printDuration(duration),
    channel === null ? "[Channel/Source]" : toMarkdown(channel),
  ];
  return [`- ${parts.join(" — ")}`, ...printAlternates(alternates, "  ")].join("\n");
}

function printAlternates(alternates: readonly Alternate[], indent: string): string[] {
  return alternates.map(({ title, link, duration }) => {
    const minutes = duration === null ? "" : ` (${printDuration(duration)})`;
    return `${indent}- Alternate: ${printLink(title, link)}${minutes}`;
  });
}

function printDependency(dependency: Dependency): string {
  return dependency.kind === "phase" ? `Complete Phase ${dependency.phase}` : dependency.lesson;
}

function printDuration({ shortest, longest }: Duration): string {
  return shortest === longest ? `${shortest} minutes` : `${shortest}-${longest} minutes`;
}

function printLink(title: string, url: string): string {
  return `[${toMarkdown(title)}](<${toMarkdown(url)}>)`;
}

/** Escapes every ASCII punctuation mark, as markdown allows, so that nothing in the text is markup. */
function toMarkdown(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, "\\$&");
}
