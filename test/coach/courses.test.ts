import { beforeEach, describe, expect, it } from "vitest";
import { expectProblem, expectValue, GUILD, joinAs, makeCoach, type TestCoach } from "../support/coach.ts";
import { makeCourse } from "../support/course.ts";
import { writeCourse } from "../support/markdown.ts";
import { admin, importDraft, importText, publish } from "../support/publishing.ts";

const builtIn = {
  course: makeCourse([["a", "b"], ["c"]], { id: "sample", title: "Sample Course" }),
  questions: [],
  markdown: "# As built in",
};
let test: TestCoach;
beforeEach(() => {
  test = makeCoach([builtIn]);
});

async function titlesOf(guildId = GUILD): Promise<string[]> {
  return (await test.coach.courses.listCourses({ guildId, userId: "admin" })).courses.map(
    ({ served }) => served.course.title,
  );
}

describe("an import", () => {
  it("changes nothing until it is published", async () => {
    await importDraft(test, writeCourse("Cooking", ["Knives"]));
    expect(await titlesOf()).toEqual(["Sample Course"]);
    expect((await test.coach.courses.listCourses(admin)).drafts).toEqual(["cooking"]);
    expect(expectValue(await test.coach.courses.publishLatestDraft({ ...admin, courseId: null }))).toMatchObject({
      number: 1,
    });
    expect(await titlesOf()).toEqual(["Sample Course", "Cooking"]);
    expect(await titlesOf("9")).toEqual(["Sample Course"]);
  });

  it("with mistakes names their lines and keeps nothing", async () => {
    const imported = expectValue(await importText(test, "# Cooking\n\n## Learning Path\n\n### Phase one\n"));
    expect(imported).toMatchObject({ kind: "refused", fileName: "path.md" });
    const diagnostics = imported.kind === "refused" ? imported.diagnostics : [];
    expect(diagnostics[0]).toMatchObject({ line: 5, severity: "error" });
    expect((await test.coach.courses.listCourses(admin)).drafts).toEqual([]);
  });

  it("updates the course with the same title or the one that was named, or else becomes a new course", async () => {
    const text = writeCourse("Sample course", ["A"]);
    expect((await importDraft(test, text)).draft.courseId).toBe("sample");
    expect((await importDraft(test, writeCourse("Renamed", ["A"]), "Sample Course")).draft.courseId).toBe("sample");
    expect((await importDraft(test, text, "our-own")).draft.courseId).toBe("our-own");
    expect((await importDraft(test, writeCourse("Käse & Wein", ["A"]))).draft.courseId).toBe("kase-wein");
  });

  it("never replaces a course with another title, even if both titles make the same id", async () => {
    await publish(test, writeCourse("C++", ["Intro"]));
    expect((await importDraft(test, writeCourse("C#", ["Intro"]))).draft.courseId).toBe("c-2");
    expect((await importDraft(test, writeCourse("C++", ["Intro", "More"]))).draft.courseId).toBe("c");
  });

  it("of a second course with the same title keeps both, each named by its id", async () => {
    await publish(test, writeCourse("Cooking", ["Knives"]), "alpha");
    await publish(test, writeCourse("Cooking", ["Soup"]), "beta");
    const member = { guildId: GUILD, userId: "1", timeZone: "UTC" };
    for (const id of ["alpha", "beta"]) {
      const joined = expectValue(await test.coach.learning.joinCourse({ ...member, courseId: id }));
      expect(joined.learner.enrolment.courseId).toBe(id);
    }
    expect(expectProblem(await test.coach.learning.joinCourse({ ...member, courseId: "Cooking" })).kind).toBe(
      "unknown-course",
    );
  });

  it("asks for an id if the title has no letter to make one from", async () => {
    expect(expectProblem(await importText(test, writeCourse("分散システム", ["A"]))).kind).toBe("course-unnamed");
    expect((await importDraft(test, writeCourse("分散システム", ["A"]), "distributed")).draft.courseId).toBe(
      "distributed",
    );
  });

  it("accepts only markdown, not too large, from an address that can be fetched", async () => {
    const text = writeCourse("Cooking", ["Knives"]);
    expect(expectProblem(await importText(test, text, { name: "path.pdf" })).kind).toBe("not-markdown");
    expect(expectProblem(await importText(test, text, { bytes: 256 * 1024 + 1 })).kind).toBe("file-too-large");
    const file = { name: "path.md", address: "https://example.org/path.md", bytes: 1 };
    const ask = () => test.coach.courses.importCourse({ ...admin, file, courseId: null });
    test.attached.set(file.address, { kind: "too-large" });
    expect(expectProblem(await ask()).kind).toBe("file-too-large");
    test.attached.set(file.address, { kind: "foreign" });
    expect(expectProblem(await ask()).kind).toBe("file-unreachable");
  });

  it("is refused if the server has the most courses it can have, unless it updates one", async () => {
    for (let count = 2; count <= 25; count += 1) await importDraft(test, writeCourse(`Course ${count}`, ["A"]));
    expect(expectProblem(await importText(test, writeCourse("One too many", ["A"]))).kind).toBe("too-many-courses");
    expect((await importDraft(test, writeCourse("Course 7", ["B"]))).draft.courseId).toBe("course-7");
  });

  it("says what changes, and how many learners completed the lessons that go", async () => {
    const who = await joinAs(test, "1");
    await test.coach.learning.completeLesson({ ...who, lessonId: "a" });
    const { update } = await importDraft(test, writeCourse("Sample Course", ["b", "d"], ["c"]));
    expect(update).toMatchObject({
      from: 0,
      learners: 1,
      diff: { added: [{ id: "d" }], removed: [{ id: "a" }], moved: [], retitled: [] },
    });
    expect(update?.completions.get("a")).toBe(1);
    expect((await importDraft(test, writeCourse("New", ["b"]))).update).toBeNull();
  });
});

