import { readFile } from "node:fs/promises";
import { createTypeStripper } from "./type-stripper.ts";

export type Asset = { type: string; body: string };

export type Assets = {
  page(): Promise<Asset>;
  /** Null if there is no file of that name. */
  client(name: string): Promise<Asset | null>;
  close(): Promise<void>;
};

const CLIENT = new URL("./client/", import.meta.url);
const NAME = /^[a-z0-9-]+(?:\/[a-z0-9-]+)*\.(?<ending>ts|css|svg)$/;
const TYPES: Record<string, string> = {
  ts: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml; charset=utf-8",
};

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

/** Reads each of the client's files once, and strips the types from TypeScript. */
export function createAssets(): Assets {
  const kept = new Map<string, Asset>();
  const types = createTypeStripper();

  async function read(name: string, type: string): Promise<Asset> {
    const known = kept.get(name);
    if (known) return known;
    const text = await readFile(new URL(name, CLIENT), "utf8");
    const asset = { type, body: name.endsWith(".ts") ? await types.strip(text) : text };
    kept.set(name, asset);
    return asset;
  }

  return {
    page: () => read("index.html", "text/html; charset=utf-8"),
    async client(name) {
      const type = TYPES[NAME.exec(name)?.groups?.ending ?? ""];
      if (type === undefined) return null;
      try {
        return await read(name, type);
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    close: types.close,
  };
}
