import type { IncomingMessage } from "node:http";

export function isLoopback(hostname: string): boolean {
  return hostname === "127.0.0.1" || hostname === "localhost";
}

/**
 * Whether a request comes from this machine's own page: asked of a loopback name (a name that was made to point here
 * is refused), and sent by the page itself, not by another one that is open in the same browser.
 */
export function isLocalRequest(request: IncomingMessage): boolean {
  const { host, origin } = request.headers;
  const hostname = host === undefined ? undefined : URL.parse(`http://${host}`)?.hostname;
  if (hostname === undefined || !isLoopback(hostname)) return false;
  return origin === undefined || origin === `http://${host}`;
}
