import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readEnvironment } from "../src/environment.ts";

describe("the .env file", () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "lockstep-"));
    file = join(folder, ".env");
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("is overridden by the environment", async () => {
    await writeFile(file, 'LOG_LEVEL=warn\nDISCORD_TOKEN="from the file"\n');
    const { values, problems } = readEnvironment(file, { LOG_LEVEL: "error" });
    expect(values).toEqual({ LOG_LEVEL: "error", DISCORD_TOKEN: "from the file" });
    expect(problems).toEqual([]);
  });

  it("may be missing", () => {
    expect(readEnvironment(file, { PATH: "/bin" })).toEqual({ values: { PATH: "/bin" }, problems: [] });
  });

  it("may begin with a byte order mark", async () => {
    await writeFile(file, "\uFEFFDISCORD_TOKEN=abc\n");
    expect(readEnvironment(file, {}).values.DISCORD_TOKEN).toBe("abc");
  });

  it("is reported with each line that is not a setting, except for the settings of other programs", async () => {
    await writeFile(file, "# a comment\n\nDISCORD_TOEKN=abc\nSANDBOX_FILE=x\nEDITOR=vi\njust words\n");
    expect(readEnvironment(file, {}).problems).toEqual([
      `${file}:6 is not a setting: each line is NAME=value`,
      `DISCORD_TOEKN in ${file} is not a setting of Lockstep: see the table in README.md`,
    ]);
  });
});
