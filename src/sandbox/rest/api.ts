import type { IncomingMessage, ServerResponse } from "node:http";
import { Refusal, refuse } from "../refusal.ts";
import type { WireLog } from "../wire-log.ts";
import { readBody } from "./body.ts";
import type { Call, Reply, Route } from "./router.ts";
import { Router } from "./router.ts";

const VERSION = /^\/v(\d+)(?=\/)/;
const SUPPORTED_VERSION = "10";
const NO_QUERY = new URLSearchParams();

export type ApiOptions = {
  token: string;
  routes: readonly Route[];
  wire: WireLog;
  onError(error: unknown): void;
};

/**
 * The REST API below `/api`: finds the route, checks the token, answers as Discord does.
 * Rate limits and faults on demand belong between the route's match and its handler.
 */
export class Api {
  readonly #authorization: string;
  readonly #router: Router;
  readonly #wire: WireLog;
  readonly #onError: (error: unknown) => void;

  constructor({ token, routes, wire, onError }: ApiOptions) {
    this.#authorization = `Bot ${token}`;
    this.#router = new Router(routes);
    this.#wire = wire;
    this.#onError = onError;
  }

  /** @param target the path and query behind `/api` */
  async handle(request: IncomingMessage, response: ServerResponse, target: string): Promise<void> {
    const startedAt = performance.now();
    const method = request.method ?? "GET";
    let what = `${method} ${target}`;
    let reply: Reply;
    let refusal: Refusal | null = null;
    try {
      const match = this.#match(method, target);
      what = `${method} ${match.route.pattern}`;
      if (!match.route.open && request.headers.authorization !== this.#authorization) {
        throw new Refusal(401, 0, "401: Unauthorized");
      }
      reply = await match.route.handle(await this.#toCall(request, match.params, match.query));
    } catch (error) {
      // A bot that was killed while it sent: there is nobody to answer.
      if (request.destroyed && !request.complete) return;
      refusal = error instanceof Refusal ? error : new Refusal(500, 0, "500: Internal Server Error");
      if (!(error instanceof Refusal)) this.#onError(error);
      reply = { status: refusal.status, body: refusal.body() };
    }
    respond(response, reply);
    this.#wire.request(what, reply.status, performance.now() - startedAt, refusal);
  }

  #match(method: string, target: string): { route: Route; params: Record<string, string>; query: URLSearchParams } {
    const queryAt = target.indexOf("?");
    let path = queryAt < 0 ? target : target.slice(0, queryAt);
    const version = VERSION.exec(path);
    if (version) {
      if (version[1] !== SUPPORTED_VERSION) throw new Refusal(400, 50041, "Invalid API version");
      path = path.slice(version[0].length);
    }
    const match = this.#router.find(method, path);
    if (match === 404) throw refuse(0);
    if (match === 405) throw new Refusal(405, 0, "405: Method Not Allowed");
    return { ...match, query: queryAt < 0 ? NO_QUERY : new URLSearchParams(target.slice(queryAt + 1)) };
  }

  async #toCall(request: IncomingMessage, params: Record<string, string>, query: URLSearchParams): Promise<Call> {
    const { fields, list, uploads } = await readBody(request);
    return { params, query, body: fields, list, uploads };
  }
}

function respond(response: ServerResponse, { status, body }: Reply): void {
  if (body === undefined) {
    response.writeHead(status).end();
    return;
  }
  const json = JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(json) });
  response.end(json);
}
