import type { SentFile } from "../act-schema.ts";

/** The largest file that Discord accepts. */
export const MOST_FILE_BYTES = 10 * 1024 * 1024;

function readBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(String(reader.result).replace(/^[^,]*,/, "")));
    reader.addEventListener("error", () => reject(reader.error));
    reader.readAsDataURL(file);
  });
}

/** A file as an act sends it. Rejects if it can no longer be read. */
export async function sendable(file: File): Promise<SentFile> {
  return { name: file.name, contentType: file.type || "application/octet-stream", bytes: await readBase64(file) };
}

/** Why a file cannot be sent, or null. */
export function fileProblem(file: File): string | null {
  return file.size > MOST_FILE_BYTES ? `${file.name} is larger than 10 MiB.` : null;
}
