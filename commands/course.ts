import { PermissionFlagsBits } from "discord.js";
import { fail, type Result, succeed } from "../src/coach/problem.ts";
import type { courseActions } from "../src/discord/actions/courses.ts";
import { type Route, route, type SlashCommand } from "../src/discord/command.ts";
import { completeCourse, completeCourseOrDraft, completeVersion } from "../src/discord/complete-course.ts";
import type { PressContext, PressesOf } from "../src/discord/press.ts";
import { mapResult, openForm, type Reply, reply, textFile, update } from "../src/discord/reply.ts";
import {
  COURSE_FILE_TYPES,
  discardedView,
  draftView,
  importedView,
  importForm,
  publishedView,
} from "../src/discord/views/course-import.ts";
import {
  archivedView,
  courseListView,
  coursePreviewView,
  exportedView,
  keptAsItIsView,
  modeView,
  rollbackView,
  rolledBackView,
} from "../src/discord/views/course-shelf.ts";

/** Discord hides the command from others, but a server may show it to anyone it likes. Hence the check. */
function managed(unchecked: Route): Route {
  return {
    ...unchecked,
    run: async (values, context) =>
      context.mayManage ? unchecked.run(values, context) : fail({ kind: "not-manager" }),
  };
}

const whichCourse = {
  type: "text",
  description: "Which course",
  required: true,
  maxLength: 150,
  complete: completeCourse,
} as const;

const list = managed(
  route({
    description: "The courses of this server, and what is waiting to be published",
    options: {},
    run: async (_options, context) => succeed(reply(courseListView(await context.coach.courses.listCourses(context)))),
  }),
);

const preview = managed(
  route({
    description: "A course as a tree; an import that is waiting comes first",
    options: { course: { ...whichCourse, complete: completeCourseOrDraft } },
    run: async ({ course }, context) =>
      mapResult(await context.coach.courses.previewCourse({ ...context, courseId: course }), (found) =>
        reply(coursePreviewView(found, 0)),
      ),
  }),
);

const importFile = managed(
  route({
    opensForm: true,
    description: "Bring a course of your own; nothing changes until you publish it",
    options: {
      file: {
        type: "attachment",
        fileTypes: COURSE_FILE_TYPES,
        description: "The learning path as markdown, 256 KiB at most; if left out, a form asks for it",
      },
      course: {
        type: "text",
        description: "The course that it updates, or an id for a new one; if left out, its title decides",
        maxLength: 150,
        complete: completeCourseOrDraft,
      },
    },
    run: async ({ file, course }, context) =>
      file === null
        ? succeed(openForm(importForm(course)))
        : mapResult(await context.coach.courses.importCourse({ ...context, file, courseId: course }), (imported) =>
            reply(importedView(imported)),
          ),
  }),
);

const publish = managed(
  route({
    description: "Publish what was imported last",
    options: {
      course: {
        type: "text",
        description: "Which course; if left out, the latest import",
        maxLength: 150,
        complete: completeCourseOrDraft,
      },
    },
    run: async ({ course }, context) =>
      mapResult(await context.coach.courses.publishLatestDraft({ ...context, courseId: course }), (published) =>
        reply(publishedView(published)),
      ),
  }),
);

const whichVersion = {
  type: "text",
  maxLength: 80,
  complete: completeVersion,
} as const;

const rollback = managed(
  route({
    description: "Go back to an earlier version, after asking once",
    options: {
      course: whichCourse,
      version: { ...whichVersion, description: "Which version to bring back; if left out, the one before" },
    },
    run: async ({ course, version }, context) =>
      mapResult(await context.coach.courses.proposeRollback({ ...context, courseId: course, version }), (proposed) =>
        reply(rollbackView(proposed, 0)),
      ),
  }),
);

const archive = managed(
  route({
    description: "Stop offering a course; everyone in it keeps it",
    options: { course: whichCourse },
    run: async ({ course }, context) =>
      mapResult(await context.coach.courses.setArchived({ ...context, courseId: course, archived: true }), (served) =>
        reply(archivedView(served)),
      ),
  }),
);

