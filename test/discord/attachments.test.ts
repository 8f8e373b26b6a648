import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAttachments } from "../../src/discord/attachments.ts";

let server: Server;
let origin: string;
let answer: (response: ServerResponse) => void;
let asked: number;

beforeEach(async () => {
  asked = 0;
  server = createServer((_request, response) => {
    asked += 1;
    answer(response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, "close");
});

const fetchWithin = (limit: number) => createAttachments(`${origin}/cdn`).fetch(`${origin}/cdn/path.md`, limit);

describe("an attachment", () => {
  it("arrives as it was written, with its byte order mark, up to the limit", async () => {
    answer = (response) => response.end("\uFEFF# Käse");
    expect(await fetchWithin(10)).toEqual({ kind: "text", text: "\uFEFF# Käse" });
  });

  it("is not read if it says that it is too large", async () => {
    answer = (response) => response.writeHead(200, { "content-length": 11 }).flushHeaders();
    expect(await fetchWithin(10)).toEqual({ kind: "too-large" });
  });

  it("is read no further than the limit if it does not say so", async () => {
    answer = (response) => response.write("eleven byte");
    expect(await fetchWithin(10)).toEqual({ kind: "too-large" });
  });

  it("holds replacement characters if it is not text", async () => {
    answer = (response) => response.end(Buffer.from([0x89, 0xff]));
    expect(await fetchWithin(10)).toEqual({ kind: "text", text: "\uFFFD\uFFFD" });
  });

  it("is not followed if it leads elsewhere, and fails if it is gone", async () => {
    answer = (response) => response.writeHead(302, { location: `${origin}/elsewhere` }).end();
    expect(await fetchWithin(10)).toMatchObject({ kind: "failed" });
    expect(asked).toBe(1);
    answer = (response) => response.writeHead(404).end("gone");
    expect(await fetchWithin(10)).toEqual({ kind: "failed", reason: "status 404" });
  });

  it("is fetched only from the sandbox, or only from Discord's own hosts", async () => {
    const elsewhere = [
      origin,
      "http://cdn.discordapp.com/attachments/1/2/path.md",
      "https://cdn.discordapp.com.example.org/attachments/1/2/path.md",
      "https://cdn.discordapp.com@example.org/path.md",
      "https://cdn.discordapp.com:8443/path.md",
      "file:///etc/passwd",
      "path.md",
    ];
    for (const address of elsewhere) {
      expect(await createAttachments(null).fetch(address, 10), address).toEqual({ kind: "foreign" });
    }
    const discords = "https://cdn.discordapp.com/attachments/1/2/path.md";
    expect(await createAttachments(`${origin}/cdn`).fetch(discords, 10)).toEqual({ kind: "foreign" });
    expect(asked).toBe(0);
  });
});
