import type { Location, Report } from "../diagnostics.ts";
import type { Dependency } from "../model.ts";
import { suggest } from "../nearest.ts";
import type { IdentifiedPhase } from "./lesson-ids.ts";
import type { Stated } from "./lessons.ts";

/**
 * Looking for a suggestion compares an unknown name with every known one. After this many (about 2 s) no more are made.
 */
const MOST_COMPARISONS = 50_000;

/** Titles may contain separators, so every run of pieces is tried as a name. The work grows with the square of this. */
const MOST_NAMES = 24;

const SEPARATOR = /(\s*[;,]\s*(?:and\s+)?|\s+and\s+)/i;
const VERB = /^complete\s+/i;
const PHASE = /^phases?\s+(\d{1,4})$/i;
const NUMBER = /^\d{1,4}$/;
const NOTHING = /^none\.?$/i;

type Match = { ids: readonly string[] } | { phase: number };

/** Looks up what a `Dependencies:` line names. Unknown and ambiguous names are reported and left out. */
export type DependencyResolver = (stated: Stated | null) => Dependency[];

export function createDependencyResolver(phases: readonly IdentifiedPhase[], report: Report): DependencyResolver {
  const lessons = phases.flatMap((phase) => phase.lessons);
  const ids = new Set(lessons.map((lesson) => lesson.id));
  const byTitle = Map.groupBy(lessons, (lesson) => lesson.title.toLowerCase());
  const names = [...phases.map((phase) => `Phase ${phase.number}`), ...lessons.map((lesson) => lesson.title), ...ids];
  let comparisonsLeft = MOST_COMPARISONS;

  function match(name: string, afterPhase: boolean): Match | null {
    if (ids.has(name)) return { ids: [name] };
    const titled = byTitle.get(name.toLowerCase());
    if (titled !== undefined) return { ids: titled.map((lesson) => lesson.id) };
    const number = PHASE.exec(name)?.[1] ?? (afterPhase && NUMBER.test(name) ? name : null);
    if (number !== null) return { phase: Number(number) };
    return VERB.test(name) ? match(name.replace(VERB, ""), afterPhase) : null;
  }

  function reportUnknown(name: string, location: Location): void {
    const suggestion = comparisonsLeft > 0 ? suggest(name.replace(VERB, ""), names) : "";
    comparisonsLeft -= names.length;
    const forms = "Name a phase (`Complete Phase 1`), or a lesson by its title or id.";
    report.add("dependency-unknown", location, `There is no “${name}” in this course.${suggestion} ${forms}`);
  }

  function toDependency(found: Match, name: string, location: Location): Dependency | null {
    if ("phase" in found) {
      if (found.phase >= 1 && found.phase <= phases.length) return { kind: "phase", phase: found.phase };
      reportUnknown(`Phase ${found.phase}`, location);
      return null;
    }
    const [lesson, ...others] = found.ids;
    if (lesson !== undefined && others.length === 0) return { kind: "lesson", lesson };
    const choice = found.ids.map((id) => `\`${id}\``).join(", ");
    report.add(
      "dependency-ambiguous",
      location,
      `Several lessons are called “${name}”: use one of their ids instead, ${choice}.`,
    );
    return null;
  }

  return (stated) => {
    if (stated === null) return [];
    const { text, location } = stated;
    const dependencies = new Map<string, Dependency>();
    const pieces = text.split(SEPARATOR);
    if (pieces.length > 2 * MOST_NAMES) {
      const message = `At most ${MOST_NAMES} names fit here: name a whole phase (\`Complete Phase 1\`) for its lessons.`;
      report.add("dependencies-too-many", location, message);
      return [];
    }
    let afterPhase = false;
    let next = 0;
    while (next < pieces.length) {
      const { name, end, found } = takeLongestName(pieces, next, (candidate) => match(candidate, afterPhase));
      next = end;
      afterPhase = found !== null && "phase" in found;
      if (found === null && name !== "" && !NOTHING.test(name)) reportUnknown(name, location);
      const dependency = found === null ? null : toDependency(found, name, location);
      if (dependency !== null) dependencies.set(JSON.stringify(dependency), dependency);
    }
    return [...dependencies.values()];
  };
}

/** Names are at even indices, with separators between them. A title may contain a comma or an “and” of its own. */
function takeLongestName(
  pieces: readonly string[],
  start: number,
  match: (name: string) => Match | null,
): { name: string; end: number; found: Match | null } {
  for (let last = pieces.length - 1; last >= start; last -= 2) {
    const name = pieces
      .slice(start, last + 1)
      .join("")
      .trim();
    const found = match(name);
    if (found !== null) return { name, end: last + 2, found };
  }
  return { name: pieces[start]?.trim() ?? "", end: start + 2, found: null };
}
