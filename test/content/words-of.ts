/** The words of a text in lower case, with one space between them. Case, marks and line breaks do not count. */
export function wordsOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
