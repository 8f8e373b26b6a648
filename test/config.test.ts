import { describe, expect, it } from "vitest";
import { readConfig } from "../src/config.ts";

function problemsOf(environment: Record<string, string>): string[] {
  const config = readConfig(environment);
  return "problems" in config ? config.problems : [];
}

describe("the settings", () => {
  it("without any are a sandbox on its usual port", () => {
    expect(readConfig({})).toEqual({
      discord: { kind: "sandbox", port: 4310 },
      dataFolder: "data",
      contentFolder: "content",
      logLevel: "info",
    });
  });

  it("count an empty value as none, as unused lines of a .env file are", () => {
    expect(readConfig({ DISCORD_TOKEN: "", DISCORD_API: "", SANDBOX_PORT: "", LOG_LEVEL: "" })).toEqual(readConfig({}));
  });

  it("with a token are the real Discord, and with an address a sandbox elsewhere", () => {
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

  it("tell all that is wrong at once, and never the token", () => {
    const problems = problemsOf({ DISCORD_TOKEN: "my secret token", SANDBOX_PORT: "x", LOG_LEVEL: "loud" });
    expect(problems.map((line) => line.split(" ")[0])).toEqual(["DISCORD_TOKEN", "SANDBOX_PORT", "LOG_LEVEL"]);
    expect(problems.join()).not.toContain("my secret");
  });
});
