import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { expect, test } from "vitest";

/** TEST-NET-1 (RFC 5737): an address that belongs to nobody, in case the refusal ever fails. */
const NOBODY = "192.0.2.1";
const REFUSAL = new RegExp(`refused to connect to ${NOBODY}:443`);

test("a request that would leave the machine is refused", async () => {
  await expect(fetch(`https://${NOBODY}/`)).rejects.toMatchObject({
    cause: { message: expect.stringMatching(REFUSAL) },
  });
});

test("a process that a test starts cannot leave the machine either", async () => {
  const program = `fetch("https://${NOBODY}/").catch((error) => console.log(error.cause.message))`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--eval", program]);
  expect(stdout).toMatch(REFUSAL);
});

test("a server on this machine is reached", async () => {
  const server = createServer((_request, response) => response.end("here"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://localhost:${port}/`);
  expect(await answer.text()).toBe("here");
  server.close();
});
