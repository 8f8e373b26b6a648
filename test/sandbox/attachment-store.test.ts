import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { AttachmentStore } from "../../src/sandbox/state/attachment-store.ts";

const upload = { name: "notes.txt", contentType: "text/plain", bytes: new TextEncoder().encode("notes") };

async function newFolder() {
  const folder = await mkdtemp(path.join(tmpdir(), "attachments-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return path.join(folder, "kept");
}

function throwError(error: unknown): never {
  throw error;
}

test("an attachment becomes a file at once, so that a killed process does not lose it", async () => {
  const folder = await newFolder();
  new AttachmentStore(folder, throwError).put("12", upload);
  expect(readFileSync(path.join(folder, "12"), "utf8")).toBe("notes");
  expect(await new AttachmentStore(folder, throwError).get("12")).toEqual(Buffer.from("notes"));
});

test("if nothing can be written, that is reported and the attachment is still served", async () => {
  const folder = await newFolder();
  await writeFile(folder, "no folder");
  const errors: unknown[] = [];
  const store = new AttachmentStore(folder, (error) => errors.push(error));
  store.put("12", upload);
  expect(errors).toMatchObject([{ code: "EEXIST" }]);
  expect(await store.get("12")).toEqual(upload.bytes);
});
