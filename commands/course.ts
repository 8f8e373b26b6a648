import { PermissionFlagsBits } from "discord.js";
import { type Answer, answerWith, reply, update } from "../src/discord/answer.ts";
import {
  type Command,
  type CommandContext,
  type OptionSpecs,
  type OptionValues,
  type PressContext,
  type Presses,
  route,
} from "../src/discord/command.ts";
import { completeCourse, completeCourseOrDraft, completeVersion } from "../src/discord/complete-course.ts";
import {
  COURSE_INPUT,
  discardedView,
  draftView,
  FILE_INPUT,
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
import { problemView } from "../src/discord/views/problem.ts";

const NOT_A_MANAGER = reply(problemView({ kind: "not-manager" }, true));

/** Discord hides the command from others, but servers may show it to whom they like; hence the check. */
function managed<Specs extends OptionSpecs>(runnable: {
  description: string;
  options: Specs;
  run(options: OptionValues<Specs>, context: CommandContext): Promise<Answer>;
}) {
  return route<Specs>({
    ...runnable,
    run: async (options, context) => (context.mayManage ? runnable.run(options, context) : NOT_A_MANAGER),
  });
}

const whichCourse = {
  type: "text",
  description: "Which course",
  required: true,
  maxLength: 150,
  complete: completeCourse,
} as const;

const list = managed({
  description: "The courses of this server, and what waits to be published",
  options: {},
  run: async (_options, context) => reply(courseListView(await context.coach.courses.listCourses(context))),
});

const preview = managed({
  description: "A course as a tree; an import that waits comes first",
  options: { course: { ...whichCourse, complete: completeCourseOrDraft } },
  run: async ({ course }, context) =>
    answerWith(await context.coach.courses.previewCourse({ ...context, courseId: course }), context, (found) =>
      reply(coursePreviewView(found, 0)),
    ),
});

const importFile = managed({
  description: "Bring a course of your own; nothing changes until you publish it",
  options: {
    file: {
      type: "attachment",
      description: "The learning path as markdown, 256 KiB at most; left out, a form asks for it",
    },
    course: {
      type: "text",
      description: "The course that it updates, or an id for a new one; left out, its title decides",
      maxLength: 150,
      complete: completeCourseOrDraft,
    },
  },
  run: async ({ file, course }, context) =>
    file === null
      ? { kind: "modal", modal: importForm(course) }
      : answerWith(
          await context.coach.courses.importCourse({ ...context, file, courseId: course }),
          context,
          (imported) => reply(importedView(imported)),
        ),
});

const publish = managed({
  description: "Publish what was imported last",
  options: {
    course: {
      type: "text",
      description: "Of which course; left out, the latest import",
      maxLength: 150,
      complete: completeCourseOrDraft,
    },
  },
  run: async ({ course }, context) =>
    answerWith(await context.coach.courses.publishLatestDraft({ ...context, courseId: course }), context, (published) =>
      reply(publishedView(published)),
    ),
});

const whichVersion = {
  type: "text",
  maxLength: 80,
  complete: completeVersion,
} as const;

const rollback = managed({
  description: "Go back to an earlier version, after asking once",
  options: {
    course: whichCourse,
    version: { ...whichVersion, description: "Which version to bring back; left out, the one before" },
  },
  run: async ({ course, version }, context) =>
    answerWith(
      await context.coach.courses.proposeRollback({ ...context, courseId: course, version }),
      context,
      (proposed) => reply(rollbackView(proposed)),
    ),
});

const archive = managed({
  description: "Offer a course no longer; those who are in it keep it",
  options: { course: whichCourse },
  run: async ({ course }, context) =>
    answerWith(
      await context.coach.courses.setArchived({ ...context, courseId: course, archived: true }),
      context,
      (served) => reply(archivedView(served)),
    ),
});

const exportFile = managed({
  description: "A course as the markdown file that its author wrote",
  options: {
    course: whichCourse,
    version: { ...whichVersion, description: "Which version; left out, the one in force" },
  },
  run: async ({ course, version }, context) =>
    answerWith(
      await context.coach.courses.exportCourse({ ...context, courseId: course, version }),
      context,
      (exported) => reply(exportedView(exported), { name: exported.fileName, text: exported.markdown }),
    ),
});

const mode = managed({
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
    answerWith(
      await context.coach.courses.setMode({
        ...context,
        courseId: course,
        mode: wanted === "open" ? "open" : "guided",
      }),
      context,
      (served) => reply(modeView(served)),
    ),
});

export const course: Command = {
  name: "course",
  description: "Courses of this server: bring, publish, take back",
  public: false,
  memberPermissions: PermissionFlagsBits.ManageGuild,
  routes: {
    kind: "subcommands",
    routes: { list, preview, import: importFile, publish, rollback, archive, export: exportFile, mode },
  },
};

/** A custom id carries no authority: who presses is looked at now. */
async function manage(
  context: PressContext,
  act: (who: { guildId: string; userId: string }) => Promise<Answer>,
): Promise<Answer> {
  const { guildId, userId, mayManage } = context;
  return guildId !== null && mayManage ? act({ guildId, userId }) : NOT_A_MANAGER;
}

export const coursePresses: Pick<
  Presses,
  | "course-import-form"
  | "course-draft"
  | "course-publish"
  | "course-discard"
  | "course-preview"
  | "course-roll-back"
  | "course-keep"
  | "course-archive"
> = {
  "course-import-form": (_fields, context) =>
    manage(context, async (who) => {
      const [file] = context.files.get(FILE_INPUT) ?? [];
      if (file === undefined) return reply(problemView({ kind: "file-unreachable" }, true));
      const courseId = context.inputs.get(COURSE_INPUT)?.trim() || null;
      return answerWith(await context.coach.courses.importCourse({ ...who, file, courseId }), context, (imported) =>
        reply(importedView(imported)),
      );
    }),
  "course-draft": ({ draftId, page }, context) =>
    manage(context, async (who) =>
      answerWith(await context.coach.courses.readDraft({ ...who, draftId }), context, (draft) =>
        update(draftView(draft, page)),
      ),
    ),
  "course-publish": ({ draftId, from }, context) =>
    manage(context, async (who) =>
      answerWith(await context.coach.courses.publishDraft({ ...who, draftId, from }), context, (published) =>
        update(publishedView(published)),
      ),
    ),
  "course-discard": ({ draftId }, context) =>
    manage(context, async (who) =>
      update(discardedView(await context.coach.courses.discardDraft({ ...who, draftId }))),
    ),
  "course-preview": ({ courseId, page }, context) =>
    manage(context, async (who) =>
      answerWith(await context.coach.courses.readCourse({ ...who, courseId }), context, (found) =>
        update(coursePreviewView(found, page)),
      ),
    ),
  "course-roll-back": ({ courseId, from, to }, context) =>
    manage(context, async (who) =>
      answerWith(await context.coach.courses.rollBack({ ...who, courseId, from, to }), context, (rolledBack) =>
        update(rolledBackView(rolledBack)),
      ),
    ),
  "course-keep": ({ courseId }, context) =>
    manage(context, async (who) =>
      answerWith(await context.coach.courses.readCourse({ ...who, courseId }), context, ({ served }) =>
        update(keptAsItIsView(served)),
      ),
    ),
  "course-archive": ({ courseId, archived }, context) =>
    manage(context, async (who) =>
      answerWith(await context.coach.courses.setArchived({ ...who, courseId, archived }), context, (served) =>
        update(archivedView(served)),
      ),
    ),
};
