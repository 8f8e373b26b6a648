import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { ActError } from "./act-error.ts";
import type { Actor, MovableClock } from "./contract.ts";
import { verbsOf } from "./control-verbs.ts";
import { Refusal } from "./refusal.ts";

const AdvanceSchema = z.object({
  milliseconds: z.number(),
  waitForOpenInteractions: z.boolean().default(true),
});
const ActSchema = z.object({ verb: z.string(), input: z.unknown().optional() });

/** The clock and the actor for another process: a bot that follows this clock, a test or a benchmark that acts. */
export class Control {
  readonly #clock: MovableClock;
  readonly #verbs: Record<string, (input: unknown) => unknown>;
  readonly #streams = new Set<ServerResponse>();

  constructor(actor: Actor, clock: MovableClock) {
    this.#clock = clock;
    this.#verbs = verbsOf(actor);
    clock.onMove(() => {
      for (const stream of this.#streams) this.#tell(stream);
    });
  }

  /** @param path after `/control` */
  async handle(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    try {
      const body = await this.#handle(request, response, path);
      if (body !== undefined) sendJson(response, 200, body);
    } catch (error) {
      if (
        !(
          error instanceof ActError ||
          error instanceof z.ZodError ||
          error instanceof RangeError ||
          error instanceof Refusal
        )
      )
        throw error;
      sendJson(response, 400, { message: error instanceof z.ZodError ? z.prettifyError(error) : error.message });
    }
  }

  close(): void {
    for (const stream of this.#streams) stream.end();
  }

  /** Undefined if the response has already been started. */
  async #handle(request: IncomingMessage, response: ServerResponse, path: string): Promise<unknown> {
    switch (`${request.method} ${path}`) {
      case "GET /clock":
        return this.#reading();
      case "GET /clock/stream":
        response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
        this.#streams.add(response);
        response.on("close", () => this.#streams.delete(response));
        this.#tell(response);
        return undefined;
      case "POST /clock/advance": {
        const { milliseconds, ...options } = AdvanceSchema.parse(await readJson(request));
        await this.#clock.advance(milliseconds, options);
        return this.#reading();
      }
      case "POST /act": {
        const { verb: name, input } = ActSchema.parse(await readJson(request));
        const act = Object.hasOwn(this.#verbs, name) ? this.#verbs[name] : undefined;
        if (!act) throw new ActError(`There is no verb "${name}": ${Object.keys(this.#verbs).join(", ")}.`);
        return (await act(input)) ?? null;
      }
      default:
        sendJson(response, 404, { message: `Nothing at ${request.method} /control${path}.` });
        return undefined;
    }
  }

  #reading(): { now: number; offset: number; paused: boolean } {
    return { now: this.#clock.now(), offset: this.#clock.offset(), paused: this.#clock.paused() };
  }

  #tell(stream: ServerResponse): void {
    stream.write(`data: ${JSON.stringify(this.#reading())}\n\n`);
  }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  // A page of another origin could send plain text without a preflight request, but not JSON.
  if (!request.headers["content-type"]?.startsWith("application/json")) {
    throw new ActError("The body must be application/json.");
  }
  try {
    return JSON.parse(await text(request));
  } catch (error) {
    if (error instanceof SyntaxError) throw new ActError(`The body is not JSON: ${error.message}`);
    throw error;
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const json = JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(json) });
  response.end(json);
}