describe("publishing", () => {
  it("twice counts once, and fails for a draft that was replaced or discarded", async () => {
    const replaced = await importDraft(test, writeCourse("Cooking", ["Knives"]));
    const { draft } = await importDraft(test, writeCourse("Cooking", ["Knives", "Heat"]));
    expect(
      expectProblem(await test.coach.courses.publishDraft({ ...admin, draftId: replaced.draft.id, from: null })).kind,
    ).toBe("draft-gone");
    await test.coach.courses.publishDraft({ ...admin, draftId: draft.id, from: null });
    expect(
      expectValue(await test.coach.courses.publishDraft({ ...admin, draftId: draft.id, from: null })),
    ).toMatchObject({
      already: true,
      number: 1,
    });
    const other = await importDraft(test, writeCourse("Baking", ["Dough"]));
    expect(await test.coach.courses.discardDraft({ ...admin, draftId: other.draft.id })).toBe(true);
    expect(
      expectProblem(await test.coach.courses.publishDraft({ ...admin, draftId: other.draft.id, from: null })).kind,
    ).toBe("draft-gone");
    expect(expectProblem(await test.coach.courses.publishLatestDraft({ ...admin, courseId: null })).kind).toBe(
      "no-draft",
    );
  });

  it("is refused if another version was published after the import was shown", async () => {
    await publish(test, writeCourse("Cooking", ["Knives"]));
    const { draft, update } = await importDraft(test, writeCourse("Cooking", ["Knives", "Heat"]));
    expect(update?.from).toBe(1);
    await test.coach.courses.setArchived({ ...admin, courseId: "cooking", archived: true });
    const press = async (from: number) => test.coach.courses.publishDraft({ ...admin, draftId: draft.id, from });
    expect(expectProblem(await press(0))).toMatchObject({ kind: "version-moved-on", title: "Cooking" });
    expect(expectValue(await press(1))).toMatchObject({ number: 2, already: false, offeredAgain: true });
    // A second press on the same button finds it published.
    expect(expectValue(await press(1))).toMatchObject({ number: 2, already: true });
  });

  it("names the waiting import that a new one replaces", async () => {
    const first = await importDraft(test, writeCourse("Cooking", ["Knives"]));
    const imported = expectValue(await importText(test, writeCourse("Cooking!", ["Forks"])));
    expect(imported).toMatchObject({ kind: "draft", replaced: { id: first.draft.id, importedBy: "admin" } });
  });

  it("is refused for another server's draft", async () => {
    const { draft } = await importDraft(test, writeCourse("Cooking", ["Knives"]));
    const thief = { guildId: "9", userId: "admin", draftId: draft.id, from: null };
    expect(expectProblem(await test.coach.courses.publishDraft(thief)).kind).toBe("draft-gone");
    expect(expectProblem(await test.coach.courses.readDraft(thief)).kind).toBe("draft-gone");
    expect(await test.coach.courses.discardDraft(thief)).toBe(false);
  });
});

