import { chmodSync } from "node:fs";
import { dirname } from "node:path";
import { openDatabase } from "../../../../src/storage/sqlite/database.ts";

/** Prints what opening says about a database with these permissions, in a folder that may be written. */
const [file = "", mode = ""] = process.argv.slice(2);
openDatabase(file).close();
chmodSync(dirname(file), 0o777);
chmodSync(file, Number.parseInt(mode, 8));
const NOBODY = 65534;
// Root may read and write anything.
if (process.getuid?.() === 0) process.setuid?.(NOBODY);

try {
  openDatabase(file).close();
  process.stdout.write("opened\n");
} catch (error) {
  process.stdout.write(`${error}\n`);
}
