import { DiscordAPIError, HTTPError } from "discord.js";
import { describe, expect, it } from "vitest";
import type { Config } from "../src/config.ts";
import { ConnectionLostError, GatewayUnreachableError } from "../src/discord/connection-error.ts";
import { describeFailure, describeOutage, StartError } from "../src/start-error.ts";

const config: Config = {
  discord: { kind: "real", token: "token" },
  dataFolder: "data",
  contentFolder: "content",
  logLevel: "info",
};
const URL = "https://discord.com/api/v10/applications/1/commands";

function refusal(status: number, code: number, message: string): DiscordAPIError {
  return new DiscordAPIError({ code, message }, code, status, "PUT", URL, { body: [], files: [] });
}

describe("a failure that passes by itself", () => {
  const refused = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED", syscall: "connect" });

  it.each([
    [
      "an answer without a body",
      new HTTPError(503, "Service Unavailable", "PUT", URL, {}),
      "503 (Service Unavailable)",
    ],
    ["an answer of the API", refusal(500, 0, "500: Internal Server Error"), "500 (500: Internal Server Error"],
    ["no connection", refused, "ECONNREFUSED"],
    ["no connection, as a cause", new Error("failed", { cause: refused }), "ECONNREFUSED"],
    ["no answer in time", Object.assign(new Error("aborted"), { name: "AbortError" }), "too long"],
    ["a gateway that takes no connection", new GatewayUnreachableError("the gateway says nothing"), "says nothing"],
  ])("is said in a sentence: %s", (_what, error, says) => {
    expect(describeOutage(error, config)).toMatch(/^Discord could not be reached: .*\.$/);
    expect(describeOutage(error, config)).toContain(says);
  });

  it.each([
    ["a refused token", refusal(401, 0, "401: Unauthorized")],
    ["a close for good", new ConnectionLostError(4004)],
    ["too many new commands", refusal(400, 30_034, "Max number of daily application command creates")],
    ["a bug", new TypeError("undefined is not a function")],
    ["a full disk", Object.assign(new Error("no space left"), { code: "ENOSPC", syscall: "write" })],
  ])("is not %s", (_what, error) => {
    expect(describeOutage(error, config)).toBeNull();
  });
});

describe("a start that failed for good says", () => {
  const said = (error: unknown) => {
    const described = describeFailure(error, config);
    return described instanceof StartError ? described.message : null;
  };

  it("that Discord takes no more new commands today", () => {
    expect(said(refusal(400, 30_034, "Max number of daily application command creates"))).toMatch(
      /takes no more new commands from this bot today.*200 a day.*tomorrow/,
    );
  });

  it("with which code Discord closed the connection, and what to do about a refused token", () => {
    expect(said(new ConnectionLostError(4014))).toBe(
      "Discord closed the connection for good (4014, DisallowedIntents).",
    );
    expect(said(new ConnectionLostError(4004))).toMatch(/4004.*DISCORD_TOKEN.*Developer Portal/);
  });

  it("nothing about a bug, which keeps its stack", () => {
    const bug = new TypeError("undefined is not a function");
    expect(describeFailure(bug, config)).toBe(bug);
  });
});
