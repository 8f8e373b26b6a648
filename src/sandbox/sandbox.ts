import { createActor } from "./actor/actor.ts";
import { Cdn } from "./cdn.ts";
import type { SandboxClock } from "./clock.ts";
import { createClock } from "./clock.ts";
import type { Sandbox, SandboxOptions, SpecReport } from "./contract.ts";
import { Control } from "./control.ts";
import { listenTo } from "./events.ts";
import { createFaults } from "./faults.ts";
import { broadcast } from "./gateway/broadcast.ts";
import { Gateway } from "./gateway/gateway.ts";
import { greet, requestMembers } from "./gateway/greeting.ts";
import type { Sharding } from "./gateway/shards.ts";
import { toSharding } from "./gateway/shards.ts";
import { close, listen, open } from "./http-server.ts";
import { Interactions } from "./interactions/interactions.ts";
import { Responder } from "./interactions/respond.ts";
import { HandedFiles } from "./messages/handed-files.ts";
import { MessageRoom } from "./messages/message-room.ts";
import { Api } from "./rest/api.ts";
import { OpeningLimit } from "./rest/opening-limit.ts";
import { RateLimits } from "./rest/rate-limits.ts";
import { RequestFaults } from "./rest/request-faults.ts";
import { applicationRoutes } from "./rest/routes/application.ts";
import { channelRoutes } from "./rest/routes/channels.ts";
import { commandRoutes } from "./rest/routes/commands.ts";
import { guildRoutes } from "./rest/routes/guilds.ts";
import { interactionRoutes } from "./rest/routes/interactions.ts";
import { createSnowflakes, DISCORD_EPOCH } from "./snowflake.ts";
import { AttachmentStore } from "./state/attachment-store.ts";
import { Journal } from "./state/journal.ts";
import { readState, toJournalLine } from "./state/replay.ts";
import { inviteBot, newUser, STUDY_GROUP, seedGuild } from "./state/seed.ts";
import type { Snapshot } from "./state/snapshot.ts";
import { toSnapshot, toWorld } from "./state/snapshot.ts";
import { readSnapshotFile, SnapshotFile } from "./state/snapshot-file.ts";
import { World } from "./state/world.ts";
import { WireLog } from "./wire-log.ts";

const UNCHECKED: SpecReport = { checked: () => [], violations: () => [] };
const BOT_COLOR = "4752c4";

