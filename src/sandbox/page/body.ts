import type { IncomingMessage } from "node:http";

/** More than the largest act needs: files of 25 MiB, in base64. */
const MOST_BYTES = 36 * 1024 * 1024;

export class UnreadableBody extends Error {}

/** @throws {UnreadableBody} if the body is too large, is not sent as JSON, or is not JSON. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  if (!request.headers["content-type"]?.startsWith("application/json")) throw new UnreadableBody("This takes JSON.");
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Only the client may destroy the request, by leaving: it must still hear a refusal that comes half-way through.
  const stream: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
  for await (const chunk of stream) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new UnreadableBody("This is too large.");
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch (cause) {
    throw new UnreadableBody("This is not JSON.", { cause });
  }
}
