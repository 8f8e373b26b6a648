import type { CourseShelf } from "../../coach/courses/ports.ts";
import type { Shelf, ShelfChange } from "../../course/versions.ts";
import type { Database } from "./database.ts";
import { and, asc, desc, eq, sql } from "./drizzle.ts";
import { courseDrafts, courseVersions, serverCourses } from "./schema.ts";

export function createCourseShelf(database: Database): CourseShelf {
  const { orm } = database;
  const guildId = sql.placeholder("guildId");
  const courseId = sql.placeholder("courseId");
  const isDraft = and(eq(courseDrafts.id, sql.placeholder("draftId")), eq(courseDrafts.guildId, guildId));

  const courseColumns = {
    courseId: serverCourses.courseId,
    version: serverCourses.version,
    textVersion: serverCourses.textVersion,
    mode: serverCourses.mode,
    archived: serverCourses.archived,
  };
  const course = orm
    .select(courseColumns)
    .from(serverCourses)
    .where(and(eq(serverCourses.guildId, guildId), eq(serverCourses.courseId, courseId)))
    .prepare();
  const courses = orm
    .select(courseColumns)
    .from(serverCourses)
    .where(eq(serverCourses.guildId, guildId))
    .orderBy(asc(serverCourses.courseId))
    .prepare();
  const versions = orm
    .select({
      courseId: courseVersions.courseId,
      number: courseVersions.number,
      restored: courseVersions.restored,
      draftId: courseVersions.draftId,
      publishedAt: courseVersions.publishedAt,
      publishedBy: courseVersions.publishedBy,
    })
    .from(courseVersions)
    .where(eq(courseVersions.guildId, guildId))
    .orderBy(asc(courseVersions.courseId), desc(courseVersions.number))
    .prepare();
  const drafts = orm
    .select({
      id: courseDrafts.id,
      courseId: courseDrafts.courseId,
      importedAt: courseDrafts.importedAt,
      importedBy: courseDrafts.importedBy,
    })
    .from(courseDrafts)
    .where(eq(courseDrafts.guildId, guildId))
    .orderBy(desc(courseDrafts.id))
    .prepare();
  const draft = orm.select().from(courseDrafts).where(isDraft).prepare();
  const markdown = orm
    .select({ markdown: courseVersions.markdown })
    .from(courseVersions)
    .where(
      and(
        eq(courseVersions.guildId, guildId),
        eq(courseVersions.courseId, courseId),
        eq(courseVersions.number, sql.placeholder("number")),
      ),
    )
    .prepare();
  const removeEarlierDraft = orm
    .delete(courseDrafts)
    .where(and(eq(courseDrafts.guildId, guildId), eq(courseDrafts.courseId, courseId)))
    .prepare();
  const addDraft = orm
    .insert(courseDrafts)
    .values({
      guildId,
      courseId,
      markdown: sql.placeholder("markdown"),
      importedAt: sql.placeholder("importedAt"),
      importedBy: sql.placeholder("importedBy"),
    })
    .prepare();
  const removeDraft = orm.delete(courseDrafts).where(isDraft).prepare();
  const addVersion = orm
    .insert(courseVersions)
    .values({
      guildId,
      courseId,
      number: sql.placeholder("number"),
      markdown: sql.placeholder("markdown"),
      restored: sql.placeholder("restored"),
      draftId: sql.placeholder("draftId"),
      publishedAt: sql.placeholder("publishedAt"),
      publishedBy: sql.placeholder("publishedBy"),
    })
    .prepare();
  const putCourse = orm
    .insert(serverCourses)
    .values({
      guildId,
      courseId,
      version: sql.placeholder("version"),
      textVersion: sql.placeholder("textVersion"),
      mode: sql.placeholder("mode"),
      archived: sql.placeholder("archived"),
    })
    .onConflictDoUpdate({
      target: [serverCourses.guildId, serverCourses.courseId],
      set: {
        version: sql`excluded.version`,
        textVersion: sql`excluded.text_version`,
        mode: sql`excluded.mode`,
        archived: sql`excluded.archived`,
      },
    })
    .prepare();

  function read(guild: string): Shelf {
    const of = { guildId: guild };
    return { courses: courses.all(of), versions: versions.all(of), drafts: drafts.all(of) };
  }

  function write(guild: string, change: ShelfChange): void {
    const of = { guildId: guild };
    switch (change.kind) {
      case "save-draft":
        removeEarlierDraft.run({ ...of, ...change });
        addDraft.run({ ...of, ...change });
        break;
      case "discard-draft":
        removeDraft.run({ ...of, ...change });
        break;
      case "add-version": {
        const { draftId } = change.version;
        const text = draftId === null ? null : (draft.get({ ...of, draftId })?.markdown ?? null);
        addVersion.run({ ...of, ...change.version, markdown: text });
        break;
      }
      case "put-course":
        putCourse.run({ ...of, ...change.course });
    }
  }

  return {
    async course(guild, id) {
      return course.get({ guildId: guild, courseId: id }) ?? null;
    },

    async courses(guild) {
      return courses.all({ guildId: guild });
    },

    async read(guild) {
      return database.read(() => read(guild));
    },

    async draft(guild, draftId) {
      return draft.get({ guildId: guild, draftId }) ?? null;
    },

    async markdown(guild, id, number) {
      return markdown.get({ guildId: guild, courseId: id, number })?.markdown ?? null;
    },

    async decide({ guildId: guild, decide }) {
      return database.write(() => {
        const { value, changes } = decide(read(guild));
        for (const change of changes) write(guild, change);
        return { value, shelf: read(guild) };
      });
    },
  };
}
