import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, utimes, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { PINNED_PACKAGES, satisfies } from "../../launcher/runtime.mjs";
import { startRegistry } from "./registry.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const PINNED = PINNED_PACKAGES.get(`${process.platform}-${process.arch}`) ?? "no package for this platform";

/** Prints what it was given as JSON, and exits with code 7. */
const REPORT = `
  import { greeting } from "greeting";
  import path from "node:path";
  console.log(JSON.stringify({ greeting, args: process.argv.slice(2), first: process.env.PATH.split(path.delimiter)[0] }));
  process.exitCode = 7;
`;

let registry: Awaited<ReturnType<typeof startRegistry>>;
let project: string;

beforeAll(async () => {
  registry = await startRegistry();
  // A stand-in for the fetched Node. It passes everything on to the Node that runs these tests.
  const shim = `#!/bin/sh\nexec "${process.execPath}" "$@"\n`;
  await registry.publish({ name: PINNED, version: "26.10.0", files: { "bin/node": shim }, executable: "bin/node" });
  await registry.publish({
    name: "greeting",
    version: "1.0.0",
    files: { "index.js": 'export const greeting = "hello";' },
  });
  await registry.publish({
    name: "greeting",
    version: "2.0.0",
    files: { "index.js": 'export const greeting = "hi";' },
  });
});

afterAll(() => registry.close());

beforeEach(async () => {
  registry.downloads.length = 0;
  project = await realpath(await mkdtemp(path.join(tmpdir(), "lockstep-launch-")));
  await cp(path.join(ROOT, "launcher"), path.join(project, "launcher"), { recursive: true });
  await cp(path.join(ROOT, ".npmrc"), path.join(project, ".npmrc"));
  await writeFile(path.join(project, "report.mjs"), REPORT);
  await requireGreeting("1.0.0");
  return () => rm(project, { recursive: true });
});

async function requireGreeting(version: string): Promise<void> {
  const { engines } = JSON.parse(await readFile(path.join(ROOT, "package.json"), "utf8"));
  const manifest = { name: "project", version: "1.0.0", type: "module", dependencies: { greeting: version }, engines };
  const packages = { "": manifest, "node_modules/greeting": { version } };
  const lockfile = { name: "project", version: "1.0.0", lockfileVersion: 3, requires: true, packages };
  await writeFile(path.join(project, "package.json"), JSON.stringify(manifest));
  await writeFile(path.join(project, "package-lock.json"), JSON.stringify(lockfile));
}

/** Makes a process believe that it runs on another platform, but not the processes that it starts. */
function pretend(change: string): string[] {
  return ["--import", `data:text/javascript,${change}`];
}
const OLD_NODE = pretend(
  'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.20.2" } })',
);

function start(
  args: readonly string[],
  options: { nodeArgs?: readonly string[]; address?: string; underShell?: boolean } = {},
): ChildProcess {
  const environment = {
    ...process.env,
    npm_config_registry: options.address ?? registry.address,
    npm_config_cache: path.join(project, "cache"),
    npm_config_fetch_retries: "0",
  };
  const command = [process.execPath, ...(options.nodeArgs ?? []), "launcher/launch.mjs", ...args];
  // As npm does. The text after the command stops the shell from replacing itself with it.
  const [executable = "", ...rest] = options.underShell
    ? ["/bin/sh", "-c", '"$@"; exit $?', "sh", ...command]
    : command;
  return spawn(executable, rest, { cwd: project, env: environment });
}

async function finish(launch: ChildProcess): Promise<{ code: number; stdout: string; stderr: string }> {
  let stdout = "";
  let stderr = "";
  launch.stdout?.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  launch.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const [code] = await once(launch, "close");
  return { code, stdout, stderr };
}

/** Waits until the stream has printed this text. */
function hear(stream: ChildProcess["stdout"], words: string): Promise<void> {
  return new Promise((resolve) => {
    let heard = "";
    stream?.on("data", (text) => {
      heard += text;
      if (heard.includes(words)) resolve();
    });
  });
}

