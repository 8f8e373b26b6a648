import type { IncomingMessage } from "node:http";

/** Above the largest act: files of 25 MiB, in base64. */
const MOST_BYTES = 36 * 1024 * 1024;

export class UnreadableBody extends Error {}

/** @throws {UnreadableBody} when the body is too large, is not sent as JSON, or is none. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  if (!request.headers["content-type"]?.startsWith("application/json")) throw new UnreadableBody("This takes JSON.");
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Only the client's own leaving may destroy the request: a refusal half-way through still has to be told.
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
