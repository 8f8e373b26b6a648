import { z } from "zod";

/** The settings, read from the environment once, at the start. */
export type Config = {
  /** Which Discord to log in to: the real one, a sandbox in this process, or a sandbox in another process. */
  discord:
    | { kind: "real"; token: string }
    | { kind: "sandbox"; port: number }
    | { kind: "remote-sandbox"; token: string; apiUrl: string };
  /** The folder of the database files. */
  dataFolder: string;
  contentFolder: string;
  logLevel: "trace" | "debug" | "info" | "warn" | "error" | "silent";
};

/** An empty setting counts as missing, because `.env` files keep unused lines. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

const SettingsSchema = z
  .object({
    DISCORD_TOKEN: optional(z.string().regex(/^\S+$/, "must be the bot's token, without spaces")),
    // Only this machine, so that a real bot's token is never sent to a host that somebody mistyped.
    DISCORD_API: optional(
      z.url({
        protocol: /^http$/,
        hostname: /^(127\.0\.0\.1|localhost|\[::1\])$/,
        error: "must be the address of a sandbox on this machine, such as http://127.0.0.1:4310/api",
      }),
    ),
    LOCKSTEP_DATA: optional(z.string()),
    LOCKSTEP_CONTENT: optional(z.string()),
    SANDBOX_PORT: optional(
      z
        .string()
        .regex(/^\d{1,5}$/, "must be a port number: 0 to 65535 (0 picks a free one)")
        .transform(Number)
        .refine((port) => port <= 65_535, "must be a port number: 0 to 65535 (0 picks a free one)"),
    ),
    LOG_LEVEL: optional(
      z.enum(["trace", "debug", "info", "warn", "error", "silent"], {
        error: "must be one of trace, debug, info, warn, error, silent",
      }),
    ),
  })
  .refine((settings) => settings.DISCORD_API === undefined || settings.DISCORD_TOKEN !== undefined, {
    path: ["DISCORD_TOKEN"],
    message: "is needed with DISCORD_API: use the token that the sandbox prints",
    when: () => true,
  });

/** The names of all settings. */
export const SETTINGS: readonly string[] = Object.keys(SettingsSchema.shape);

const DEFAULT_SANDBOX_PORT = 4310;

/** The settings, or every problem with them, one line each: `SANDBOX_PORT must be a port number…`. */
export function readConfig(environment: Record<string, string | undefined>): Config | { problems: string[] } {
  const read = SettingsSchema.safeParse(environment);
  if (!read.success) return { problems: read.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`) };
  const { DISCORD_TOKEN, DISCORD_API, LOCKSTEP_DATA, LOCKSTEP_CONTENT, SANDBOX_PORT, LOG_LEVEL } = read.data;
  return {
    discord:
      DISCORD_TOKEN === undefined
        ? { kind: "sandbox", port: SANDBOX_PORT ?? DEFAULT_SANDBOX_PORT }
        : DISCORD_API === undefined
          ? { kind: "real", token: DISCORD_TOKEN }
          : { kind: "remote-sandbox", token: DISCORD_TOKEN, apiUrl: normalizeApiUrl(DISCORD_API) },
    dataFolder: LOCKSTEP_DATA ?? "data",
    contentFolder: LOCKSTEP_CONTENT ?? "content",
    logLevel: LOG_LEVEL ?? "info",
  };
}

/** Takes `http://127.0.0.1:4310` with or without `/api` or a slash after it, and gives it with `/api`. */
function normalizeApiUrl(address: string): string {
  return `${new URL(address).origin}/api`;
}
