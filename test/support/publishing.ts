import { expectValue, GUILD, type TestCoach } from "./coach.ts";

/** The member who manages the courses of the test's server. */
export const admin = { guildId: GUILD, userId: "admin" };

export async function importText(
  test: TestCoach,
  text: string,
  parts: { courseId?: string; name?: string; bytes?: number } = {},
) {
  const address = "https://cdn.discordapp.com/attachments/1/2/path.md";
  test.attached.set(address, { kind: "text", text });
  const file = { name: parts.name ?? "path.md", address, bytes: parts.bytes ?? text.length };
  return test.coach.courses.importCourse({ ...admin, file, courseId: parts.courseId ?? null });
}

export async function importDraft(test: TestCoach, text: string, courseId?: string) {
  const imported = expectValue(await importText(test, text, courseId === undefined ? {} : { courseId }));
  if (imported.kind !== "draft") throw new Error(`refused: ${JSON.stringify(imported.diagnostics)}`);
  return imported.preview;
}

export async function publish(test: TestCoach, text: string, courseId?: string) {
  const { draft } = await importDraft(test, text, courseId);
  return expectValue(await test.coach.courses.publishDraft({ ...admin, draftId: draft.id, from: null }));
}
