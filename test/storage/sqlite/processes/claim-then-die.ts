import { openSqlite } from "../../../../src/storage/sqlite/storage.ts";
import { claim } from "../../claim.ts";

/** Claims what is due and is killed before anything is sent. */
const storage = openSqlite(process.argv[2] ?? "");
await claim(storage, { worker: "killed", ids: ["held"] });
process.kill(process.pid, "SIGKILL");
