import { Socket } from "node:net";

/**
 * Loaded before every test file, and before every Node process that a test starts:
 * whatever leaves this machine fails at once and says where it wanted to go.
 */

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1|::ffff:127(?:\.\d{1,3}){3})$/;

type Target = { host: string; port: unknown } | "a local socket";

/** `Socket.connect` takes (options), (port, host), (path), or the array net.connect makes of these. */
function readTarget(args: readonly unknown[]): Target {
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  if (typeof first === "object" && first !== null) {
    const { path, host, port } = first as { path?: unknown; host?: unknown; port?: unknown };
    if (typeof path === "string") return "a local socket";
    return { host: typeof host === "string" ? host : "localhost", port };
  }
  if (typeof first === "string" && !/^\d+$/.test(first)) return "a local socket";
  return { host: typeof second === "string" ? second : "localhost", port: first };
}

const connect = Socket.prototype.connect;

Socket.prototype.connect = function refuseTheNetwork(this: Socket, ...args: unknown[]): Socket {
  const target = readTarget(args);
  if (target !== "a local socket" && !LOOPBACK.test(target.host)) {
    const refusal = new Error(`Tests stay on this machine: refused to connect to ${target.host}:${target.port}`);
    process.nextTick(() => this.destroy(refusal));
    return this;
  }
  return Reflect.apply(connect, this, args) as Socket;
};

const importSelf = `--import=${new URL(import.meta.url).href}`;
if (!process.env.NODE_OPTIONS?.includes(importSelf)) {
  process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ""} ${importSelf}`.trim();
}
