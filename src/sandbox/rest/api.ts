import type { IncomingMessage, ServerResponse } from "node:http";
import { Refusal, refuse } from "../refusal.ts";
import type { WireLog } from "../wire-log.ts";
import { readBody } from "./body.ts";
import type { Headers, RateLimits } from "./rate-limits.ts";
import { RateLimited } from "./rate-limits.ts";
import type { RequestFaults } from "./request-faults.ts";
import { BrokenOff } from "./request-faults.ts";
import type { Call, Match, Reply, Route } from "./router.ts";
import { Router } from "./router.ts";
import type { TrafficCheck } from "./traffic-check.ts";

const VERSION = /^\/v(\d+)(?=\/)/;
const SUPPORTED_VERSION = "10";
const NO_QUERY = new URLSearchParams();

type Found = Match & { query: URLSearchParams };

export type ApiOptions = {
  token: string;
  routes: readonly Route[];
  wire: WireLog;
  /** Null: there are no limits. */
  rateLimits: RateLimits | null;
  faults: RequestFaults;
  /** Null: nothing is checked. */
  spec: TrafficCheck | null;
  onError(error: unknown): void;
};

/** The REST API below `/api`: finds the route, checks the token and the rate limits, and replies as Discord does. */
export class Api {
  readonly #authorization: string;
  readonly #router: Router;
  readonly #wire: WireLog;
  readonly #rateLimits: RateLimits | null;
  readonly #faults: RequestFaults;
  readonly #spec: TrafficCheck | null;
  readonly #onError: (error: unknown) => void;

  constructor({ token, routes, wire, rateLimits, faults, spec, onError }: ApiOptions) {
    this.#authorization = `Bot ${token}`;
    this.#router = new Router(routes);
    this.#wire = wire;
    this.#rateLimits = rateLimits;
    this.#faults = faults;
    this.#spec = spec;
    this.#onError = onError;
  }

  /** @param target the path and query after `/api` */
  async handle(request: IncomingMessage, response: ServerResponse, target: string): Promise<void> {
    const startedAt = performance.now();
    const method = request.method ?? "GET";
    let what = `${method} ${target}`;
    let reply: Reply;
    let refusal: Refusal | null = null;
    let headers: Headers = {};
    try {
      this.#rateLimits?.refuseBanned(startedAt);
      const match = this.#match(method, target);
      what = `${method} ${match.route.pattern}`;
      if (!match.route.open && request.headers.authorization !== this.#authorization) {
        throw new Refusal(401, 0, "401: Unauthorized");
      }
      headers = this.#rateLimits?.take(match.route, match.params, startedAt) ?? {};
      reply = await this.#faults.around(what, () => this.#handle(what, request, match));
    } catch (error) {
      // The bot was killed while it sent: nobody is waiting for a reply.
      if (request.destroyed && !request.complete) return;
      if (error instanceof BrokenOff) {
        this.#wire.brokenOff(what, performance.now() - startedAt, error.message);
        response.destroy();
        return;
      }
      refusal = error instanceof Refusal ? error : new Refusal(500, 0, "500: Internal Server Error");
      if (!(error instanceof Refusal)) this.#onError(error);
      this.#rateLimits?.countInvalid(refusal, startedAt);
      if (refusal instanceof RateLimited) headers = refusal.headers;
      reply = { status: refusal.status, body: refusal.body() };
      this.#spec?.checkRefusal(what, refusal);
    }
    respond(response, reply, headers);
    this.#wire.request(what, reply.status, performance.now() - startedAt, refusal);
  }

  async #handle(what: string, request: IncomingMessage, { route, params, query }: Found): Promise<Reply> {
    const { fields, list, uploads } = await readBody(request);
    const call: Call = { params, query, body: fields, list, uploads };
    this.#spec?.checkRequest(what, call);
    const reply = await route.handle(call);
    this.#spec?.checkResponse(what, reply);
    return reply;
  }

  #match(method: string, target: string): Found {
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
}

function respond(response: ServerResponse, { status, body }: Reply, headers: Headers): void {
  if (body === undefined) {
    response.writeHead(status, headers).end();
    return;
  }
  const json = JSON.stringify(body);
  response.writeHead(status, {
    ...headers,
    "content-type": "application/json",
    "content-length": Buffer.byteLength(json),
  });
  response.end(json);
}
