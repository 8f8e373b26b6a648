/** What a start fails with that the person who starts can mend: said in a sentence, without a stack. */
export class StartError extends Error {
  override name = "StartError";
}
