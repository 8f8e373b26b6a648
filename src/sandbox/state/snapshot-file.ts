import { mkdir, open, readFile, rename } from "node:fs/promises";
import path from "node:path";
import type { Journal } from "./journal.ts";

const WRITE_DELAY_MS = 1000;

/** Null if there is no such file yet. */
export async function readSnapshotFile(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/**
 * Writes the whole state a moment after it changes: never half a file, never two writes at once. The journal keeps what
 * must not be lost in the meantime.
 */
export class SnapshotFile {
  readonly #file: string;
  readonly #journal: Journal;
  readonly #take: (journal: number) => string;
  readonly #onError: (error: unknown) => void;
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();

  /** @param take returns the state as it is now, given the number of the first journal file that adds to it */
  constructor(file: string, journal: Journal, take: (journal: number) => string, onError: (error: unknown) => void) {
    this.#file = file;
    this.#journal = journal;
    this.#take = take;
    this.#onError = onError;
  }

  schedule(): void {
    if (this.#timer) return;
    this.#timer = setTimeout(() => {
      this.flush().catch(this.#onError);
    }, WRITE_DELAY_MS);
    this.#timer.unref();
  }

  /** Writes at once everything that has changed so far. */
  flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const written = this.#writing.then(() => this.#write());
    // The caller is told about a failure; the next write does not depend on it.
    this.#writing = written.catch(() => undefined);
    return written;
  }

  async #write(): Promise<void> {
    await mkdir(path.dirname(this.#file), { recursive: true });
    const fresh = `${this.#file}.new`;
    const handle = await open(fresh, "w");
    const journal = this.#journal.begin();
    try {
      await handle.writeFile(this.#take(journal));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(fresh, this.#file);
    await this.#journal.forgetBefore(journal);
  }
}
