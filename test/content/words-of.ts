/** The words of a text in lower case, with a space between two: what is left when case, marks and line breaks do not count. */
export function wordsOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
