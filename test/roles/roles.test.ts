import { Events, REST } from "discord.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { commands } from "../../commands/index.ts";
import { createCatalog } from "../../src/catalog/catalog.ts";
import { createCoach } from "../../src/coach/coach.ts";
import type { Log } from "../../src/coach/ports.ts";
import type { Worker } from "../../src/coach/reminders/ports.ts";
import { type Connection, logIn, registerCommands } from "../../src/discord/client.ts";
import { createCommandMentions } from "../../src/discord/command-mentions.ts";
import { createMemberDirectory } from "../../src/discord/member-directory.ts";
import { createDeliveryWorker } from "../../src/roles/delivery-worker.ts";
import { workerElsewhere } from "../../src/roles/elsewhere.ts";
import { startGateway } from "../../src/roles/gateway.ts";
import type { Sandbox } from "../../src/sandbox/contract.ts";
import { createSandbox } from "../../src/sandbox/sandbox.ts";
import { openSqlite } from "../../src/storage/sqlite/storage.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { type Acting, createActing, textOf } from "../e2e/support/acting.ts";
import { makeCourse } from "../support/course.ts";
import { makeDatabasePath } from "../support/database.ts";
import { startGatewayProxy } from "./gateway-proxy.ts";

const MINUTE = 60_000;
const builtIns = [{ course: makeCourse([["a", "b"]]), questions: [], notes: new Map(), markdown: "" }];

let sandbox: Sandbox;
let ada: Acting;
let logged: string[];
const closing: (() => unknown)[] = [];

const log: Log = {
  info: (_fields, message) => logged.push(message),
  warn: (_fields, message) => logged.push(message),
  error: (_fields, message) => logged.push(message),
};

beforeEach(async () => {
  logged = [];
  sandbox = await createSandbox({
    port: 0,
    file: null,
    application: { name: "Lockstep", token: "sandbox" },
    page: false,
  });
  const [guild] = sandbox.actor.guilds();
  const [channel] = sandbox.actor.channels({ guildId: guild?.id ?? "" });
  const member = sandbox.actor.members(guild?.id ?? "").find(({ user }) => user.global_name === "Ada");
  ada = createActing(sandbox.actor, member?.user.id ?? "", channel?.id ?? "");
});

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  await sandbox.close();
});

function openStorage(file: string): Storage {
  const storage = openSqlite(file);
  closing.push(() => storage.close());
  return storage;
}

const makeRest = () => new REST({ api: sandbox.apiUrl }).setToken("sandbox");

function startWorker(storage: Storage) {
  const catalog = createCatalog(builtIns, storage.shelf);
  const worker = createDeliveryWorker({ rest: makeRest(), storage, catalog, clock: sandbox.clock, log });
  closing.push(() => worker.stop());
  return worker;
}

async function logInAs(): Promise<Connection> {
  const connection = await logIn({ token: "sandbox", apiUrl: sandbox.apiUrl, cdnUrl: sandbox.cdnUrl }, log);
  closing.push(() => connection.close());
  return connection;
}

async function openGateway(storage: Storage, worker: Worker): Promise<Connection> {
  const connection = await logInAs();
  const { clock } = sandbox;
  const coach = createCoach({
    clock,
    log,
    catalog: createCatalog(builtIns, storage.shelf),
    ...storage,
    census: storage.cohorts,
    directory: createMemberDirectory(makeRest()),
    attachments: { fetch: async () => ({ kind: "failed", reason: "nothing is attached" }) },
    worker,
  });
  const gateway = startGateway({
    connection,
    coach,
    commands,
    mentions: createCommandMentions(),
    clock,
    log,
    newReference: () => "reference",
  });
  closing.push(() => gateway.stop());
  return connection;
}

