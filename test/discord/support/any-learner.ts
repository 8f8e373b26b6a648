import fc from "fast-check";
import type { Learner } from "../../../src/coach/learning/learner.ts";
import type { Course } from "../../../src/course/model.ts";
import type { Enrolment } from "../../../src/study/enrolment.ts";
import { standIn } from "../../../src/study/standing.ts";
import { asServed, makeCourse, makeLesson } from "../../support/course.ts";

export const enrolment: Enrolment = {
  id: 999_999_999_999_999,
  guildId: "1",
  userId: "2",
  courseId: "sample",
  timeZone: "America/Argentina/ComodRivadavia",
  hidden: false,
  joinedAt: 0,
  activatedAt: 0,
  leftAt: null,
  directMessagesClosedAt: 1,
  toldOfClosedDirectMessages: false,
  refusal: null,
};

/** The most awkward text that the parser allows: long, with many marks of markdown and wide characters. */
export const awkward = (max: number) =>
  fc.oneof(
    fc.string({ minLength: 1, maxLength: max }).map((text) => text.replaceAll(/\s+/g, " ").trim() || "x"),
    fc.constantFrom("*", "_[](", "👩‍🚀", "`", "# ", "𝕏").map((mark) => mark.repeat(max).slice(0, max)),
  );
const duration = fc.option(
  fc.tuple(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 0, max: 3000 })).map(([a, b]) => ({
    shortest: a,
    longest: a + b,
  })),
);
const url = fc.constantFrom(null, "https://example.org/", `https://example.org/${"a".repeat(490)}`);
const alternates = fc.array(
  fc.record({ title: awkward(150), link: fc.constant("https://example.org/alternate"), duration }),
  { maxLength: 12 },
);

export const course: fc.Arbitrary<Course> = fc
  .record({
    title: awkward(150),
    prose: awkward(3_000),
    sizes: fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 6 }),
    lesson: fc.record({
      title: awkward(150),
      focus: fc.option(awkward(500)),
      nextStep: fc.option(awkward(500)),
      duration,
      link: url,
      alternates,
    }),
    extras: fc.integer({ min: 0, max: 30 }),
    videos: fc.integer({ min: 0, max: 5 }),
  })
  .map(({ title, prose, sizes, lesson, extras, videos }) =>
    makeCourse(
      sizes.map((size, phase) =>
        Array.from({ length: size }, (_, index) =>
          makeLesson(`${"l".repeat(40)}-${phase}-${index}`.slice(-48), lesson),
        ),
      ),
      {
        title,
        ...{ overview: prose, prerequisites: prose.slice(0, 400), notes: prose },
        extras: Array.from({ length: extras }, (_, index) => ({
          id: `extra-${index}`,
          title: lesson.title,
          linkTitle: lesson.title,
          link: lesson.link,
          alternates: lesson.alternates,
        })),
        videos: Array.from({ length: videos }, (_, index) => ({
          id: `video-${index}`,
          title: lesson.title,
          link: lesson.link,
          duration: lesson.duration,
          channel: lesson.title,
          alternates: lesson.alternates,
        })),
        checklist: [
          { id: "phase", text: lesson.title, phase: 1 },
          { id: "own", text: lesson.title, phase: null },
        ],
      },
    ),
  );

export const learner: fc.Arbitrary<Learner> = fc
  .tuple(course, fc.integer({ min: 0, max: 180 }))
  .map(([course, done]) => {
    const ids = course.phases.flatMap(({ lessons }) => lessons.map(({ id }) => id)).slice(0, done);
    const progress = {
      started: new Map(ids.map((id) => [id, 1])),
      completed: new Map(ids.map((id) => [id, 1])),
      ticks: new Set<string>(),
    };
    return { enrolment, content: asServed(course), progress, standing: standIn(course, progress) };
  });
