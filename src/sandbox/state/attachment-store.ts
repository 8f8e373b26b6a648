import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

export type Upload = { name: string; contentType: string; bytes: Uint8Array };

const ID = /^\d+$/;

/**
 * The bytes of attachments, by attachment id. With a folder each is also a file of that name, so that a restart finds
 * it; the content type stands in the message.
 */
export class AttachmentStore {
  readonly #folder: string | null;
  readonly #onError: (error: unknown) => void;
  readonly #kept = new Map<string, Uint8Array>();
  #writing: Promise<unknown> = Promise.resolve();

  constructor(folder: string | null, onError: (error: unknown) => void) {
    this.#folder = folder;
    this.#onError = onError;
  }

  put(id: string, { bytes }: Upload): void {
    this.#kept.set(id, bytes);
    const folder = this.#folder;
    if (folder === null) return;
    this.#queue(async () => {
      await mkdir(folder, { recursive: true });
      await writeFile(path.join(folder, id), bytes);
      this.#kept.delete(id);
    });
  }

  /** Null where there is no such attachment. */
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
    if (folder !== null) this.#queue(() => rm(path.join(folder, id), { force: true }));
  }

  /** Resolves when every write asked for so far is done. */
  async flush(): Promise<void> {
    await this.#writing;
  }

  #queue(write: () => Promise<void>): void {
    this.#writing = this.#writing.then(write).catch(this.#onError);
  }
}