const exportFile = managed(
  route({
    description: "A course as the markdown file that its author wrote",
    options: {
      course: whichCourse,
      version: { ...whichVersion, description: "Which version; if left out, the one in use now" },
    },
    run: async ({ course, version }, context) =>
      mapResult(await context.coach.courses.exportCourse({ ...context, courseId: course, version }), (exported) =>
        reply(exportedView(exported), [textFile(exported.fileName, exported.markdown)]),
      ),
  }),
);

const mode = managed(
  route({
    description: "Whether lessons come in order, or in any order",
    options: {
      course: whichCourse,
      mode: {
        type: "text",
        description: "How it is studied",
        required: true,
        choices: [
          { name: "guided: phases open one after the other", value: "guided" },
          { name: "open: any order, dependencies are advice", value: "open" },
        ],
      },
    },
    run: async ({ course, mode: wanted }, context) =>
      mapResult(await context.coach.courses.setMode({ ...context, courseId: course, mode: wanted }), (served) =>
        reply(modeView(served)),
      ),
  }),
);

export const course: SlashCommand = {
  kind: "slash",
  name: "course",
  description: "Courses of this server: import, publish, roll back",
  public: false,
  memberPermissions: PermissionFlagsBits.ManageGuild,
  leadsSomewhere: ({ mayManage }) => mayManage,
  routes: {
    kind: "subcommands",
    routes: { list, preview, import: importFile, publish, rollback, archive, export: exportFile, mode },
  },
};

/** A custom id carries no authority, so the member who presses is checked now. */
async function manage(
  context: PressContext,
  act: (who: { guildId: string; userId: string }) => Promise<Result<Reply>>,
): Promise<Result<Reply>> {
  const { guildId, userId, mayManage } = context;
  return guildId !== null && mayManage ? act({ guildId, userId }) : fail({ kind: "not-manager" });
}

export const coursePresses: PressesOf<typeof courseActions> = {
  "course-import-form": (_fields, context) =>
    manage(context, async (who) => {
      const [file] = context.inputs.file;
      if (file === undefined) return fail({ kind: "file-unreachable" });
      const courseId = context.inputs.course.trim() || null;
      return mapResult(await context.coach.courses.importCourse({ ...who, file, courseId }), (imported) =>
        reply(importedView(imported)),
      );
    }),
  "course-draft": ({ draftId, page }, context) =>
    manage(context, async (who) =>
      mapResult(await context.coach.courses.readDraft({ ...who, draftId }), (draft) => update(draftView(draft, page))),
    ),
  "course-publish": ({ draftId, from }, context) =>
    manage(context, async (who) =>
      mapResult(await context.coach.courses.publishDraft({ ...who, draftId, from }), (published) =>
        update(publishedView(published)),
      ),
    ),
  "course-discard": ({ draftId }, context) =>
    manage(context, async (who) =>
      succeed(update(discardedView(await context.coach.courses.discardDraft({ ...who, draftId })))),
    ),
  "course-preview": ({ courseId, page }, context) =>
    manage(context, async (who) =>
      mapResult(await context.coach.courses.readCourse({ ...who, courseId }), (found) =>
        update(coursePreviewView(found, page)),
      ),
    ),
  "course-changes": ({ courseId, to, page }, context) =>
    manage(context, async (who) =>
      mapResult(await context.coach.courses.proposeRollback({ ...who, courseId, version: String(to) }), (proposed) =>
        update(rollbackView(proposed, page)),
      ),
    ),
  "course-roll-back": ({ courseId, from, to }, context) =>
    manage(context, async (who) =>
      mapResult(await context.coach.courses.rollBack({ ...who, courseId, from, to }), (rolledBack) =>
        update(rolledBackView(rolledBack)),
      ),
    ),
  "course-keep": ({ courseId }, context) =>
    manage(context, async (who) =>
      mapResult(await context.coach.courses.readCourse({ ...who, courseId }), ({ served }) =>
        update(keptAsItIsView(served)),
      ),
    ),
  "course-archive": ({ courseId, archived }, context) =>
    manage(context, async (who) =>
      mapResult(await context.coach.courses.setArchived({ ...who, courseId, archived }), (served) =>
        update(archivedView(served)),
      ),
    ),
};
