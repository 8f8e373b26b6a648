/**
 * Wall clocks as Intl shows them. Intl does not use Temporal, so the tests of due times compare with it.
 */

export const ZONES = [
  "Europe/Vienna",
  "America/New_York",
  "Asia/Kathmandu",
  "Pacific/Apia",
  "Australia/Lord_Howe",
  "America/Nuuk",
  "Africa/Cairo",
  "UTC",
] as const;

const formats = new Map<string, Intl.DateTimeFormat>();

/** `2026-12-01T19:00`. */
export function readWallClock(instant: number, timeZone: string): string {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("sv", { timeZone, dateStyle: "short", timeStyle: "short" });
    formats.set(timeZone, format);
  }
  return format.format(instant).replace(" ", "T");
}

/** ISO: 1 is Monday. */
export function readWeekday(wall: string): number {
  return new Date(`${wall.slice(0, 10)}T00:00Z`).getUTCDay() || 7;
}

/** Whether any clock in the zone ever shows this time. */
export function exists(wall: string, timeZone: string): boolean {
  return offsets(wall, timeZone).length > 0;
}

/** The first instant at which the zone's clocks show `wall`, or null. */
export function findFirst(wall: string, timeZone: string): number | null {
  return offsets(wall, timeZone)[0] ?? null;
}

/** Every offset on Earth is a whole quarter of an hour, from -12 to +14 hours. */
function offsets(wall: string, timeZone: string): number[] {
  const utc = Date.parse(`${wall}Z`);
  const instants: number[] = [];
  for (let minutes = 14 * 60; minutes >= -12 * 60; minutes -= 15) {
    const instant = utc - minutes * 60_000;
    if (readWallClock(instant, timeZone) === wall) instants.push(instant);
  }
  return instants;
}
