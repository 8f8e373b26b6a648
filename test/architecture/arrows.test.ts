import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";

const ROOT = path.resolve(import.meta.dirname, "../..");
const CRUISER = path.join(ROOT, "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs");

const ReportSchema = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});
type Report = z.infer<typeof ReportSchema>;

/** Runs dependency-cruiser on a project, as `npm test` does. */
function cruise(house: string): Promise<Report> {
  const args = [CRUISER, ".", "--output-type", "json"];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: house, maxBuffer: 64 * 1024 * 1024 }, (_failed, stdout, stderr) => {
      // Its exit code is the number of violations, so its output decides whether it ran.
      if (stdout === "") reject(new Error(stderr));
      else resolve(ReportSchema.parse(JSON.parse(stdout)));
    });
  });
}

test("the project breaks no rule, and all of it was checked", async () => {
  const { modules, summary } = await cruise(ROOT);
  expect(summary.violations).toEqual([]);
  const ours = modules.filter(({ source }) => /^(src|commands)\//.test(source));
  expect(ours.length).toBeGreaterThan(40);
});

/** Each planted file, its text and the rule that must refuse it, or null if it is fine. */
const PLANTED: readonly (readonly [file: string, text: string, rule: string | null])[] = [
  [
    "src/study/planted-client.ts",
    'import { Client } from "discord.js"; new Client({ intents: [] });',
    "study-and-labs-are-pure",
  ],
  ["src/study/planted-file.ts", 'import { readFile } from "node:fs/promises"; readFile;', "study-and-labs-are-pure"],
  ["src/quiz/planted-chrono.ts", 'import * as chrono from "chrono-node"; chrono;', "quiz-is-pure"],
  [
    "src/course/planted-type.ts",
    'import type { Clock } from "../coach/ports.ts"; export type C = Clock;',
    "course-is-pure",
  ],
  [
    "src/course/planted-tree.ts",
    'import type { Root } from "mdast"; export type R = Root;',
    "only-the-parser-knows-markdown",
  ],
  [
    "src/reminders/planted-type.ts",
    'import { type Clock } from "../coach/ports.ts"; export type C = Clock;',
    "reminders-are-pure",
  ],
  ["src/coach/planted-store.ts", 'import "../storage/schema.ts";', "coach-imports-pure-rooms"],
  [
    "src/coach/planted-type.ts",
    'import type { SandboxMember } from "../sandbox/contract.ts"; export type M = SandboxMember;',
    "coach-imports-pure-rooms",
  ],
  ["src/storage/planted-discord.ts", 'import "../discord/actions/index.ts";', "storage-imports-no-other-adapter"],
  [
    "src/storage/planted-client.ts",
    'import { Client } from "discord.js"; new Client({ intents: [] });',
    "discord-js-stays-in-discord",
  ],
  [
    "src/discord/planted-type.ts",
    'import type * as schema from "../storage/schema.ts"; export type S = typeof schema;',
    "discord-imports-no-other-adapter",
  ],
  ["src/discord/planted-sql.ts", 'import { sql } from "drizzle-orm"; sql``;', "sql-stays-in-storage"],
  [
    "src/discord/planted-use-case.ts",
    'import { planted } from "../coach/planted.ts"; planted();',
    "adapters-import-types-of-the-coach",
  ],
  ["src/clocks/planted-sandbox.ts", 'import "../sandbox/clock.ts";', "clocks-imports-no-other-adapter"],
  ["src/cards/planted-root.ts", 'import "../config.ts";', "cards-imports-no-other-adapter"],
  [
    "src/sandbox/planted-coach.ts",
    'import { planted } from "../coach/planted.ts"; planted();',
    "sandbox-is-any-bots-discord",
  ],
  [
    "src/sandbox/planted-type.ts",
    'import type { Clock } from "../coach/ports.ts"; export type C = Clock;',
    "sandbox-is-any-bots-discord",
  ],
  [
    "src/sandbox/rest/planted-client.ts",
    'import { Client } from "discord.js"; new Client({ intents: [] });',
    "sandbox-declares-its-packages",
  ],
  // This one replaces a file, because the files outside of every room are listed by name.
  ["src/sandbox/seeded-random.ts", 'import "./state/own-user.ts";', "sandbox-base"],
  ["src/sandbox/state/planted-rule.ts", 'import "../rules/form.ts";', "sandbox-state"],
  [
    "src/sandbox/rules/planted-type.ts",
    'import type { World } from "../state/world.ts"; export type W = World;',
    "sandbox-rules",
  ],
  ["src/sandbox/messages/planted-act.ts", 'import "../actor/access.ts";', "sandbox-messages"],
  ["src/sandbox/gateway/planted-route.ts", 'import "../rest/router.ts";', "sandbox-gateway"],
  ["src/sandbox/interactions/planted-act.ts", 'import "../actor/access.ts";', "sandbox-interactions"],
  ["src/sandbox/actor/planted-session.ts", 'import "../gateway/session.ts";', "sandbox-actor"],
  ["src/sandbox/member/planted-world.ts", 'import "../state/world.ts";', "sandbox-member"],
  ["src/sandbox/rest/planted-act.ts", 'import "../actor/access.ts";', "sandbox-rest"],
  ["src/sandbox/rest/routes/planted-session.ts", 'import "../../gateway/session.ts";', "sandbox-rest"],
  ["src/sandbox/spec/planted-world.ts", 'import "../state/world.ts";', "sandbox-spec"],
  ["src/sandbox/page/planted-world.ts", 'import "../state/world.ts";', "sandbox-page"],
  ["src/sandbox/page/client/planted-server.ts", 'import "../server.ts";', "sandbox-page-client"],
  ["src/sandbox/page/client/planted-package.ts", 'import { z } from "zod"; z;', "sandbox-page-client"],
  [
    "src/sandbox/actor/planted-fine.ts",
    'import { pressablesIn } from "../messages/parts.ts"; import type { World } from "../state/world.ts"; export type W = World; pressablesIn;',
    null,
  ],
  ["commands/planted-store.ts", 'import "../src/storage/schema.ts";', "commands-import-coach-and-discord"],
  [
    "commands/planted-rule.ts",
    'import { SlugSchema } from "../src/course/model.ts"; SlugSchema;',
    "commands-import-types-of-pure-rooms",
  ],
  ["src/misc/planted.ts", 'import "zod";', "every-file-has-a-room"],
  ["src/cli/planted-test.ts", 'import "../../test/support/no-network.ts";', "the-house-stands-without-its-tests"],
  ["src/labs/planted-orphan.ts", "export const alone = 1;", "no-orphans"],
  ["src/labs/planted-missing.ts", 'import "./not-there.ts";', "every-import-resolves"],
  ["src/labs/planted-egg.ts", 'import "./planted-hen.ts";', "no-circular-imports"],
  // A circle is reported once, from the file that comes first.
  ["src/labs/planted-hen.ts", 'import "./planted-egg.ts";', null],
  ["src/coach/planted.ts", 'import { z } from "zod"; export const planted = () => z;', null],
  [
    "src/course/markdown/planted-text.ts",
    'import type { Root } from "mdast"; import { fromMarkdown } from "mdast-util-from-markdown"; export const r: Root = fromMarkdown("");',
    null,
  ],
  [
    "src/storage/planted-port.ts",
    'import type { Clock } from "../coach/ports.ts"; import { SlugSchema } from "../course/model.ts"; export type C = Clock; SlugSchema;',
    null,
  ],
  [
    "commands/planted-fine.ts",
    'import { Client } from "discord.js"; import { planted } from "../src/coach/planted.ts"; import type { Course } from "../src/course/model.ts"; export type C = Course; planted(); Client;',
    null,
  ],
];

describe("a copy of the project with planted violations", () => {
  let house: string;
  let report: Report;

  beforeAll(async () => {
    house = await mkdtemp(path.join(tmpdir(), "lockstep-house-"));
    for (const part of [
      "src",
      "commands",
      "test/support",
      "package.json",
      "tsconfig.json",
      ".dependency-cruiser.mjs",
    ]) {
      await cp(path.join(ROOT, part), path.join(house, part), { recursive: true });
    }
    await symlink(path.join(ROOT, "node_modules"), path.join(house, "node_modules"), "junction");
    for (const [file, text] of PLANTED) {
      await mkdir(path.dirname(path.join(house, file)), { recursive: true });
      await writeFile(path.join(house, file), text);
    }
    report = await cruise(house);
  });

  afterAll(() => rm(house, { recursive: true }));

  const violations = (file: string) => report.summary.violations.filter(({ from }) => from === file);

  test.each(PLANTED.filter(([, , rule]) => rule !== null))("%s (%s) is refused by %s", (file, _text, rule) => {
    expect(violations(file).map((violation) => violation.rule.name)).toContain(rule);
  });

  test.each(PLANTED.filter(([, , rule]) => rule === null))("%s (%s) is accepted", (file) => {
    expect(report.modules.map(({ source }) => source)).toContain(file);
    expect(violations(file)).toEqual([]);
  });
});

test("two pure rooms that import each other are refused, even if no two files do", async () => {
  const house = await mkdtemp(path.join(tmpdir(), "lockstep-circle-"));
  const sandbox = ["src/sandbox/arrows.mjs", "src/sandbox/package.json"];
  for (const part of ["package.json", "tsconfig.json", ".dependency-cruiser.mjs", ...sandbox]) {
    await cp(path.join(ROOT, part), path.join(house, part));
  }
  await symlink(path.join(ROOT, "node_modules"), path.join(house, "node_modules"), "junction");
  const files = {
    "src/quiz/ask.ts": 'import { learned } from "../study/learned.ts"; export const ask = learned;',
    "src/study/learned.ts": "export const learned = 1;",
    "src/study/plan.ts": 'import { review } from "../quiz/review.ts"; export const plan = review;',
    "src/quiz/review.ts": "export const review = 1;",
  };
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(house, file)), { recursive: true });
    await writeFile(path.join(house, file), text);
  }
  const { summary } = await cruise(house);
  expect(summary.violations.map(({ from, to, rule }) => [rule.name, from, to])).toEqual([
    ["pure-rooms-form-no-circle", "src/quiz", "src/study"],
    ["pure-rooms-form-no-circle", "src/study", "src/quiz"],
  ]);
  await rm(house, { recursive: true });
});
