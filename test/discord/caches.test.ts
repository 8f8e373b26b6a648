import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, Events, GatewayDispatchEvents } from "discord.js";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { logIn } from "../../src/discord/client.ts";
import type { GuildSeed, Sandbox } from "../../src/sandbox/contract.ts";
import { createSandbox } from "../../src/sandbox/sandbox.ts";
import { textOf } from "../e2e/support/acting.ts";
import { type StudyGroup, startStudyGroup } from "../e2e/support/study-group.ts";

const MINUTE = 60_000;
const SERVERS = 40;

const SEEDS = Array.from(
  { length: SERVERS },
  (_, index): GuildSeed => ({
    name: `Server ${index + 1}`,
    channels: ["study", "talk", "music"],
    roles: 20,
    members: [{ name: "Ada", administrator: true }, { name: "Grace" }, { name: `Member ${index + 1}` }],
  }),
);

describe("a client in many servers", () => {
  let sandbox: Sandbox;
  let client: Client<true>;
  let warnings: Error[];

  beforeEach(async () => {
    warnings = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on("warning", note);
    onTestFinished(() => {
      process.off("warning", note);
    });
    sandbox = await createSandbox({
      port: 0,
      file: null,
      application: { name: "Lockstep", token: "sandbox" },
      guilds: SEEDS,
      page: false,
      rateLimits: { identifiesPerFiveSeconds: 10 },
    });
    onTestFinished(() => sandbox.close());
    const silent = { info: () => {}, warn: () => {}, error: () => {} };
    ({ client } = await logIn({ token: "sandbox", apiUrl: sandbox.apiUrl, cdnUrl: sandbox.cdnUrl }, silent));
    onTestFinished(() => client.destroy());
  });

  function expectSmall(): void {
    const guilds = [...client.guilds.cache.values()];
    expect(guilds.map(({ name }) => name)).toEqual(SEEDS.map(({ name }) => name));
    expect(guilds.every(({ available }) => available)).toBe(true);
    expect(guilds.flatMap(({ roles }) => [...roles.cache.values()])).toEqual([]);
    expect(new Set(guilds.flatMap(({ members }) => [...members.cache.keys()]))).toEqual(new Set([client.user.id]));
    expect(client.channels.cache.size).toBe(0);
    expect([...client.users.cache.keys()]).toEqual([client.user.id]);
  }

  it("knows them by name, and keeps no channel, role or member of them", async () => {
    expectSmall();
    // Node emits warnings a turn later.
    await new Promise((resolve) => process.nextTick(resolve));
    expect(warnings).toEqual([]);
  });

  it("still keeps none after a channel changed, a member used a command, and a new session", async () => {
    const [guild] = sandbox.actor.guilds();
    const [channel] = sandbox.actor.channels({ guildId: guild?.id ?? "" });
    const [ada] = sandbox.actor.members(guild?.id ?? "");
    if (guild === undefined || channel === undefined || ada === undefined) throw new Error("the sandbox is empty");
    const changed = new Promise((resolve) => client.ws.once(GatewayDispatchEvents.ChannelUpdate, resolve));
    sandbox.actor.faults.add({ kind: "missing-permissions", channelId: channel.id, lacks: ["AttachFiles"] });
    await changed;

    await client.application.commands.set([{ name: "ping", description: "Answers" }]);
    const seen = new Promise((resolve) => client.once(Events.InteractionCreate, resolve));
    client.on(Events.InteractionCreate, (interaction) => {
      if (interaction.isChatInputCommand())
        interaction.reply("pong").catch((error: unknown) => warnings.push(error as Error));
    });
    const outcome = await sandbox.actor.slash({ userId: ada.user.id, channelId: channel.id, name: "ping" });
    expect(outcome.kind).toBe("message");
    expect(await seen).toMatchObject({ guildId: guild.id, memberPermissions: expect.anything() });
    expectSmall();

    const again = new Promise((resolve) => client.ws.once(GatewayDispatchEvents.Ready, resolve));
    sandbox.gateway.invalidateSessions();
    await again;
    await sandbox.actor.slash({ userId: ada.user.id, channelId: channel.id, name: "ping" });
    expectSmall();
    expect(warnings).toEqual([]);
  });
});

describe("the bot in many servers", () => {
  let folder: string;
  let group: StudyGroup;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "lockstep-"));
    group = await startStudyGroup(folder, false, SEEDS);
  });

  afterEach(async () => {
    await group.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it("answers commands and presses in each of them separately", async () => {
    for (const server of ["Server 1", "Server 20", "Server 40"]) {
      const grace = group.memberOf(server, "Grace");
      expect(textOf(await grace.slash("learn"))).not.toContain("Heartbeats");
      await grace.slash("join", { zone: "UTC" });
      const done = await grace.press(await grace.slash("learn"), "Done");
      expect(textOf(done)).toContain("Consensus Algorithms");
      expect(textOf(await grace.choose(await grace.slash("checklist"), "Tick…", "Consensus Algorithms"))).toContain(
        "✅ Consensus Algorithms",
      );
      const board = await group.memberOf(server, "Ada").slash("leaderboard");
      expect(textOf(board)).toContain("Grace");
    }
    expect(textOf(await group.memberOf("Server 2", "Ada").slash("leaderboard"))).not.toContain("Grace");
    expect(group.errors).toEqual([]);
    expect(group.refusals).toEqual([]);
  });

  it("knows who may manage a server", async () => {
    const [ada, grace] = [group.memberOf("Server 7", "Ada"), group.memberOf("Server 7", "Grace")];
    expect(textOf(await ada.slash("course list"))).toContain("Distributed System Concepts");
    await expect(grace.slash("course list")).rejects.toThrow("no command /course");
  });

  it("writes to members directly, names the server, and answers what they press there", async () => {
    const grace = group.memberOf("Server 30", "Grace");
    await grace.slash("join", { zone: "UTC" });
    await grace.press(await grace.slash("learn"), "Start");
    await group.clock.advance(30 * MINUTE);
    const [asked] = grace.directMessages();
    if (asked === undefined) throw new Error("no direct message");
    expect(textOf(asked)).toContain("Server 30 · ");
    expect(textOf(await grace.press(asked, "Done"))).toContain("Consensus Algorithms");
    expect(group.errors).toEqual([]);
  });
});
