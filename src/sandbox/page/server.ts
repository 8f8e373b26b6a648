import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { z } from "zod";
import { ActError } from "../act-error.ts";
import type { Actor, MovableClock, Tour } from "../contract.ts";
import { verbsOf } from "../control-verbs.ts";
import { Refusal } from "../refusal.ts";
import { perform } from "./act.ts";
import { ActSchema } from "./act-schema.ts";
import { type Asset, createAssets } from "./assets.ts";
import { readJson, UnreadableBody } from "./body.ts";
import { createLive } from "./live.ts";
import { createTourPlayer } from "./tour.ts";
import type { ActResult } from "./view.ts";

export type Page = {
  /** Handles the page's own paths; false for any other path. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** Takes over `/page/socket?as=<userId>`; false for any other path. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  close(): Promise<void>;
};

const LONGEST_STEP_MS = 366 * 24 * 60 * 60 * 1000;

const ClockStepSchema = z.discriminatedUnion("action", [
  z.object({ action: z.literal("advance"), milliseconds: z.int().min(1).max(LONGEST_STEP_MS) }),
  z.object({ action: z.literal("next-timer") }),
  z.object({ action: z.literal("pause") }),
  z.object({ action: z.literal("resume") }),
]);

const FaultActSchema = z.object({
  verb: z.literal(["addFault", "clearFault", "clearFaults", "causeMishap"]),
  input: z.unknown(),
});

const HEADERS = {
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};

function send(response: ServerResponse, status: number, { type, body }: Asset): void {
  response.writeHead(status, { ...HEADERS, "content-type": type }).end(body);
}

function sendText(response: ServerResponse, status: number, text: string): void {
  send(response, status, { type: "text/plain; charset=utf-8", body: `${text}\n` });
}

function sendResult(response: ServerResponse, result: ActResult): void {
  send(response, 200, { type: "application/json; charset=utf-8", body: JSON.stringify(result) });
}

/** The request is not possible, and the message says why. Any other error is a bug in the sandbox. */
function isRefusal(error: unknown): error is Error {
  return error instanceof ActError || error instanceof Refusal;
}

function pathOf(request: IncomingMessage): URL {
  return new URL(request.url ?? "/", "http://127.0.0.1");
}

type Wiring = {
  actor: Actor;
  clock: MovableClock;
  tour: Tour | null;
  onError(error: unknown): void;
};

/**
 * The sandbox's page: Discord as a person would use it. The caller makes sure that requests come from this machine's
 * own pages.
 */
export function createPage({ actor, clock, tour, onError }: Wiring): Page {
  const assets = createAssets();
  const live = createLive(actor, clock, () => player?.view() ?? null);
  const player = tour && createTourPlayer(tour, { actor, clock, onError, onChange: tellOfTour });

  function tellOfTour(): void {
    if (player) live.tell({ kind: "tour", tour: player.view() });
  }

  async function moveClock(body: unknown): Promise<ActResult> {
    const step = ClockStepSchema.parse(body);
    if (step.action === "advance") await clock.advance(step.milliseconds);
    else if (step.action === "next-timer") {
      const next = clock.nextTimer();
      if (next === null) return { kind: "failed", reason: "Nothing is waiting for its time." };
      await clock.advance(Math.max(0, Math.ceil(next - clock.now())));
    } else clock[step.action]();
    return { kind: "done" };
  }

  async function playTour(): Promise<ActResult> {
    if (!player) return { kind: "failed", reason: "There is no guided run here." };
    return player.play() ? { kind: "done" } : { kind: "failed", reason: "The guided run is already under way." };
  }

  const verbs = verbsOf(actor);

  async function changeFaults(body: unknown): Promise<ActResult> {
    const { verb, input } = FaultActSchema.parse(body);
    await verbs[verb]?.(input);
    return { kind: "done" };
  }

  const acts: Record<string, (body: unknown) => Promise<ActResult>> = {
    "/page/act": (body) => perform(actor, ActSchema.parse(body)),
    "/page/clock": moveClock,
    "/page/tour": playTour,
    "/page/faults": changeFaults,
  };

  async function act(
    run: (body: unknown) => Promise<ActResult>,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    try {
      sendResult(response, await run(await readJson(request)));
    } catch (error) {
      if (error instanceof UnreadableBody) {
        // The unread rest of the body would block the next request on this connection.
        response.setHeader("connection", "close");
        sendText(response, 400, error.message);
      } else if (error instanceof z.ZodError) sendText(response, 400, z.prettifyError(error));
      else if (isRefusal(error)) sendResult(response, { kind: "failed", reason: error.message });
      else throw error;
    }
  }

  async function serve(path: string, response: ServerResponse): Promise<void> {
    const asset = path === "/" ? await assets.page() : await assets.client(path.slice("/client/".length));
    if (asset) send(response, 200, asset);
    else sendText(response, 404, "There is nothing here.");
  }

  return {
    async handle(request, response) {
      const { pathname } = pathOf(request);
      const run = acts[pathname];
      if (run === undefined && pathname !== "/" && !pathname.startsWith("/client/")) return false;
      if (run) {
        if (request.method === "POST") await act(run, request, response);
        else sendText(response, 405, "This is for POST.");
      } else if (request.method === "GET" || request.method === "HEAD") {
        await serve(pathname, response);
      } else {
        sendText(response, 405, "This is for GET.");
      }
      return true;
    },
    upgrade(request, socket, head) {
      const { pathname, searchParams } = pathOf(request);
      if (pathname !== "/page/socket") return false;
      live.connect(request, socket, head, searchParams.get("as"));
      return true;
    },
    async close() {
      live.close();
      await assets.close();
    },
  };
}
