import { pino, stdSerializers } from "pino";
import type { Log } from "./coach/ports.ts";
import type { Config } from "./config.ts";

/** Writes one JSON object per line to standard error. Standard output is for people. */
export function createLog(level: Config["logLevel"]): Log {
  return pino({ level, serializers: { error: stdSerializers.err } }, pino.destination({ dest: 2, sync: true }));
}
