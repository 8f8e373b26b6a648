import { afterAll, beforeAll } from "vitest";
import type { Sandbox } from "../../../src/sandbox/contract.ts";
import { createSandbox } from "../../../src/sandbox/sandbox.ts";
import { request, study, TOKEN } from "../stage.ts";

/** One sandbox for a whole table of bodies, which are sent faster than a bot may. */
export function useSandbox() {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await createSandbox({
      port: 0,
      file: null,
      application: { name: "Test Bot", token: TOKEN },
      page: false,
      rateLimits: "off",
    });
  });
  afterAll(() => sandbox.close());
  return {
    post: (body: object) => request(sandbox, "POST", `/channels/${study(sandbox).channelId}/messages`, body),
    patch: (messageId: string, body: object) =>
      request(sandbox, "PATCH", `/channels/${study(sandbox).channelId}/messages/${messageId}`, body),
    setCommands: (body: unknown) => request(sandbox, "PUT", `/applications/${sandbox.actor.bot().id}/commands`, body),
    request: (method: string, path: string, body?: unknown) => request(sandbox, method, path, body),
    sandbox: () => sandbox,
  };
}

/** One for each problem, such as `embeds.0.title BASE_TYPE_MAX_LENGTH`. */
export function problemsIn(body: unknown): string[] {
  if (typeof body !== "object" || body === null || !("errors" in body)) return [`no errors in ${JSON.stringify(body)}`];
  return [...flatten(body.errors, "")];
}

function* flatten(tree: unknown, path: string): Generator<string> {
  if (typeof tree !== "object" || tree === null) return;
  for (const [key, value] of Object.entries(tree)) {
    if (key === "_errors") for (const { code } of value) yield `${path}${path === "" ? "" : " "}${code}`;
    else yield* flatten(value, path === "" ? key : `${path}.${key}`);
  }
}
