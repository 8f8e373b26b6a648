import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readContent } from "../../src/catalog/content.ts";
import { PATH_FILE } from "../../src/catalog/course-files.ts";
import type { Diagnostic } from "../../src/course/diagnostics.ts";
import type { LessonNotes } from "../../src/course/notes.ts";
import type { Question } from "../../src/quiz/question.ts";

const CONTENT = join(import.meta.dirname, "../../content");

type ContentFile = { name: string; markdown: string };

type ContentCourse = {
  id: string;
  diagnostics: Diagnostic[];
  path: ContentFile;
  lessons: (ContentFile & { notes: LessonNotes; questions: Question[] })[];
  /** The written questions of all lessons. Families are left out, because they make new ones each time. */
  questions: Question[];
};

const folders = await readContent(CONTENT);

/** Every course in `content/`, with all of its lessons' files. */
export const COURSES: ContentCourse[] = folders.map(({ course, diagnostics, notes, questions }) => {
  if (course === null) throw new Error(`content/ holds a course with errors: ${JSON.stringify(diagnostics[0])}`);
  const written = questions.filter((entry) => entry.kind !== "family");
  const lessons = course.phases.flatMap((phase) => phase.lessons);
  return {
    id: course.id,
    diagnostics,
    path: readContentFile(course.id, PATH_FILE),
    lessons: lessons.map(({ id }) => ({
      ...readContentFile(course.id, `${id}.md`),
      notes: notes.get(id) ?? {},
      questions: written.filter(({ lessonId }) => lessonId === id),
    })),
    questions: written,
  };
});

function readContentFile(courseId: string, name: string): ContentFile {
  return { name: `${courseId}/${name}`, markdown: readFileSync(join(CONTENT, courseId, name), "utf8") };
}