/**
 * Starts a local Discord.
 * @throws Error if the port is taken, or if the file is not a sandbox's or cannot be written; nothing is left open then
 */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const report = options.report ?? (() => undefined);
  const onError = (error: unknown) => report(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const rateLimits = options.rateLimits ?? {};
  const sharding = toSharding(options.sharding ?? {});
  const pageRoom = options.page === false ? null : await import("./page/server.ts");
  const specMode = options.spec ?? "off";
  // A development dependency that is slow to load: only load it on request.
  const spec = specMode === "off" ? null : new (await import("./spec/spec.ts")).Spec(specMode === "refuse");
  const text = options.file === null ? null : await readSnapshotFile(options.file);
  const journal = options.file === null ? null : await Journal.open(options.file);
  const { server, url } = await listen(options.port);
  const cdnUrl = `${url}/cdn`;

  let snapshot: Snapshot | null;
  try {
    snapshot = text === null || !journal ? null : await readState(text, journal, cdnUrl);
  } catch (error) {
    await close(server);
    throw new Error(`${options.file} is not a sandbox's file of this version. Nothing in it was changed.`, {
      cause: error,
    });
  }

  const clock = createClock(snapshot?.offset ?? options.offset ?? 0, onError, snapshot?.pausedAt);
  const world = snapshot
    ? toWorld(snapshot, options.application.name, createSnowflakes(clock.now, snapshot.lastId))
    : newWorld(options, clock, sharding);
  if (journal) {
    // This listener comes first, so that events are saved before a bot hears about them.
    world.on((event) => {
      const line = toJournalLine(event, world.snowflakes.last());
      try {
        if (line !== null) journal.append(line);
      } catch (error) {
        // It is reported, and the next snapshot will try to save the event.
        onError(error);
      }
    });
  }
  const attachments = new AttachmentStore(options.file === null ? null : `${options.file}.attachments`, onError);
  const wire = new WireLog(clock, report);
  const messages = new MessageRoom(world, clock, attachments);
  const gatewayUrl = `${url.replace("http", "ws")}/gateway`;
  const gateway = new Gateway({
    token: options.application.token,
    resumeUrl: gatewayUrl,
    rateLimits,
    maxConcurrency: sharding.maxConcurrency,
    privilegedIntents: options.application.privilegedIntents ?? false,
    guildIds: () => world.botGuilds().map(({ guild }) => guild.id),
    onDispatch: spec && ((event, json) => spec.checkEvent(event, json)),
    greet: (session) => greet(world, session),
    requestMembers: (data, shard) => requestMembers(world, data, shard),
    report,
    onOwnEvent: (event) => wire.event(event),
    onClose: (ending) => wire.gatewayClosed(ending),
  });
  const sendInteraction = (payload: object, guildId: string | null) => {
    gateway.dispatch("INTERACTION_CREATE", guildId, JSON.stringify(payload));
    wire.event("INTERACTION_CREATE");
  };
  const interactions = new Interactions(world, clock.own, sendInteraction, report);
  clock.holdMoves(() => interactions.whenQuiet());
  broadcast(world, gateway, (name) => wire.event(name));
  const responder = new Responder(world, clock, interactions, messages, cdnUrl);
  const requestFaults = new RequestFaults();
  const faults = createFaults({
    world,
    gateway,
    requests: requestFaults,
    inviteTo: (record) => inviteBot(world, record, clock.now(), options.application.permissions ?? 0n),
  });
  const handedFiles = new HandedFiles(cdnUrl, world.snowflakes);
  const on = listenTo({ world, clock, wire, interactions, requestFaults, faults });
  const actor = createActor({ world, interactions, messages, handedFiles, cdnUrl, faults, on });

  const take = (from: number) =>
    toSnapshot(world, { cdnUrl, offset: clock.offset(), pausedAt: clock.standsAt(), journal: from });
  const file = options.file === null || !journal ? null : new SnapshotFile(options.file, journal, take, onError);
  if (file) {
    world.on(() => file.schedule());
    clock.keepMoves(() => file.flush());
  }

  const api = new Api({
    token: options.application.token,
    wire,
    rateLimits: rateLimits === "off" ? null : new RateLimits(rateLimits),
    faults: requestFaults,
    spec,
    onError,
    routes: [
      ...applicationRoutes(world, gatewayUrl, sharding),
      ...commandRoutes(world),
      ...guildRoutes(world),
      ...channelRoutes({
        world,
        messages,
        cdnUrl,
        openings: rateLimits === "off" ? null : new OpeningLimit(rateLimits),
      }),
      ...interactionRoutes(interactions, responder),
    ],
  });
  const cdn = new Cdn(world, attachments, handedFiles);
  const control = new Control(actor, clock);
  const page = pageRoom?.createPage({ actor, clock, tour: options.tour ?? null, onError }) ?? null;
  open(server, {
    api: (request, response, target) => api.handle(request, response, target),
    cdn: (_request, response, path) => cdn.handle(response, path),
    control: (request, response, path) => control.handle(request, response, path),
    async page(request, response) {
      if (await page?.handle(request, response)) return;
      response.writeHead(404, { "content-type": "text/plain" }).end("Nothing here.");
    },
    gateway: (request, socket, head) => gateway.accept(request, socket, head),
    pageSocket: (request, socket, head) => page?.upgrade(request, socket, head) ?? false,
    onError,
  });

  async function stop(): Promise<void> {
    await page?.close();
    control.close();
    await gateway.close();
    await close(server);
    clock.stop();
    await attachments.flush();
  }

  try {
    // Bots remember ids, so a crash must not lose those of a first start.
    await file?.flush();
  } catch (error) {
    await stop();
    throw new Error(`The sandbox cannot write ${options.file}.`, { cause: error });
  }
  return {
    url,
    apiUrl: `${url}/api`,
    cdnUrl,
    clock,
    actor,
    gateway,
    spec: spec ?? UNCHECKED,
    async close() {
      await stop();
      await file?.flush();
    },
  };
}

/** Each server is one millisecond younger than the one before it. The first belongs to shard 0. */
function newWorld(options: SandboxOptions, clock: SandboxClock, { shards }: Sharding): World {
  const seeds = options.guilds ?? [STUDY_GROUP];
  const latest = Math.trunc(clock.now()) - seeds.length;
  let madeAt: number | null = latest - ((latest - DISCORD_EPOCH) % shards);
  const snowflakes = createSnowflakes(() => madeAt ?? clock.now(), "0");
  const id = snowflakes.next();
  const { name } = options.application;
  const world = new World({ id, name }, newUser(id, name, BOT_COLOR, true), snowflakes);
  for (const seed of seeds) {
    seedGuild(world, seed, madeAt, options.application.permissions ?? 0n);
    madeAt += 1;
  }
  madeAt = null;
  return world;
}
