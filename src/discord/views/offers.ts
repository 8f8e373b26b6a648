import type { CourseContent } from "../../coach/courses/ports.ts";

/** What a course has besides its lessons. A view names and offers only that, so that nothing leads to an empty page. */

export function hasQuestions({ questions }: CourseContent, lessonId?: string): boolean {
  return lessonId === undefined ? questions.length > 0 : questions.some((entry) => entry.lessonId === lessonId);
}

/** What `/resources` shows. */
export function hasResources({ course }: CourseContent): boolean {
  return course.extras.length > 0 || course.videos.length > 0;
}

/** Whether the checklist has more than the lessons. */
export function hasOwnChecklist(content: CourseContent): boolean {
  return hasResources(content) || content.course.checklist.length > 0;
}
