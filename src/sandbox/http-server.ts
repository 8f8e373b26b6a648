import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";

const HOST = "127.0.0.1";
const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);
/** Longer than any client waits: if this side closed the connection first, a request could be lost. */
const KEEP_ALIVE_MS = 10 * 60_000;

type Handle = (request: IncomingMessage, response: ServerResponse, target: string) => Promise<void>;

export type Doors = {
  /** For bots; each gets the path and query after its prefix. */
  api: Handle;
  cdn: Handle;
  control: Handle;
  page: Handle;
  gateway(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** False if the page has no socket at this address. */
  pageSocket(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  onError(error: unknown): void;
};

/**
 * Listens on 127.0.0.1. Requests are handled after `open` is called.
 * @throws Error with the system's own as its cause if the port is taken
 */
export async function listen(port: number): Promise<{ server: Server; url: string }> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen(port, HOST, resolve);
  try {
    await promise;
  } catch (error) {
    const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    const reason = isTaken ? "another program is listening there" : "it cannot be listened on";
    throw new Error(`The sandbox cannot have port ${port} of ${HOST}: ${reason}.`, { cause: error });
  }
  server.off("error", reject);
  const { port: given } = server.address() as AddressInfo;
  return { server, url: `http://${HOST}:${given}` };
}

export function open(server: Server, doors: Doors): void {
  server.on("error", doors.onError);
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    route(doors, request, response).catch((error: unknown) => {
      doors.onError(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const path = pathOf(request);
    // Node leaves the socket without a listener, so a client that breaks off (such as a closed page) would end the
    // process. That is not an error of the sandbox. The gateway reports its own connections.
    socket.on("error", () => socket.destroy());
    if (!isLocal(request)) socket.end("HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n");
    else if (path === "/gateway" || path === "/gateway/") doors.gateway(request, socket, head);
    else if (!doors.pageSocket(request, socket, head)) {
      socket.end("HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n");
    }
  });
}

export async function close(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections();
  await promise;
}

async function route(doors: Doors, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const target = request.url ?? "/";
  if (target.startsWith("/api/")) return doors.api(request, response, target.slice("/api".length));
  if (target.startsWith("/cdn/")) return doors.cdn(request, response, pathOf(request).slice("/cdn".length));
  if (!isLocal(request)) {
    response.writeHead(403, { "content-type": "text/plain" }).end("Only pages of this machine may ask.");
    return undefined;
  }
  if (target.startsWith("/control/")) {
    return doors.control(request, response, pathOf(request).slice("/control".length));
  }
  return doors.page(request, response, target);
}

function pathOf({ url = "/" }: IncomingMessage): string {
  const queryAt = url.indexOf("?");
  return queryAt < 0 ? url : url.slice(0, queryAt);
}

/** A web site that a person visits can reach this server, but not under this name and not from this origin. */
function isLocal({ headers, socket }: IncomingMessage): boolean {
  const own = URL.parse(`http://${headers.host ?? ""}`);
  if (!own || !LOOPBACK.has(own.hostname) || Number(own.port || 80) !== socket.localPort) return false;
  return headers.origin === undefined || URL.parse(headers.origin)?.host === own.host;
}
