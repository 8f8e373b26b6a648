import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";

/**
 * What happened since the last snapshot, one line of JSON per event. A line is written before anyone gets a response, so
 * it survives if the process is killed (but not if the machine loses power). Each snapshot begins a new file with the
 * next number, and names it. Older files are part of the snapshot already.
 */
export class Journal {
  readonly #file: string;
  #number: number;
  #descriptor: number | null = null;
  /** The numbers of the files that may exist. */
  #written: number[];

  private constructor(file: string, written: number[]) {
    this.#file = file;
    this.#written = written;
    this.#number = Math.max(0, ...written) + 1;
  }

  /** @param file the snapshot's; the journal's files are next to it */
  static async open(file: string): Promise<Journal> {
    const prefix = `${path.basename(file)}.journal-`;
    const names = await readdir(path.dirname(file)).catch((error: unknown) => {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
      throw error;
    });
    const suffixes = names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
    const numbers = suffixes.filter((suffix) => /^\d+$/.test(suffix)).map(Number);
    return new Journal(
      file,
      numbers.sort((a, b) => a - b),
    );
  }

  /** The lines of each file from this number on. A last line that is not complete is left out. */
  async read(from: number): Promise<string[]> {
    const texts = await Promise.all(
      this.#written.filter((number) => number >= from).map((number) => readFile(this.#path(number), "utf8")),
    );
    return texts.flatMap((text) => text.split("\n").slice(0, -1));
  }

  append(line: string): void {
    if (this.#descriptor === null) {
      mkdirSync(path.dirname(this.#file), { recursive: true });
      this.#descriptor = openSync(this.#path(this.#number), "a");
      this.#written.push(this.#number);
    }
    writeSync(this.#descriptor, `${line}\n`);
  }

  /** From now on lines go to a new file. Returns its number. */
  begin(): number {
    if (this.#descriptor !== null) closeSync(this.#descriptor);
    this.#descriptor = null;
    this.#number += 1;
    return this.#number;
  }

  /** Removes the files before this number. */
  async forgetBefore(number: number): Promise<void> {
    const old = this.#written.filter((written) => written < number);
    await Promise.all(old.map((written) => rm(this.#path(written), { force: true })));
    this.#written = this.#written.filter((written) => written >= number);
  }

  #path(number: number): string {
    return `${this.#file}.journal-${number}`;
  }
}
