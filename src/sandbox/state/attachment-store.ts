import { mkdirSync, writeFileSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";

export type Upload = { name: string; contentType: string; bytes: Uint8Array };

const ID = /^\d+$/;

/**
 * The bytes of attachments, by attachment id. With a folder, each is a file of that name. It is written before the bot
 * gets its response, so that a restart finds it. The content type is in the message.
 */
export class AttachmentStore {
  readonly #folder: string | null;
  readonly #onError: (error: unknown) => void;
  readonly #kept = new Map<string, Uint8Array>();
  #removing: Promise<unknown> = Promise.resolve();

  constructor(folder: string | null, onError: (error: unknown) => void) {
    this.#folder = folder;
    this.#onError = onError;
  }

  put(id: string, { bytes }: Upload): void {
    if (this.#folder === null || !this.#write(this.#folder, id, bytes)) this.#kept.set(id, bytes);
  }

  /** Null if there is no such attachment. */
  async get(id: string): Promise<Uint8Array | null> {
    const kept = this.#kept.get(id);
    if (kept) return kept;
    if (this.#folder === null || !ID.test(id)) return null;
    try {
      return await readFile(path.join(this.#folder, id));
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
      throw error;
    }
  }

  delete(id: string): void {
    this.#kept.delete(id);
    const folder = this.#folder;
    if (folder === null) return;
    this.#removing = this.#removing.then(() => rm(path.join(folder, id), { force: true })).catch(this.#onError);
  }

  /** Resolves when everything deleted so far is gone. */
  async flush(): Promise<void> {
    await this.#removing;
  }

  /** False if the file cannot be written. The sandbox goes on without it. */
  #write(folder: string, id: string, bytes: Uint8Array): boolean {
    try {
      mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(folder, id), bytes);
      return true;
    } catch (error) {
      this.#onError(error);
      return false;
    }
  }
}
