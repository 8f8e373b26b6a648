import { statSync } from "node:fs";
import { mkdir, rm, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const RENEW_EVERY_MS = 1_000;
/** A holder that has not renewed the lock for this long is dead. */
const STALE_AFTER_MS = 15_000;
const LOOK_AGAIN_AFTER_MS = 200;

/**
 * Does the work while no other launch does such work. Two installs at once would undo each other.
 * @param {string} folder where the lock is kept
 * @param {(line: string) => void} say
 * @param {() => Promise<void>} work
 */
export async function holdLock(folder, say, work) {
  await mkdir(folder, { recursive: true });
  const lock = path.join(folder, "lock");
  let waited = false;
  while (!(await take(lock))) {
    if (!waited) say("Another launch is installing: waiting for it to finish.");
    waited = true;
    await wait(LOOK_AGAIN_AFTER_MS);
  }
  const renewal = setInterval(() => {
    const now = new Date();
    utimes(lock, now, now).catch((problem) => say(`The lock ${lock} could not be renewed: ${problem.message}`));
  }, RENEW_EVERY_MS);
  try {
    await work();
  } finally {
    clearInterval(renewal);
    await rm(lock, { force: true });
  }
}

/** @param {string} lock */
async function take(lock) {
  try {
    await writeFile(lock, "", { flag: "wx" });
    return true;
  } catch (problem) {
    if (!(problem instanceof Error && "code" in problem && problem.code === "EEXIST")) throw problem;
  }
  const held = statSync(lock, { throwIfNoEntry: false });
  if (held !== undefined && Date.now() - held.mtimeMs > STALE_AFTER_MS) await rm(lock, { force: true });
  return false;
}
