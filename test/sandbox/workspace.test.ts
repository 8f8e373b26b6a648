import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../..");

test("another package imports the sandbox by its name, and Node runs it as it is", async () => {
  const program = `
    import { createSandbox } from "@lockstep/sandbox";
    import { memberNamed } from "@lockstep/sandbox/member";
    import { textOf } from "@lockstep/sandbox/reading";
    const sandbox = await createSandbox({ port: 0, file: null, application: { name: "Bot", token: "t" }, page: false });
    const { userId, channelId } = memberNamed(sandbox.actor, "Ada");
    console.log(textOf((await sandbox.actor.say({ userId, channelId, content: "Hello" })).message));
    await sandbox.close();
  `;
  const args = ["--input-type=module", "--eval", program];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT });
  expect(stdout).toBe("Hello\n");
});
