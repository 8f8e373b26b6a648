import { describe, expect, test } from "vitest";
import { addEntries, describeEntry, findGaps, findLockfileProblems } from "../../scripts/lockfile-entries.mjs";

const WHOLE = {
  packages: {
    "": { dependencies: { tool: "1.0.0" } },
    "node_modules/tool": { version: "1.0.0", dev: true, optionalDependencies: { "@tool/linux-x64": "1.0.0" } },
    "node_modules/@tool/linux-x64": { version: "1.0.0", dev: true, optional: true },
  },
};

/** As npm writes it if the registry only has the tool's package for Linux. */
const GAPPY = {
  packages: {
    ...WHOLE.packages,
    "node_modules/tool": {
      version: "1.0.0",
      dev: true,
      optionalDependencies: { "@tool/darwin-arm64": "1.0.0", "@tool/linux-x64": "1.0.0" },
    },
  },
};

describe("gaps", () => {
  test("a platform's package without an entry is a gap", () => {
    expect(findGaps(WHOLE)).toEqual([]);
    expect(findGaps(GAPPY)).toEqual([
      { folder: "node_modules/@tool/darwin-arm64", name: "@tool/darwin-arm64", version: "1.0.0", dev: true },
    ]);
  });

  test("a nested package finds its optional packages on the way up", () => {
    const nested = { version: "1.0.0", optionalDependencies: { "@tool/linux-x64": "1.0.0" } };
    const lockfile = { packages: { ...WHOLE.packages, "node_modules/a/node_modules/tool": nested } };
    expect(findGaps(lockfile)).toEqual([]);
  });

  test("an entry of another version is not enough, and the missing one goes beside its dependent", () => {
    const newer = { version: "2.0.0", optionalDependencies: { "@tool/linux-x64": "2.0.0" } };
    const lockfile = { packages: { ...WHOLE.packages, "node_modules/a/node_modules/tool": newer } };
    expect(findGaps(lockfile).map(({ folder }) => folder)).toEqual([
      "node_modules/a/node_modules/tool/node_modules/@tool/linux-x64",
    ]);
  });
});

describe("the entry of a gap", () => {
  const gap = { folder: "node_modules/x", name: "@tool/linux-arm64-musl", version: "1.0.0", dev: true };

  test("is what the registry says", () => {
    const manifest = { os: ["linux"], cpu: ["arm64"], libc: ["musl"], license: "MIT", dist: { integrity: "sha512-x" } };
    expect(describeEntry(gap, manifest)).toEqual({
      version: "1.0.0",
      integrity: "sha512-x",
      cpu: ["arm64"],
      dev: true,
      libc: ["musl"],
      license: "MIT",
      optional: true,
      os: ["linux"],
    });
  });

  test.each([
    ["@tool/linux-arm64-musl", { os: ["linux"], cpu: ["arm64"], libc: ["musl"] }],
    ["@tool/linux-x64-gnu", { os: ["linux"], cpu: ["x64"], libc: ["glibc"] }],
    ["@tool/binding-linux-arm-gnueabihf", { os: ["linux"], cpu: ["arm"], libc: ["glibc"] }],
    ["@tool/win32-ia32-msvc", { os: ["win32"], cpu: ["ia32"] }],
    ["tool-android-arm-eabi", { os: ["android"], cpu: ["arm"] }],
  ])("is read from the name %s if the registry lacks it", (name, platform) => {
    const entry = describeEntry({ ...gap, name, dev: false }, undefined);
    expect(entry).toEqual({ version: "1.0.0", optional: true, ...platform });
  });

  test("is not guessed from a name without a platform", () => {
    expect(() => describeEntry({ ...gap, name: "fsevents" }, undefined)).toThrow(
      "its name does not say which platform",
    );
  });

  test("makes the lockfile complete, in npm's order", () => {
    const entries = new Map(findGaps(GAPPY).map((found) => [found.folder, describeEntry(found, undefined)]));
    const completed = addEntries(GAPPY, entries);
    expect(findGaps(completed)).toEqual([]);
    expect(Object.keys(completed.packages)).toEqual([
      "",
      "node_modules/@tool/darwin-arm64",
      "node_modules/@tool/linux-x64",
      "node_modules/tool",
    ]);
  });
});

describe("problems", () => {
  const manifests = (dependencies: Record<string, string>) => new Map([["", { dependencies }]]);

  test("a complete lockfile has none", () => {
    expect(findLockfileProblems(WHOLE, manifests({ tool: "1.0.0" }))).toEqual([]);
  });

  test("a gap, a host and a dependency that npm has not seen are each reported", () => {
    const lockfile = {
      packages: { ...GAPPY.packages, "node_modules/far": { resolved: "https://example.org/far.tgz" } },
    };
    expect(findLockfileProblems(lockfile, manifests({ tool: "1.0.0", fresh: "1.0.0" }))).toEqual([
      "Its dependencies differ from package.json: run npm install, then npm run lockfile.",
      "It lacks node_modules/@tool/darwin-arm64 1.0.0: run npm run lockfile.",
      "It names a host for node_modules/far: .npmrc's omit-lockfile-registry-resolved prevents that.",
    ]);
  });

  test("a workspace's dependencies are compared, too, and its link names no host", () => {
    const lockfile = {
      packages: {
        ...WHOLE.packages,
        part: { dependencies: { tool: "1.0.0" } },
        "node_modules/@own/part": { resolved: "part", link: true },
      },
    };
    const withPart = (version: string) =>
      new Map([...manifests({ tool: "1.0.0" }), ["part", { dependencies: { tool: version } }]]);
    expect(findLockfileProblems(lockfile, withPart("1.0.0"))).toEqual([]);
    expect(findLockfileProblems(lockfile, withPart("2.0.0"))).toEqual([
      "Its dependencies differ from part/package.json: run npm install, then npm run lockfile.",
    ]);
  });
});
