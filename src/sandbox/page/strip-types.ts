import { stripTypeScriptTypes } from "node:module";
import { parentPort } from "node:worker_threads";

// A thread of its own, started by type-stripper.ts: TypeScript comes in, JavaScript goes out, in order.
parentPort?.on("message", (typescript: string) => parentPort?.postMessage(stripTypeScriptTypes(typescript)));
