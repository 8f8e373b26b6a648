/**
 * The instants that a message names (`<t:1796148000:f>`), in order, as ISO text. "In 3 hours" is always beside one of
 * them.
 */
export function instantsIn(text: string): string[] {
  const named = text.matchAll(/<t:(\d+)(?::(?!R)[a-zA-Z])?>/g);
  return [...named].map(([, seconds]) => new Date(Number(seconds) * 1000).toISOString());
}

/** The first group of the pattern, or the whole of what it matched. */
export function readIn(text: string, pattern: RegExp): string {
  const match = pattern.exec(text);
  if (match === null) throw new Error(`nothing like ${pattern} in:\n${text}`);
  return match[1] ?? match[0];
}
