import type { Attachments, Fetched } from "../coach/courses/ports.ts";

/**
 * Where Discord keeps what members attach. Source:
 * https://discord.com/developers/docs/reference#signed-attachment-cdn-urls.
 */
const HOSTS = ["https://cdn.discordapp.com", "https://media.discordapp.net"];

const TIMEOUT_MS = 10_000;

/** Fetches only from Discord's own hosts or, if `cdnUrl` is not null, only from that sandbox. Follows no redirect. */
export function createAttachments(cdnUrl: string | null): Attachments {
  const origins = cdnUrl === null ? HOSTS : [new URL(cdnUrl).origin];

  async function fetchText(address: string, limit: number): Promise<Fetched> {
    if (!URL.canParse(address) || !origins.includes(new URL(address).origin)) return { kind: "foreign" };
    const response = await fetch(address, { redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      return { kind: "failed", reason: `status ${response.status}` };
    }
    if (Number(response.headers.get("content-length")) > limit) {
      await response.body.cancel();
      return { kind: "too-large" };
    }
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body) {
      size += chunk.length;
      // Leaving the loop cancels the rest of the download.
      if (size > limit) return { kind: "too-large" };
      chunks.push(chunk);
    }
    // The byte order mark stays, so that an export gives back exactly what was imported.
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(Buffer.concat(chunks));
    return { kind: "text", text };
  }

  return {
    async fetch(address, limit) {
      try {
        return await fetchText(address, limit);
      } catch (error) {
        return { kind: "failed", reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
      }
    },
  };
}
