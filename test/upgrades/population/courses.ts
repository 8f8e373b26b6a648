import { labelsOf } from "../../e2e/support/acting.ts";
import { readCourses } from "../../e2e/support/study-group.ts";
import { writeCourse } from "../../support/markdown.ts";
import type { Play } from "./play.ts";

export const BUILT_IN = "distributed-systems";
export const COOKING = "cooking";
export const KNITTING = "knitting";

const COOKING_FIRST = writeCourse("Cooking", ["Knives", "Heat"], ["Soup", "Bread"]);
const COOKING_SECOND = writeCourse("Cooking", ["Heat", "Salt"], ["Soup", "Bread"]);
const COOKING_WAITING = writeCourse("Cooking", ["Heat", "Salt", "Fat"], ["Bread", "Soup"]);
/** More than one page of outline. */
const LONG = writeCourse(
  "A Long Way",
  ...Array.from({ length: 12 }, (_, phase) =>
    Array.from({ length: 12 }, (_lesson, index) => `A rather long title for lesson ${index + 1} of part ${phase + 1}`),
  ),
);

/** The courses that members join: Cooking, which is published twice, rolled back and opened, and Knitting. */
export async function bringCourses({ member }: Play): Promise<void> {
  const ada = member("Ada");
  await ada.slash("course import", {}, { file: COOKING_FIRST.replace("Duration: 30 minutes", "Duration: a while") });
  const first = await ada.slash("course import", {}, { file: COOKING_FIRST });
  await ada.slash("course preview", { course: COOKING });
  await ada.press(first, "Publish");
  await ada.slash("course import", {}, { file: COOKING_SECOND });
  await ada.slash("course publish", { course: COOKING });
  await ada.press(await ada.slash("course rollback", { course: COOKING }), "Leave it");
  await ada.press(await ada.slash("course rollback", { course: COOKING }), "Back to version 1");
  await ada.slash("course mode", { course: COOKING, mode: "open" });
  await ada.slash("course import", {}, { file: writeCourse("Knitting", ["Wool", "Needles"], ["Socks"]) });
  await ada.slash("course publish");
}

/** After members joined: messages that wait for a press of somebody who manages the server. */
export async function leaveCoursesWaiting({ member, away, leaveOpen }: Play): Promise<void> {
  const ada = member("Ada");
  await ada.slash("course rollback", { course: COOKING });
  await ada.slash("course rollback", { course: COOKING, version: "2" });
  await ada.slash("course import", {}, { file: COOKING_WAITING });

  const [builtIn] = await readCourses();
  if (builtIn === undefined) throw new Error("no course is built in");
  await ada.slash("course import", { course: BUILT_IN }, { file: `${builtIn.markdown}\n` });

  const long = await ada.slash("course import", {}, { file: LONG });
  await ada.press(long, moreOf(labelsOf(long)));
  await ada.slash("course preview", { course: "a-long-way" });
  const gone = await ada.slash("course import", {}, { file: writeCourse("Gone", ["Once"]) });
  await ada.slash("course preview", { course: "gone" });
  await ada.press(gone, "Discard");

  await ada.slash("course archive", { course: KNITTING });
  await ada.press(await ada.slash("course archive", { course: KNITTING }), "Offer it again");
  await ada.slash("course archive", { course: KNITTING });
  await ada.slash("course preview", { course: KNITTING });
  await ada.slash("course list");
  leaveOpen(ada, await ada.slashForModal("course import", { course: COOKING }), null);

  const sophie = away("Sophie");
  await sophie.slash("course import", {}, { file: LONG });
  const long2 = await sophie.slash("course publish");
  await sophie.press(long2, "Look at it");
  await sophie.slash("course preview", { course: "a-long-way" });
  await sophie.slash("join", { zone: "UTC", course: "a-long-way" });
  await sophie.slash("path");
  const path = await sophie.slash("path");
  await sophie.press(path, moreOf(labelsOf(path)));
  await sophie.slash("checklist");
  const checklist = await sophie.slash("checklist");
  await sophie.press(checklist, moreOf(labelsOf(checklist)));
  await sophie.slash("course archive", { course: "a-long-way" });
}

/** The label `More ▶ (1/3)` says which page is shown. */
export function moreOf(labels: readonly string[]): string {
  const more = labels.find((label) => label.startsWith("More"));
  if (more === undefined) throw new Error(`nothing to turn to, only ${labels.join(", ")}`);
  return more;
}
