const TIME = /^(?:at\s+)?(\d{1,2})(?:[:.h](\d{2}))?\s*(a\.?m\.?|p\.?m\.?|h|uhr|o['’]clock)?$/;

/**
 * `19:00`, `7pm`, `7:30 PM`, `19.30`, `19h`, `noon` or `midnight` as `HH:mm`. Null for anything else, even a bare `7`.
 */
export function readTime(text: string): string | null {
  const word = text.trim().toLowerCase();
  if (word === "noon") return "12:00";
  if (word === "midnight") return "00:00";
  const parts = TIME.exec(word);
  if (parts === null) return null;
  const [, hours, minutes, suffix = ""] = parts;
  if (minutes === undefined && suffix === "") return null;
  const hour = readHour(Number(hours), suffix);
  const minute = Number(minutes ?? 0);
  return hour === null || minute > 59 ? null : formatTime(hour, minute);
}

export function formatTime(hour: number, minute: number): string {
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

function readHour(hour: number, suffix: string): number | null {
  const half = suffix.startsWith("a") ? 0 : suffix.startsWith("p") ? 12 : null;
  if (half === null) return hour > 23 ? null : hour;
  return hour < 1 || hour > 12 ? null : (hour % 12) + half;
}
