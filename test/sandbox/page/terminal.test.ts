import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";

test("serving the page's TypeScript leaves nothing on the terminal", async () => {
  const sandbox = spawn(process.execPath, ["src/sandbox/main.ts", "--port", "0"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_OPTIONS: "" },
  });
  const complaints = text(sandbox.stderr);
  const [first] = (await once(sandbox.stdout, "data")) as [Buffer];
  const url = /http:\/\/\S+/.exec(first.toString())?.[0] ?? "";
  const served = await fetch(`${url}/client/state.ts`);
  expect(await served.text()).toContain("export const state");
  sandbox.kill("SIGTERM");
  expect(await complaints).toBe("");
});
