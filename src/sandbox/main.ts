import { parseArgs } from "node:util";
import { z } from "zod";
import { createSandbox } from "./sandbox.ts";

const USAGE = `A Discord on this machine, for a bot in another process.

  --port <number>        where it listens on 127.0.0.1; 0 picks a free port (or SANDBOX_PORT; default 4310)
  --file <path>          where servers and messages are kept; without it nothing is (or SANDBOX_FILE)
  --token <text>         the token that the bot logs in with (or SANDBOX_TOKEN; default "sandbox")
  --name <text>          what the bot is called (default "Lockstep")
  --shards <number>      how many shards the bot is told to run (default 1); they may all identify at once
  --privileged-intents   let the bot have members, presences and message content (else 4014)
  --no-page              serve no page
`;

const SettingsSchema = z.object({
  port: z.coerce.number("--port must be a number").int().min(0).max(65_535),
  file: z.string().min(1).nullable(),
  token: z.string().min(1, "--token must not be empty"),
  name: z.string().min(1, "--name must not be empty"),
  shards: z.coerce.number("--shards must be a number").int().min(1, "--shards must be 1 or more"),
  page: z.boolean(),
  privilegedIntents: z.boolean(),
});

function readSettings(): z.infer<typeof SettingsSchema> {
  const { values } = parseArgs({
    allowNegative: true,
    options: {
      port: { type: "string", default: process.env.SANDBOX_PORT || "4310" },
      file: { type: "string" },
      token: { type: "string", default: process.env.SANDBOX_TOKEN || "sandbox" },
      name: { type: "string", default: "Lockstep" },
      shards: { type: "string", default: "1" },
      page: { type: "boolean", default: true },
      "privileged-intents": { type: "boolean", default: false },
    },
  });
  return SettingsSchema.parse({
    ...values,
    file: values.file ?? (process.env.SANDBOX_FILE || null),
    privilegedIntents: values["privileged-intents"],
  });
}

function describe(error: unknown): string {
  if (error instanceof z.ZodError) return `${error.issues.map(({ message }) => message).join("\n")}\n\n${USAGE}`;
  if (error instanceof TypeError && "code" in error) return `${error.message}\n\n${USAGE}`;
  return error instanceof Error ? error.message : String(error);
}

try {
  const { port, file, token, name, shards, page, privilegedIntents } = readSettings();
  const report = (line: string) => console.error(line);
  const sandbox = await createSandbox({
    port,
    file,
    application: { name, token, privilegedIntents },
    sharding: { shards, maxConcurrency: shards },
    report,
    page,
  });
  console.log(`The sandbox's page: ${sandbox.url}`);
  console.log(`A bot logs in with DISCORD_API=${sandbox.apiUrl} DISCORD_TOKEN=${token}`);
  const stop = () => {
    sandbox.close().catch((error: unknown) => {
      console.error(describe(error));
      process.exitCode = 1;
    });
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
} catch (error) {
  console.error(describe(error));
  process.exitCode = 1;
}