describe("going back", () => {
  const cooking = { ...admin, courseId: "cooking" };

  async function goBack(courseId = "cooking") {
    const { from, to } = expectValue(await test.coach.courses.proposeRollback({ ...admin, courseId, version: null }));
    return expectValue(await test.coach.courses.rollBack({ ...admin, courseId, from, to }));
  }

  it("brings back one text after the other, each as a new version", async () => {
    for (const lesson of ["Knives", "Heat", "Salt"]) await publish(test, writeCourse("Cooking", [lesson]));
    expect((await goBack()).served).toMatchObject({ version: 4, course: { phases: [{ lessons: [{ id: "heat" }] }] } });
    expect((await goBack()).served).toMatchObject({
      version: 5,
      course: { phases: [{ lessons: [{ id: "knives" }] }] },
    });
    expect(expectProblem(await test.coach.courses.proposeRollback({ ...cooking, version: null })).kind).toBe(
      "no-earlier-version",
    );
  });

  it("ends at the built-in course, which comes before the server's first version", async () => {
    await publish(test, writeCourse("Ours", ["A"]), "sample");
    expect((await goBack("sample")).served.course).toEqual(builtIn.course);
    expect(
      expectProblem(await test.coach.courses.proposeRollback({ ...admin, courseId: "sample", version: null })).kind,
    ).toBe("no-earlier-version");
  });

  it("twice on one message counts once, and is refused after another version", async () => {
    await publish(test, writeCourse("Cooking", ["Knives"]));
    await publish(test, writeCourse("Cooking", ["Heat"]));
    const press = { ...cooking, from: 2, to: 1 };
    expect(expectValue(await test.coach.courses.rollBack(press)).already).toBe(false);
    expect(expectValue(await test.coach.courses.rollBack(press)).already).toBe(true);
    await publish(test, writeCourse("Cooking", ["Salt"]));
    expect(expectProblem(await test.coach.courses.rollBack(press)).kind).toBe("version-moved-on");
  });
});

describe("progress", () => {
  it("on a lesson that leaves the course is kept, and comes back with the lesson", async () => {
    const who = await joinAs(test, "1");
    await test.coach.learning.completeLesson({ ...who, lessonId: "a" });
    const completedNow = async () => expectValue(await test.coach.learning.findLearner(who)).standing.completedLessons;
    await publish(test, writeCourse("Sample Course", ["b"], ["c"]));
    expect(await completedNow()).toBe(0);
    await test.coach.courses.rollBack({ ...admin, courseId: "sample", from: 1, to: 0 });
    expect(await completedNow()).toBe(1);
  });
});

describe("an export", () => {
  it("is exactly what was imported, and can be imported as the same course", async () => {
    const text = `\uFEFF${writeCourse("Cooking", ["Knives", "Heat"]).replaceAll("\n", "\r\n")}<!-- mine -->`;
    const { served } = await publish(test, text);
    const exported = expectValue(
      await test.coach.courses.exportCourse({ ...admin, courseId: "Cooking", version: null }),
    );
    expect(exported).toMatchObject({ fileName: "cooking.md", markdown: text });
    expect((await importDraft(test, exported.markdown)).course).toEqual(served.course);
  });

  it("after going back is the text in use, even if that is the built-in course's", async () => {
    await publish(test, writeCourse("Cooking", ["Knives"]));
    await publish(test, writeCourse("Cooking", ["Heat"]));
    await test.coach.courses.rollBack({ ...admin, courseId: "cooking", from: 2, to: 1 });
    expect(
      expectValue(await test.coach.courses.exportCourse({ ...admin, courseId: "cooking", version: null })).markdown,
    ).toBe(writeCourse("Cooking", ["Knives"]));
    await publish(test, writeCourse("Ours", ["A"]), "sample");
    await test.coach.courses.rollBack({ ...admin, courseId: "sample", from: 1, to: 0 });
    expect(
      expectValue(await test.coach.courses.exportCourse({ ...admin, courseId: "sample", version: null })).markdown,
    ).toBe("# As built in");
    expect(
      expectProblem(await test.coach.courses.exportCourse({ ...admin, courseId: "none", version: null })).kind,
    ).toBe("unknown-course");
  });
});

