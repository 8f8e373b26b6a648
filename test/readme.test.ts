import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commands } from "../commands/index.ts";
import { SETTINGS } from "../src/config.ts";

const ROOT = join(import.meta.dirname, "..");
const readme = readFileSync(join(ROOT, "README.md"), "utf8");
const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: Record<string, string> };

describe("the README", () => {
  it("shows only pictures and pages that exist", () => {
    const paths = [...readme.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, path]) => path ?? "");
    expect(paths.length).toBeGreaterThan(3);
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it("names every command with its options, and no other", () => {
    const written = [...readme.matchAll(/^\| `\/([^`]+)` \|/gm)].map(([, usage]) => usage);
    const offered = commands.flatMap(({ name, routes }) =>
      routes.kind === "single"
        ? [usageOf(name, routes.route.options)]
        : Object.entries(routes.routes).map(([sub, route]) => usageOf(`${name} ${sub}`, route.options)),
    );
    expect(written.toSorted()).toEqual(offered.toSorted());
  });

  it("names every setting", () => {
    const written = [...readme.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name);
    expect(SETTINGS.filter((name) => !written.includes(name))).toEqual([]);
  });

  it("names every script", () => {
    const written = [...readme.matchAll(/`npm (?:run )?([a-z:]+)/g)].map(([, name]) => name);
    expect(Object.keys(scripts).filter((name) => !written.includes(name))).toEqual([]);
  });
});

/** `join zone [course]`: optional ones in brackets. */
function usageOf(name: string, options: Readonly<Record<string, { required?: true }>>): string {
  const words = Object.entries(options).map(([option, { required }]) => (required ? option : `[${option}]`));
  return [name, ...words].join(" ");
}
