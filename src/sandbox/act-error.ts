/** What Discord's own client would not have let a member do; the message says why. */
export class ActError extends Error {
  override readonly name = "ActError";
}