describe("on a Node that is too old", () => {
  test("it fetches Node and the packages once, runs the script on that Node and exits with its code", async () => {
    const first = await finish(start(["report.mjs", "--colour", "two words"], { nodeArgs: OLD_NODE }));
    expect(first.stderr.trim().split("\n")).toEqual([
      expect.stringMatching(
        /^Lockstep needs Node .+ and found 20\.20\.2: fetching Node 26\.10\.0 into \.node\/, once\.$/,
      ),
      "Installing the packages that package-lock.json names.",
    ]);
    expect(first.code).toBe(7);
    expect(JSON.parse(first.stdout)).toEqual({
      greeting: "hello",
      args: ["--colour", "two words"],
      first: path.join(project, ".node", `${PINNED}-26.10.0`, "bin"),
    });
    expect(await readdir(path.join(project, ".node"))).toEqual([`${PINNED}-26.10.0`]);

    const second = await finish(start(["report.mjs"], { nodeArgs: OLD_NODE }));
    expect(second).toMatchObject({ code: 7, stderr: "" });
    expect(registry.downloads).toEqual([`${PINNED}-26.10.0.tgz`, "greeting-1.0.0.tgz"]);
  });

  test("two launches at once install once, and both run", async () => {
    const launches = await Promise.all([
      finish(start(["report.mjs"], { nodeArgs: OLD_NODE })),
      finish(start(["report.mjs"], { nodeArgs: OLD_NODE })),
    ]);
    expect(launches.map(({ code }) => code)).toEqual([7, 7]);
    expect(registry.downloads).toEqual([`${PINNED}-26.10.0.tgz`, "greeting-1.0.0.tgz"]);
  });

  test("without the registry it says so, fails and leaves nothing half done", async () => {
    const { code, stderr } = await finish(start(["report.mjs"], { nodeArgs: OLD_NODE, address: "http://127.0.0.1:1" }));
    expect(code).toBe(1);
    expect(stderr).toContain("Node 26.10.0 could not be fetched from the npm registry. It said:\nnpm error");
    expect(await readdir(path.join(project, ".node"))).toEqual([]);
  });

  test("on a platform without a pinned package it says where to get Node", async () => {
    const elsewhere = [...OLD_NODE, ...pretend('Object.defineProperty(process, "arch", { value: "mips" })')];
    const { code, stderr } = await finish(start(["report.mjs"], { nodeArgs: elsewhere }));
    expect(code).toBe(1);
    expect(stderr).toContain(`not for ${process.platform} on mips: please install it from https://nodejs.org`);
  });
});

describe("on a Node that is new enough", () => {
  test("it fetches no Node", async () => {
    const { code, stdout } = await finish(start(["report.mjs"]));
    expect(code).toBe(7);
    expect(JSON.parse(stdout)).toMatchObject({ first: path.dirname(process.execPath) });
    expect(registry.downloads).toEqual(["greeting-1.0.0.tgz"]);
  });

  test("a changed lockfile is installed at the next start", async () => {
    await finish(start(["report.mjs"]));
    await requireGreeting("2.0.0");
    const { stdout } = await finish(start(["report.mjs"]));
    expect(JSON.parse(stdout)).toMatchObject({ greeting: "hi" });
  });

  test("a workspace of the project is linked, and its TypeScript runs as it is", async () => {
    const { engines } = JSON.parse(await readFile(path.join(ROOT, "package.json"), "utf8"));
    const part = { name: "@project/part", version: "1.0.0", type: "module", exports: "./part.ts", engines };
    const manifest = { name: "project", version: "1.0.0", type: "module", workspaces: ["part"], engines };
    const link = { resolved: "part", link: true };
    const packages = { "": manifest, "node_modules/@project/part": link, part };
    const lockfile = { name: "project", version: "1.0.0", lockfileVersion: 3, requires: true, packages };
    await mkdir(path.join(project, "part"));
    for (const [file, text] of [
      ["package.json", JSON.stringify(manifest)],
      ["package-lock.json", JSON.stringify(lockfile)],
      ["part/package.json", JSON.stringify(part)],
      ["part/part.ts", 'export const said: string = "from the workspace";'],
      ["use.mjs", 'import { said } from "@project/part"; console.log(said);'],
    ] as const) {
      await writeFile(path.join(project, file), text);
    }
    expect(await finish(start(["use.mjs"]))).toMatchObject({ code: 0, stdout: "from the workspace\n" });
  });

  test("if packages cannot be installed, it prints npm's words and tries again at the next start", async () => {
    await requireGreeting("3.0.0");
    const failed = await finish(start(["report.mjs"]));
    expect(failed.code).toBe(1);
    expect(failed.stderr).toMatch(/The packages could not be installed\. It said:\nnpm error [\s\S]*greeting/);
    await requireGreeting("1.0.0");
    expect(await finish(start(["report.mjs"]))).toMatchObject({ code: 7 });
  });

  test("it waits for another launch that is installing", async () => {
    const lock = path.join(project, ".node/lock");
    await mkdir(path.dirname(lock));
    await writeFile(lock, "");
    const launch = start(["report.mjs"]);
    await hear(launch.stderr, "Another launch is installing");
    expect(registry.downloads).toEqual([]);
    await rm(lock);
    expect((await once(launch, "close"))[0]).toBe(7);
  });

  test("a lock that a killed launch left behind blocks nobody", async () => {
    const lock = path.join(project, ".node/lock");
    await mkdir(path.dirname(lock));
    await writeFile(lock, "");
    await utimes(lock, 0, 0);
    expect(await finish(start(["report.mjs"]))).toMatchObject({ code: 7 });
  });
});

