import { pino, stdSerializers } from "pino";
import type { Log } from "./coach/ports.ts";
import type { Config } from "./config.ts";

/** One JSON object a line on standard error, so that standard output stays for people. */
export function createLog(level: Config["logLevel"]): Log {
  return pino({ level, serializers: { error: stdSerializers.err } }, pino.destination({ dest: 2, sync: true }));
}
