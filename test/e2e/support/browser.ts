import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium } from "playwright-core";

/** Where Debian installs it. `CHROMIUM` overrides it. */
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const hasChromium = existsSync(CHROMIUM);

if (!hasChromium) {
  process.stderr.write(`\nSKIPPED: the browser tests of this file, for there is no Chromium at ${CHROMIUM}.\n\n`);
}

export type Browser = {
  context: BrowserContext;
  /** Every address that a page of this browser asked for. */
  requests: string[];
  close(): Promise<void>;
};

type Look = { width?: number; height?: number; colours?: "dark" | "light"; timeZone?: string };

/**
 * Starts a headless Chromium with a fresh profile, which `close` removes. Times are shown in UTC if no zone is named.
 */
export async function openBrowser(look: Look = {}): Promise<Browser> {
  const { width = 1280, height = 800, colours = "dark", timeZone = "UTC" } = look;
  const profile = await mkdtemp(join(tmpdir(), "chromium-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    headless: true,
    args: FLAGS,
    viewport: { width, height },
    colorScheme: colours,
    locale: "en-GB",
    timezoneId: timeZone,
  });
  context.setDefaultTimeout(10_000);
  const requests: string[] = [];
  context.on("request", (request) => requests.push(request.url()));
  return {
    context,
    requests,
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}