describe("the roles in separate processes", () => {
  it("a worker without a gateway delivers what members set in a gateway without a worker", async () => {
    const file = makeDatabasePath();
    const { client } = await openGateway(openStorage(file), workerElsewhere);
    await registerCommands(makeRest(), client.application.id, commands);
    const worker = startWorker(openStorage(file));
    await worker.start();
    await ada.slash("join", { zone: "UTC" });
    await ada.press(await ada.slash("learn"), "Start");
    await sandbox.clock.advance(29 * MINUTE);
    await worker.deliverNow(1);
    expect(ada.directMessages()).toEqual([]);
    const rings = ada.hears(/How did \*\*a\*\* go/);
    await worker.arm();
    await sandbox.clock.advance(MINUTE);
    expect(textOf(await rings)).toContain("30 minutes are up");
    expect(ada.directMessages()).toHaveLength(1);
  });

  it("a gateway without a worker says that it is trying again, but not how that ends", async () => {
    const file = makeDatabasePath();
    const { client } = await openGateway(openStorage(file), workerElsewhere);
    await registerCommands(makeRest(), client.application.id, commands);
    const worker = startWorker(openStorage(file));
    await ada.slash("join", { zone: "UTC" });
    await ada.press(await ada.slash("learn"), "Start");
    sandbox.actor.setDirectMessagesOpen(ada.userId, false);
    await sandbox.clock.advance(31 * MINUTE);
    await worker.deliverNow(1);
    const list = await ada.slash("remind list");
    expect(textOf(await ada.press(list, "Try again"))).toContain("I am trying again");
    sandbox.actor.setDirectMessagesOpen(ada.userId, true);
    await worker.deliverNow(1);
    expect(ada.directMessages()).toHaveLength(1);
  });
});

describe("the gateway", () => {
  it("reconnects by itself if a connection ends, and the bot goes on", async () => {
    const connection = await openGateway(openStorage(":memory:"), workerElsewhere);
    await registerCommands(makeRest(), connection.client.application.id, commands);
    let lost = false;
    connection.lost.then(() => {
      lost = true;
    }, expect.unreachable);
    const resumed = new Promise<void>((resolve) => connection.client.once(Events.ShardResume, () => resolve()));
    sandbox.gateway.dropConnections();
    await resumed;
    expect(textOf(await ada.slash("help"))).toContain("Lockstep");
    expect(lost).toBe(false);
  });

  it("is lost if Discord closes the connection for good", async () => {
    const connection = await logInAs();
    sandbox.actor.faults.cause({ kind: "close", code: 4014 });
    expect(await connection.lost).toMatchObject({ code: 4014 });
  });

  it("ends a login at once if Discord closes the connection for good before it has named the servers", async () => {
    sandbox.actor.on((event) => {
      if (event.kind === "wire" && event.entry.what === "READY") {
        sandbox.actor.faults.cause({ kind: "close", code: 4004 });
      }
    });
    await expect(logInAs()).rejects.toMatchObject({ name: "ConnectionLostError", code: 4004 });
  });

  it.each(["breaks off", "502"] as const)("ends a login, too, if it takes no connection: %s", async (refusal) => {
    const proxy = await startGatewayProxy(sandbox, refusal);
    const attempt = () => logIn({ token: "sandbox", apiUrl: proxy.apiUrl, cdnUrl: null }, log);
    await expect(attempt()).rejects.toMatchObject({ name: "GatewayUnreachableError" });
    const first = proxy.attempts();
    expect(first).toBeGreaterThan(0);

    // What the first login left behind would go on trying meanwhile.
    await expect(attempt()).rejects.toThrow();
    await expect(attempt()).rejects.toThrow();
    expect(proxy.attempts()).toBe(3 * first);
  });

  it("gives up a login whose caller no longer wants it", async () => {
    const aborted = new AbortController();
    sandbox.actor.faults.add({ kind: "bad-gateway", effect: "before", route: "GET /gateway/bot" });
    const address = { token: "sandbox", apiUrl: sandbox.apiUrl, cdnUrl: null };
    const login = logIn(address, log, aborted.signal);
    aborted.abort(new Error("stopped"));
    await expect(login).rejects.toThrow("stopped");
  });
});
