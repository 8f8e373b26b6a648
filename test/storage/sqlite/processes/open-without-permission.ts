import { chmodSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "../../../../src/storage/sqlite/database.ts";

/** Makes the folder read-only, opens the database in it and prints the error. */
const [folder = ""] = process.argv.slice(2);
openDatabase(join(folder, "old.db")).close();
chmodSync(folder, 0o555);
const NOBODY = 65534;
// Root may write anywhere.
if (process.getuid?.() === 0) process.setuid?.(NOBODY);

for (const name of ["old.db", "new.db", "deep/new.db"]) {
  try {
    openDatabase(join(folder, name)).close();
    process.stdout.write(`opened ${name}\n`);
  } catch (error) {
    process.stdout.write(`${error}\n`);
  }
}
