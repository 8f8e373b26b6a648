/**
 * What a server makes of its courses: drafts that wait, versions that were published, and which text is used now.
 * Each rule takes the current shelf and returns what to write. Instants are UTC epoch milliseconds.
 */

/** Guided: a lesson opens when what it depends on is complete. Open: any order, and dependencies are only advice. */
export type CourseMode = "guided" | "open";

/** What a server keeps about one course beside its texts. */
export type ShelvedCourse = {
  courseId: string;
  /** The newest version; 0 if nothing was published here. */
  version: number;
  /** The version whose text is used now: `version`, or the one that it brought back; 0 is the built-in course. */
  textVersion: number;
  mode: CourseMode;
  /** If true, nobody can join it, but its learners keep it. */
  archived: boolean;
};

export type CourseVersion = {
  courseId: string;
  /** From 1, in one server and course. */
  number: number;
  /** The earlier version that this one brought back (0 is the built-in course); null if it has a text of its own. */
  restored: number | null;
  /** The draft that was published; null if the version brought a text back. */
  draftId: number | null;
  publishedAt: number;
  publishedBy: string;
};

/** An import that is not published yet, without its text. */
export type DraftEntry = { id: number; courseId: string; importedAt: number; importedBy: string };

/** Everything that one server keeps about courses, without the texts. */
export type Shelf = {
  courses: readonly ShelvedCourse[];
  /** Newest first within a course. */
  versions: readonly CourseVersion[];
  /** Newest first; at most one for each course. */
  drafts: readonly DraftEntry[];
};

export type ShelfChange =
  /** Replaces the course's earlier draft, under an id of its own. */
  | { kind: "save-draft"; courseId: string; markdown: string; importedAt: number; importedBy: string }
  | { kind: "discard-draft"; draftId: number }
  /** A version without `restored` takes the text of its draft. */
  | { kind: "add-version"; version: CourseVersion }
  | { kind: "put-course"; course: ShelvedCourse };

/** A course that a server has not changed. */
export function asItComes(courseId: string): ShelvedCourse {
  return { courseId, version: 0, textVersion: 0, mode: "guided", archived: false };
}

/** Equal for two reads of a server's course exactly when its text, its mode and whether it is archived are the same. */
export function editionOf({ version, mode, archived }: Omit<ShelvedCourse, "courseId" | "textVersion">): string {
  return [version, mode, archived ? "archived" : "offered"].join("/");
}

export function findShelved({ courses }: Pick<Shelf, "courses">, courseId: string): ShelvedCourse {
  return courses.find((course) => course.courseId === courseId) ?? asItComes(courseId);
}

export type Publishing =
  | { kind: "published"; courseId: string; number: number; already: boolean; offeredAgain: boolean }
  /** Another version was published since the draft was compared with the course. */
  | { kind: "moved-on"; courseId: string }
  /** Discarded, or replaced by a later import. */
  | { kind: "gone" };

/**
 * Makes a draft the course's newest version and offers the course. A draft that was published already changes nothing.
 * `from`: the version that the draft was compared with; null skips this check.
 */
export function publishDraft(
  shelf: Shelf,
  input: { draftId: number; from: number | null; userId: string; now: number },
): { outcome: Publishing; changes: ShelfChange[] } {
  const published = shelf.versions.find(({ draftId }) => draftId === input.draftId);
  if (published !== undefined) {
    const { courseId, number } = published;
    return { outcome: { kind: "published", courseId, number, already: true, offeredAgain: false }, changes: [] };
  }
  const draft = shelf.drafts.find(({ id }) => id === input.draftId);
  if (draft === undefined) return { outcome: { kind: "gone" }, changes: [] };
  const { courseId } = draft;
  const before = findShelved(shelf, courseId);
  if (input.from !== null && input.from !== before.version) {
    return { outcome: { kind: "moved-on", courseId }, changes: [] };
  }
  const number = before.version + 1;
  return {
    outcome: { kind: "published", courseId, number, already: false, offeredAgain: before.archived },
    changes: [
      {
        kind: "add-version",
        version: {
          courseId,
          number,
          restored: null,
          draftId: draft.id,
          publishedAt: input.now,
          publishedBy: input.userId,
        },
      },
      { kind: "put-course", course: { ...before, version: number, textVersion: number, archived: false } },
      { kind: "discard-draft", draftId: draft.id },
    ],
  };
}

export type Restoring = "restored" | "already" | "moved-on" | "in-use" | "unknown";

/**
 * Brings back the text of version `to` (0: the built-in course) as a new version, if `from` is still the newest.
 * Doing so again changes nothing.
 */
export function restoreVersion(
  shelf: Shelf,
  input: { courseId: string; from: number; to: number; hasBuiltIn: boolean; userId: string; now: number },
): { outcome: Restoring; changes: ShelfChange[] } {
  const { courseId, from, to } = input;
  const before = findShelved(shelf, courseId);
  const versions = shelf.versions.filter((version) => version.courseId === courseId);
  if (before.version !== from) {
    const isThis = before.version === from + 1 && versions.some((v) => v.number === from + 1 && v.restored === to);
    return { outcome: isThis ? "already" : "moved-on", changes: [] };
  }
  if (to === before.textVersion) return { outcome: "in-use", changes: [] };
  const hasText = to === 0 ? input.hasBuiltIn : versions.some((v) => v.number === to && v.restored === null);
  if (!hasText) return { outcome: "unknown", changes: [] };
  const number = from + 1;
  return {
    outcome: "restored",
    changes: [
      {
        kind: "add-version",
        version: {
          courseId,
          number,
          restored: to,
          draftId: null,
          publishedAt: input.now,
          publishedBy: input.userId,
        },
      },
      { kind: "put-course", course: { ...before, version: number, textVersion: to } },
    ],
  };
}
