import { once } from "node:events";
import { cp, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { openSqlite } from "../../src/storage/sqlite/storage.ts";
import { textOf } from "./support/acting.ts";
import { actAs, useHouse } from "./support/houses.ts";

const MINUTE = 60_000;

const { folder, start, openSandbox } = useHouse();

describe("a start that cannot succeed ends with code 1 and a sentence", () => {
  it("naming every invalid setting at once", async () => {
    const bot = start({ SANDBOX_PORT: "70000", LOG_LEVEL: "loud", DISCORD_API: "https://discord.com/api" });
    expect(await bot.ended).toBe(1);
    for (const name of ["SANDBOX_PORT", "LOG_LEVEL", "DISCORD_API", "DISCORD_TOKEN"]) {
      expect(bot.output()).toContain(name);
    }
    expect(bot.output()).not.toContain("    at ");
  });

  it("naming every problem of a course with file and line", async () => {
    const content = join(folder(), "content");
    await cp(join(import.meta.dirname, "../../content"), content, { recursive: true });
    const file = join(content, "distributed-systems/path.md");
    const path = await readFile(file, "utf8");
    await writeFile(
      file,
      path.replace("Duration: 30 minutes", "Duration: a while").replace("Complete Phase 1", "Complete Phase 9"),
    );
    const bot = start({ LOCKSTEP_CONTENT: content, SANDBOX_PORT: "0" });
    expect(await bot.ended).toBe(1);
    expect(bot.output().match(/path\.md:\d+:\d+/g)?.length).toBeGreaterThanOrEqual(2);
  });

  it("for a database from a newer version, which stays as it was", async () => {
    const file = join(folder(), "sandbox.db");
    openSqlite(file).close();
    const database = new Database(file);
    database.prepare("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('later', 9999999999999)").run();
    database.close();
    const before = await readFile(file);
    const bot = start({ SANDBOX_PORT: "0" });
    expect(await bot.ended).toBe(1);
    expect(bot.output()).toContain("newer version of Lockstep");
    expect(await readFile(file)).toEqual(before);
  });

  it("for a taken port", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" ? String(address?.port) : "";
    const bot = start({ SANDBOX_PORT: port });
    expect(await bot.ended).toBe(1);
    expect(bot.output()).toContain(`Port ${port} is in use`);
    server.close();
  });

  it("for a token that is refused", async () => {
    const sandbox = await openSandbox();
    const bot = start({ DISCORD_API: sandbox.apiUrl, DISCORD_TOKEN: "wrong" });
    expect(await bot.ended).toBe(1);
    expect(bot.output()).toContain("refused the token in DISCORD_TOKEN");
    expect(bot.output()).not.toContain("wrong");
  });

  it("for a sandbox file that is not one, which stays as it was", async () => {
    const file = join(folder(), "sandbox-discord.json");
    await writeFile(file, "not json");
    const bot = start({ SANDBOX_PORT: "0" });
    expect(await bot.ended).toBe(1);
    expect(bot.output()).toContain("The sandbox could not start");
    expect(bot.output()).not.toContain("    at ");
    expect(await readFile(file, "utf8")).toBe("not json");
  });

  it("for a course folder that has no course", async () => {
    const bot = start({ SANDBOX_PORT: "0", LOCKSTEP_CONTENT: join(folder(), "nothing") });
    expect(await bot.ended).toBe(1);
    expect(bot.output()).toContain("There is no course in");
  });

  it("for a sandbox that is not there", async () => {
    const sandbox = await openSandbox();
    await sandbox.close();
    const bot = start({ DISCORD_API: sandbox.apiUrl, DISCORD_TOKEN: "sandbox" });
    expect(await bot.ended).toBe(1);
    expect(bot.output()).toContain("No sandbox answers at");
  });
});

describe("a bot on a sandbox in another process", () => {
  it("follows its clock: moving it forward rings the timer", async () => {
    const sandbox = await openSandbox();
    await start({ DISCORD_API: sandbox.apiUrl, DISCORD_TOKEN: "sandbox" }).printed(/is ready/);
    const ada = actAs("Ada", sandbox);
    await ada.slash("join", { zone: "UTC" });
    await ada.press(await ada.slash("learn"), "Start");
    await sandbox.clock.advance(30 * MINUTE);
    await expect
      .poll(() => ada.directMessages().map(textOf), { timeout: 10_000 })
      .toEqual([expect.stringContaining("How did **Heartbeats** go?")]);
  });

  it("ends with code 1 if Discord ends the connection for good, so that a supervisor can start it again", async () => {
    const sandbox = await openSandbox();
    const bot = start({ DISCORD_API: sandbox.apiUrl, DISCORD_TOKEN: "sandbox" });
    await bot.printed(/is ready/);
    sandbox.actor.faults.cause({ kind: "close", code: 4004 });
    expect(await bot.ended).toBe(1);
    expect(bot.output()).toContain("closed the connection for good");
  });

  it("killed in the middle of a lesson loses nothing and sends nothing twice", async () => {
    const sandbox = await openSandbox();
    const settings = { DISCORD_API: sandbox.apiUrl, DISCORD_TOKEN: "sandbox" };
    const first = start(settings);
    await first.printed(/is ready/);
    const ada = actAs("Ada", sandbox);
    await ada.slash("join", { zone: "UTC" });
    const lesson = await ada.slash("learn");
    await ada.press(lesson, "Start");
    await first.signal("SIGKILL");
    await sandbox.clock.advance(45 * MINUTE);

    // The bot says that it is ready after it has sent what was overdue.
    for (const _start of [1, 2]) {
      const bot = start(settings);
      await bot.printed(/is ready/);
      expect(await bot.signal("SIGTERM")).toBe(0);
    }
    expect(ada.directMessages().map(textOf)).toEqual([expect.stringContaining("the timer of Heartbeats")]);
  });
});

describe("npm start without a token", () => {
  async function act<T>(page: string, verb: string, input: object): Promise<T> {
    const response = await fetch(`${page}/control/act`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ verb, input }),
    });
    const body: unknown = await response.json();
    if (!response.ok) throw new Error(JSON.stringify(body));
    return body as T;
  }

  it("stops cleanly, and a second start finds everything as it was: members, messages, ids and the clock", async () => {
    const visit = async (name: string, options: object) => {
      const bot = start({ SANDBOX_PORT: "0" });
      const [, page = ""] = await bot.printed(/Open (http:\/\/127\.0\.0\.1:\d+)/);
      const [guild] = await act<{ id: string }[]>(page, "guilds", {});
      const [member] = await act<{ user: { id: string } }[]>(page, "members", { guildId: guild?.id });
      const [channel] = await act<{ id: string }[]>(page, "channels", { guildId: guild?.id });
      const where = { userId: member?.user.id, channelId: channel?.id };
      const outcome = await act<{ message: { message: { id: string } } }>(page, "slash", { ...where, name, options });
      const messages = await act<unknown[]>(page, "messages", where);
      const clock = await fetch(`${page}/control/clock/advance`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ milliseconds: 60 * MINUTE }),
      });
      const { offset } = (await clock.json()) as { offset: number };
      expect(await bot.signal("SIGINT")).toBe(0);
      return { offset, messageId: BigInt(outcome.message.message.id), messages: JSON.stringify(messages) };
    };
    const first = await visit("join", { zone: "Europe/Vienna" });
    const second = await visit("path", {});
    expect(second.offset).toBe(first.offset + 60 * MINUTE);
    expect(second.messageId).toBeGreaterThan(first.messageId);
    expect(second.messages).toContain("Welcome to Distributed System Concepts");
    expect(second.messages).toContain("0 of 7 lessons");
  });
});
