import { describe, expect, it } from "vitest";
import { readConfig } from "../src/config.ts";

function problemsOf(environment: Record<string, string>): string[] {
  const config = readConfig(environment);
  return "problems" in config ? config.problems : [];
}

describe("the settings", () => {
  it("choose a sandbox on its usual port if none is given", () => {
    expect(readConfig({})).toEqual({
      discord: { kind: "sandbox", port: 4310 },
      dataFolder: "data",
      contentFolder: "content",
      logLevel: "info",
    });
  });

  it("count an empty value as missing, because a .env file may keep unused lines", () => {
    expect(readConfig({ DISCORD_TOKEN: "", DISCORD_API: "", SANDBOX_PORT: "", LOG_LEVEL: "" })).toEqual(readConfig({}));
  });

  it("choose the real Discord with a token, and a sandbox elsewhere with an address too", () => {
    expect(readConfig({ DISCORD_TOKEN: "t" })).toMatchObject({ discord: { kind: "real", token: "t" } });
    expect(readConfig({ DISCORD_TOKEN: "t", DISCORD_API: "http://127.0.0.1:1/api" })).toMatchObject({
      discord: { kind: "remote-sandbox", token: "t", apiUrl: "http://127.0.0.1:1/api" },
    });
  });

  it.each(["http://127.0.0.1:1", "http://127.0.0.1:1/", "http://127.0.0.1:1/api/"])(
    "take a sandbox's address as %s, too",
    (address) => {
      expect(readConfig({ DISCORD_TOKEN: "t", DISCORD_API: address })).toMatchObject({
        discord: { apiUrl: "http://127.0.0.1:1/api" },
      });
    },
  );

  it.each(["http://192.168.0.1/api", "http://example.org/api", "https://127.0.0.1/api", "discord"])(
    "never send a token to %s",
    (address) => {
      expect(problemsOf({ DISCORD_TOKEN: "t", DISCORD_API: address })).toEqual([
        expect.stringMatching(/^DISCORD_API must be/),
      ]);
    },
  );

  it.each(["-1", "65536", "80a", "1e3"])("refuse the port %s", (port) => {
    expect(problemsOf({ SANDBOX_PORT: port })).toEqual([expect.stringMatching(/^SANDBOX_PORT must be a port number/)]);
  });

  it("report every problem at once, and never show the token", () => {
    const problems = problemsOf({ DISCORD_TOKEN: "my secret token", SANDBOX_PORT: "x", LOG_LEVEL: "loud" });
    expect(problems.map((line) => line.split(" ")[0])).toEqual(["DISCORD_TOKEN", "SANDBOX_PORT", "LOG_LEVEL"]);
    expect(problems.join()).not.toContain("my secret");
  });
});
