import type { Actor } from "../../../src/sandbox/contract.ts";
import { type ActingMember, actAs } from "../../../src/sandbox/member/acting-member.ts";

export type { ActingMember as Acting } from "../../../src/sandbox/member/acting-member.ts";
export { customIdOf, labelsOf, menuOf, menusOf, optionsOf, textOf } from "../../../src/sandbox/member/reading.ts";

/** A member in a test. The files that they attach are courses. */
export function createActing(actor: Actor, userId: string, channelId: string): ActingMember {
  return actAs(actor, userId, channelId, "path.md");
}
