import type { Question } from "./question.ts";

/**
 * A question's id with a mark of what it says: an answer given to one wording is not graded by another. The mark is
 * 32-bit FNV-1a over the text and the options. Source: https://datatracker.ietf.org/doc/html/draft-eastlake-fnv
 */
export function versionOf({ id, text, options }: Question): string {
  const said = JSON.stringify([text, options.map((option) => [option.text, option.right])]);
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(said)) hash = Math.imul(hash ^ byte, 0x01000193);
  return `${id}@${(hash >>> 0).toString(36)}`;
}
