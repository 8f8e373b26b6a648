import { once } from "node:events";
import { createServer, type IncomingMessage, request } from "node:http";
import { onTestFinished } from "vitest";
import type { Sandbox } from "../../src/sandbox/contract.ts";

export type GatewayProxy = {
  apiUrl: string;
  /** How often the gateway was asked for a connection. */
  attempts(): number;
};

/** REST is the sandbox's; the gateway that it names is this one, which takes no connection. */
export async function startGatewayProxy(sandbox: Sandbox, refusal: "breaks off" | "502"): Promise<GatewayProxy> {
  let attempts = 0;
  const server = createServer(async (incoming, response) => {
    const { status, text } = await forward(sandbox, incoming);
    const named = incoming.url?.endsWith("/gateway/bot") ? { ...JSON.parse(text), url: gatewayUrl } : null;
    response.writeHead(status, { "content-type": "application/json" });
    response.end(named === null ? text : JSON.stringify(named));
  });
  server.on("upgrade", (_incoming, socket) => {
    attempts += 1;
    if (refusal === "502") socket.end("HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    else socket.destroy();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const host = `127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  const gatewayUrl = `ws://${host}`;
  return { apiUrl: `http://${host}/api`, attempts: () => attempts };
}

async function forward({ url }: Sandbox, incoming: IncomingMessage): Promise<{ status: number; text: string }> {
  const { method, headers } = incoming;
  const outgoing = request(new URL(incoming.url ?? "", url), { method, headers });
  incoming.pipe(outgoing);
  const [response]: IncomingMessage[] = await once(outgoing, "response");
  let text = "";
  for await (const chunk of response?.setEncoding("utf8") ?? []) text += chunk;
  return { status: response?.statusCode ?? 0, text };
}