describe("signals", () => {
  beforeEach(async () => {
    await finish(start(["report.mjs"]));
    const listener = `
      process.on("SIGTERM", () => { console.log("stopping"); process.exit(5); });
      process.stdin.on("data", (text) => { console.log("heard " + text); process.exit(3); });
      console.log("ready");
    `;
    await writeFile(path.join(project, "listen.mjs"), listener);
    await writeFile(path.join(project, "die.mjs"), 'process.kill(process.pid, "SIGKILL");');
  });

  test("SIGTERM reaches the script, and its exit code comes back", async () => {
    const launch = start(["listen.mjs"]);
    await hear(launch.stdout, "ready");
    launch.kill("SIGTERM");
    expect((await once(launch, "close"))[0]).toBe(5);
  });

  test.skipIf(process.platform === "win32")("a script does not outlive the shell that npm ran it in", async () => {
    await writeFile(
      path.join(project, "serve.mjs"),
      `import { createServer } from "node:net";
      process.on("SIGTERM", () => { console.log("stopping"); process.exit(5); });
      createServer().listen(0, "127.0.0.1", () => console.log("ready"));`,
    );
    const shell = start(["serve.mjs"], { underShell: true });
    await hear(shell.stdout, "ready");
    const stopping = hear(shell.stdout, "stopping");
    shell.kill("SIGKILL");
    await stopping;
  });

  test("an install that is stopped says so and leaves no lock behind", async () => {
    await requireGreeting("2.0.0");
    const silence = createServer();
    silence.listen(0, "127.0.0.1");
    await once(silence, "listening");
    const { port } = silence.address() as AddressInfo;
    const launch = start(["report.mjs"], { address: `http://127.0.0.1:${port}` });
    const ended = finish(launch);
    await once(silence, "request");
    launch.kill("SIGTERM");
    expect(await ended).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/Stopped before everything was installed\. The next start goes on from here\.\n$/),
    });
    expect(await readdir(path.join(project, ".node"))).toEqual([]);
    silence.closeAllConnections();
    silence.close();
  });

  test("SIGINT does not end the launcher, because the terminal also sends it to the script, which decides", async () => {
    const launch = start(["listen.mjs"]);
    await hear(launch.stdout, "ready");
    launch.kill("SIGINT");
    launch.stdin?.write("still there?");
    expect((await once(launch, "close"))[0]).toBe(3);
  });

  test("a script that a signal ended gives 128 plus the signal's number", async () => {
    expect(await finish(start(["die.mjs"]))).toMatchObject({ code: 137 });
  });
});

test("Lockstep's own engines accept the Nodes that its packages accept", async () => {
  const { engines } = JSON.parse(await readFile(path.join(ROOT, "package.json"), "utf8"));
  const versions = [
    "18.20.8",
    "20.20.2",
    "22.17.1",
    "22.18.0",
    "22.20.0",
    "23.11.0",
    "24.0.0",
    "25.9.0",
    "26.10.0",
    "27.0.1",
  ];
  expect(versions.filter((version) => satisfies(version, engines.node))).toEqual([
    "22.18.0",
    "22.20.0",
    "24.0.0",
    "26.10.0",
    "27.0.1",
  ]);
});
