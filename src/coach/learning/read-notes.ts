import type { NoteSection } from "../../course/notes.ts";
import type { Block } from "../../course/prose.ts";
import type { LessonStanding } from "../../study/standing.ts";
import { fail, type Result, succeed } from "../problem.ts";
import { findLesson } from "./find-learner.ts";
import type { Learner, Who } from "./learner.ts";
import type { LearningPorts } from "./ports.ts";

/** One section of a lesson's notes. */
export type ReadNotes = {
  learner: Learner;
  standing: LessonStanding;
  section: NoteSection;
  blocks: readonly Block[];
};

/** One section of a lesson's notes. The notes of a locked lesson can be read, too. */
export async function readNotes(
  ports: LearningPorts,
  input: Who & { lessonId: string; section: NoteSection },
): Promise<Result<ReadNotes>> {
  const found = await findLesson(ports, input);
  if (!found.ok) return found;
  const { learner, standing } = found.value;
  const { lesson } = standing;
  const blocks = learner.content.notes.get(lesson.id)?.[input.section];
  if (blocks === undefined) return fail({ kind: "no-notes", enrolmentId: learner.enrolment.id, lesson });
  return succeed({ learner, standing, section: input.section, blocks });
}
