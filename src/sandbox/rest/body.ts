import type { IncomingMessage } from "node:http";
import type { Fields } from "../fields.ts";
import { isFields } from "../fields.ts";
import { refuse } from "../refusal.ts";
import { REQUEST_BYTES } from "../rules/limits.ts";
import type { Upload } from "../state/attachment-store.ts";

export type Body = { fields: Fields; list: readonly unknown[] | null; uploads: Map<string, Upload> };

const NO_UPLOADS: Map<string, Upload> = new Map();
const FILE_PART = /^files?\[(\d+)\]$/;

/** @throws Refusal 40005 or 50109 */
export async function readBody(request: IncomingMessage): Promise<Body> {
  const bytes = await readBytes(request);
  const contentType = request.headers["content-type"] ?? "";
  if (contentType.startsWith("multipart/form-data")) return readMultipart(bytes, contentType);
  return { ...readJson(bytes.toString()), uploads: NO_UPLOADS };
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Only the client may destroy the request, by leaving: it must still hear a refusal that comes half-way through.
  const stream: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > REQUEST_BYTES) throw refuse(40005);
    chunks.push(chunk);
  }
  return chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks);
}

function readJson(text: string): { fields: Fields; list: readonly unknown[] | null } {
  if (text === "") return { fields: {}, list: null };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw refuse(50109);
    throw error;
  }
  if (Array.isArray(value)) return { fields: {}, list: value };
  if (isFields(value)) return { fields: value, list: null };
  throw refuse(50109);
}

async function readMultipart(bytes: Buffer, contentType: string): Promise<Body> {
  let form: FormData;
  try {
    form = await new Response(new Uint8Array(bytes), { headers: { "content-type": contentType } }).formData();
  } catch (error) {
    if (error instanceof TypeError) throw refuse(50109);
    throw error;
  }
  const uploads = new Map<string, Upload>();
  let json = "";
  for (const [key, value] of form) {
    if (typeof value === "string") {
      if (key === "payload_json") json = value;
      continue;
    }
    const index = FILE_PART.exec(key)?.[1] ?? String(uploads.size);
    uploads.set(index, {
      name: value.name,
      contentType: value.type || "application/octet-stream",
      bytes: await value.bytes(),
    });
  }
  return { ...readJson(json), uploads };
}