describe("open mode", () => {
  it("lets a learner complete what guided mode locks, in this server only", async () => {
    const who = await joinAs(test, "1");
    expect(expectProblem(await test.coach.learning.completeLesson({ ...who, lessonId: "c" })).kind).toBe("locked");
    await test.coach.courses.setMode({ ...admin, courseId: "sample", mode: "open" });
    expect(expectValue(await test.coach.learning.completeLesson({ ...who, lessonId: "c" })).lesson.id).toBe("c");
    const { learner } = expectValue(
      await test.coach.learning.joinCourse({ guildId: "9", userId: "1", courseId: null, timeZone: "UTC" }),
    );
    expect(learner.standing.lessons[2]?.state).toBe("locked");
  });
});

describe("an earlier version by its number", () => {
  const texts = ["Knives", "Heat", "Soup"].map((lesson) => writeCourse("Cooking", [lesson]));
  const courseId = "cooking";

  beforeEach(async () => {
    for (const text of texts) await publish(test, text);
  });

  it("is brought back, and so is the newer one afterwards", async () => {
    const back = expectValue(await test.coach.courses.proposeRollback({ ...admin, courseId, version: null }));
    expect(back).toMatchObject({ from: 3, to: 2 });
    await test.coach.courses.rollBack({ ...admin, courseId, from: 3, to: 2 });
    const forth = expectValue(await test.coach.courses.proposeRollback({ ...admin, courseId, version: " 3 " }));
    expect(forth).toMatchObject({ from: 4, to: 3 });
    expect(expectValue(await test.coach.courses.rollBack({ ...admin, courseId, from: 4, to: 3 })).served.version).toBe(
      5,
    );
    // Version 4 only brought back 2, so that is what it means.
    expect(expectValue(await test.coach.courses.proposeRollback({ ...admin, courseId, version: "4" })).to).toBe(2);
  });

  it("is exported, with its number in the file's name", async () => {
    const first = expectValue(await test.coach.courses.exportCourse({ ...admin, courseId, version: "1" }));
    expect(first).toMatchObject({ number: 1, fileName: "cooking-1.md", markdown: texts[0] });
    const inForce = expectValue(await test.coach.courses.exportCourse({ ...admin, courseId, version: null }));
    expect(inForce).toMatchObject({ number: 3, fileName: "cooking.md", markdown: texts[2] });
  });

  it("is not brought back if it is in use, or was never published", async () => {
    const propose = async (version: string) =>
      expectProblem(await test.coach.courses.proposeRollback({ ...admin, courseId, version })).kind;
    expect(await propose("3")).toBe("version-in-force");
    expect(await propose("3 · 23 Nov 2026, 12:00 · in force")).toBe("version-in-force");
    for (const version of ["0", "4", "-1", "two", "", "1.0", "9999999999"]) {
      expect(await propose(version)).toBe("unknown-version");
      const exported = await test.coach.courses.exportCourse({ ...admin, courseId, version });
      expect(expectProblem(exported)).toMatchObject({ kind: "unknown-version", title: "Cooking" });
    }
  });

  it("is listed, newest first, without versions that only brought one back", async () => {
    await test.coach.courses.rollBack({ ...admin, courseId, from: 3, to: 1 });
    expect(await test.coach.courses.listTexts({ ...admin, courseId })).toMatchObject([
      { number: 3, usedAs: null },
      { number: 2, usedAs: null },
      { number: 1, usedAs: 4 },
    ]);
    expect(await test.coach.courses.listTexts({ ...admin, courseId: "sample" })).toEqual([
      { number: 0, publishedAt: null, usedAs: 0 },
    ]);
    expect(await test.coach.courses.listTexts({ ...admin, courseId: "none" })).toEqual([]);
  });
});
