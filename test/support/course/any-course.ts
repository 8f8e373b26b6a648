import fc from "fast-check";
import type {
  Alternate,
  ChecklistItem,
  Course,
  Dependency,
  Duration,
  Extra,
  Lesson,
  Phase,
  Video,
} from "../../../src/course/model.ts";
import { createSlugSet, slugify } from "../../../src/course/slug.ts";

/** One line of text as a member could read it: any characters, no placeholder, no dash that parts a line. */
const line: fc.Arbitrary<string> = fc
  .oneof(fc.string({ minLength: 1, maxLength: 40, unit: "grapheme" }), fc.string({ minLength: 1, maxLength: 40 }))
  .map((text) => text.replace(/[\s\p{Cc}]+/gu, " ").trim())
  .filter((text) => text !== "" && text.length <= 150 && !/^\[[^[\]]*\]$| [—–-] |\uFFFD/.test(text));
const optionalLine = fc.option(line, { nil: null });
const kind = fc.oneof(fc.constantFrom("Article", "Paper", "Book chapter"), fc.stringMatching(/^[\w()*]{1,20}$/));

/** As the parser gives it: with a path, even if it is only `/`. */
const link = fc
  .webUrl({ validSchemes: ["https"], withFragments: true, withQueryParameters: true, size: "small" })
  .map((url) => new URL(url).href);
const optionalLink = fc.option(link, { nil: null });
const duration: fc.Arbitrary<Duration> = fc
  .tuple(fc.integer({ min: 1, max: 6000 }), fc.integer({ min: 1, max: 6000 }))
  .map(([one, other]) => ({ shortest: Math.min(one, other), longest: Math.max(one, other) }));
const optionalDuration = fc.option(duration, { nil: null });
const alternates: fc.Arbitrary<Alternate[]> = fc.array(fc.record({ title: line, link, duration: optionalDuration }), {
  maxLength: 2,
});

const prose = fc.array(line, { maxLength: 3 }).map((paragraphs) => paragraphs.join("\n\n"));

type LessonSeed = { lesson: Omit<Lesson, "id" | "dependencies">; id: string; needs: number[] };

const lessonSeed: fc.Arbitrary<LessonSeed> = fc.record({
  lesson: fc.record({
    title: line,
    kind,
    link: optionalLink,
    duration: optionalDuration,
    focus: optionalLine,
    nextStep: optionalLine,
    alternates,
  }),
  id: fc.oneof(
    fc.constantFrom("none", "and", "complete", "2", "phase-1"),
    fc.stringMatching(/^[a-z]{1,8}(-[a-z0-9]{1,8})?$/),
  ),
  needs: fc.array(fc.nat(), { maxLength: 3 }),
});

const phaseSeeds = fc.array(fc.record({ title: line, lessons: fc.array(lessonSeed, { minLength: 1, maxLength: 4 }) }), {
  minLength: 1,
  maxLength: 4,
});

/** Lessons depend on what stands before them only, and a phase's first lesson on what stands before its phase. */
function makePhases(seeds: readonly { title: string; lessons: readonly LessonSeed[] }[]): Phase[] {
  const ids = createSlugSet();
  ids.add("path");
  const before: Dependency[] = [];
  return seeds.map(({ title, lessons: lessonSeeds }, index) => {
    const number = index + 1;
    const lessons = lessonSeeds.map((seed): Lesson => {
      const needed = before.length === 0 ? [] : seed.needs.map((need) => before[need % before.length]);
      const dependencies = [...new Set(needed)].filter((dependency) => dependency !== undefined);
      const id = ids.claim(seed.id);
      before.push({ kind: "lesson", lesson: id });
      return { ...seed.lesson, id, dependencies };
    });
    before.push({ kind: "phase", phase: number });
    const stated = lessons[0]?.dependencies ?? [];
    const previous: Dependency[] = number === 1 ? [] : [{ kind: "phase", phase: number - 1 }];
    return { number, title, dependencies: stated.length > 0 ? stated : previous, lessons };
  });
}

function identify<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  fallback: string,
): (Item & { id: string })[] {
  const ids = createSlugSet();
  return items.map((item) => ({ ...item, id: ids.claim(slugify(nameOf(item)) || fallback) }));
}

const extras: fc.Arbitrary<Extra[]> = fc
  .array(fc.record({ title: line, linkTitle: optionalLine, link: optionalLink, alternates }), { maxLength: 3 })
  .map((all) => all.map((extra) => ({ ...extra, linkTitle: extra.link === null ? null : extra.linkTitle })))
  .map((all) => identify(all, ({ title }) => title, "extra"));

const videos: fc.Arbitrary<Video[]> = fc
  .array(
    fc.record({ title: line, link: optionalLink, duration: optionalDuration, channel: optionalLine, alternates }),
    { maxLength: 3 },
  )
  .map((all) => identify(all, ({ title }) => title, "video"));

function checklist(phases: number): fc.Arbitrary<ChecklistItem[]> {
  const ofPhase = fc.integer({ min: 1, max: phases }).map((phase) => ({ text: `Phase ${phase} completed`, phase }));
  const other = line.filter((text) => !/phase/i.test(text)).map((text) => ({ text, phase: null }));
  return fc.array(fc.oneof(ofPhase, other), { maxLength: 4 }).map((all) => identify(all, ({ text }) => text, "item"));
}

/** Any course that an author could write down in the template. */
export const anyCourse: fc.Arbitrary<Course> = phaseSeeds.map(makePhases).chain((phases) =>
  fc.record({
    id: fc.constant("course"),
    title: line,
    overview: prose,
    prerequisites: prose,
    phases: fc.constant(phases),
    extras,
    videos,
    checklist: checklist(phases.length),
    notes: prose,
  }),
);
