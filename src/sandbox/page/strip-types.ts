import { stripTypeScriptTypes } from "node:module";
import { parentPort } from "node:worker_threads";

// A thread that type-stripper.ts starts: TypeScript comes in, JavaScript goes out, in the same order.
parentPort?.on("message", (typescript: string) => parentPort?.postMessage(stripTypeScriptTypes(typescript)));
