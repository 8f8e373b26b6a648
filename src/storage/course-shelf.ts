import type { CourseShelf } from "../coach/course-ports.ts";
import type { Database } from "./database.ts";
import { and, asc, desc, eq, sql } from "./drizzle.ts";
import { courseDrafts, courseVersions, serverCourses } from "./schema.ts";

export function createCourseShelf(database: Database): CourseShelf {
  const { orm } = database;
  const courseColumns = {
    courseId: serverCourses.courseId,
    version: serverCourses.version,
    source: serverCourses.source,
    mode: serverCourses.mode,
    archived: serverCourses.archived,
  };
  const guildId = sql.placeholder("guildId");
  const courseId = sql.placeholder("courseId");
  const isCourse = and(eq(serverCourses.guildId, guildId), eq(serverCourses.courseId, courseId));
  const isVersionOf = and(eq(courseVersions.guildId, guildId), eq(courseVersions.courseId, courseId));
  const isDraft = and(eq(courseDrafts.id, sql.placeholder("draftId")), eq(courseDrafts.guildId, guildId));

  const course = orm.select(courseColumns).from(serverCourses).where(isCourse).prepare();
  const courses = orm
    .select(courseColumns)
    .from(serverCourses)
    .where(eq(serverCourses.guildId, guildId))
    .orderBy(asc(serverCourses.courseId))
    .prepare();
  const makeKnown = orm.insert(serverCourses).values({ guildId, courseId }).onConflictDoNothing().prepare();
  const putInForce = orm
    .update(serverCourses)
    .set({ version: sql`${sql.placeholder("number")}`, source: sql`${sql.placeholder("source")}` })
    .where(isCourse)
    .prepare();
  const setMode = orm
    .update(serverCourses)
    .set({ mode: sql`${sql.placeholder("mode")}` })
    .where(isCourse)
    .prepare();
  const setArchived = orm
    .update(serverCourses)
    .set({ archived: sql`${sql.placeholder("archived")}` })
    .where(isCourse)
    .prepare();

  const addVersion = orm
    .insert(courseVersions)
    .values({
      guildId,
      courseId,
      number: sql.placeholder("number"),
      markdown: sql.placeholder("markdown"),
      restored: sql.placeholder("restored"),
      draftId: sql.placeholder("draftId"),
      publishedAt: sql.placeholder("now"),
      publishedBy: sql.placeholder("userId"),
    })
    .prepare();
  const versions = orm
    .select({
      number: courseVersions.number,
      restored: courseVersions.restored,
      publishedAt: courseVersions.publishedAt,
      publishedBy: courseVersions.publishedBy,
    })
    .from(courseVersions)
    .where(isVersionOf)
    .orderBy(desc(courseVersions.number))
    .prepare();
  const source = orm
    .select({ markdown: courseVersions.markdown })
    .from(courseVersions)
    .where(and(isVersionOf, eq(courseVersions.number, sql.placeholder("number"))))
    .prepare();
  const ofDraft = orm
    .select({ courseId: courseVersions.courseId, number: courseVersions.number })
    .from(courseVersions)
    .where(and(eq(courseVersions.draftId, sql.placeholder("draftId")), eq(courseVersions.guildId, guildId)))
    .prepare();

  const draft = orm.select().from(courseDrafts).where(isDraft).prepare();
  const drafts = orm
    .select()
    .from(courseDrafts)
    .where(eq(courseDrafts.guildId, guildId))
    .orderBy(desc(courseDrafts.id))
    .prepare();
  const removeDraft = orm.delete(courseDrafts).where(isDraft).prepare();
  const removeEarlierDraft = orm
    .delete(courseDrafts)
    .where(and(eq(courseDrafts.guildId, guildId), eq(courseDrafts.courseId, courseId)))
    .returning()
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
    .returning()
    .prepare();

  return {
    async saveDraft(input) {
      return database.write(() => {
        const replaced = removeEarlierDraft.get(input) ?? null;
        return { draft: addDraft.get(input), replaced };
      });
    },

    async draft(guild, draftId) {
      return draft.get({ guildId: guild, draftId }) ?? null;
    },

    async drafts(guild) {
      return drafts.all({ guildId: guild });
    },

    async discardDraft(guild, draftId) {
      return database.write(() => removeDraft.run({ guildId: guild, draftId }).changes > 0);
    },

    async publish({ from, ...input }) {
      return database.write(() => {
        const published = ofDraft.get(input);
        if (published !== undefined) return { kind: "published", ...published, already: true, offeredAgain: false };
        const waiting = draft.get(input);
        if (waiting === undefined) return { kind: "gone" };
        const target = { guildId: waiting.guildId, courseId: waiting.courseId };
        const before = course.get(target);
        const version = before?.version ?? 0;
        if (from !== null && from !== version) return { kind: "moved-on", courseId: waiting.courseId };
        makeKnown.run(target);
        const number = version + 1;
        addVersion.run({ ...input, ...target, number, markdown: waiting.markdown, restored: null });
        putInForce.run({ ...target, number, source: number });
        setArchived.run({ ...target, archived: 0 });
        removeDraft.run(input);
        const offeredAgain = before?.archived ?? false;
        return { kind: "published", courseId: waiting.courseId, number, already: false, offeredAgain };
      });
    },

    async restore({ from, to, ...input }) {
      return database.write(() => {
        if (course.get(input)?.version !== from) return false;
        const number = from + 1;
        addVersion.run({ ...input, number, markdown: null, restored: to, draftId: null });
        putInForce.run({ ...input, number, source: to });
        return true;
      });
    },

    async course(guild, id) {
      return course.get({ guildId: guild, courseId: id }) ?? null;
    },

    async courses(guild) {
      return courses.all({ guildId: guild });
    },

    async versions(guild, id) {
      return versions.all({ guildId: guild, courseId: id });
    },

    async source(guild, id, number) {
      return source.get({ guildId: guild, courseId: id, number })?.markdown ?? null;
    },

    async setMode(guild, id, mode) {
      const target = { guildId: guild, courseId: id };
      database.write(() => {
        makeKnown.run(target);
        setMode.run({ ...target, mode });
      });
    },

    async setArchived(guild, id, archived) {
      const target = { guildId: guild, courseId: id };
      database.write(() => {
        makeKnown.run(target);
        setArchived.run({ ...target, archived: Number(archived) });
      });
    },
  };
}
