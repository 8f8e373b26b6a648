import type { APIMessage } from "discord.js";
import { type Acting, labelsOf, optionsOf } from "./acting.ts";

/** The text below a question after it is answered. */
export const VERDICT = /✅ \*\*(Right|[A-E]\*\* is:)|Not quite/;

/** Answers any kind of question: with the first option, or with the steps in the order shown. */
export async function answer(member: Acting, question: APIMessage): Promise<APIMessage> {
  const menu = "Choose all that apply";
  const [first] = optionsOf(question, menu);
  if (first !== undefined) return member.choose(question, menu, first);
  const letters = labelsOf(question).filter((label) => /^[A-E]$/.test(label));
  let shown = await member.press(question, "A");
  if (!labelsOf(shown).includes("Start over")) return shown;
  for (const label of letters.slice(1)) shown = await member.press(shown, label);
  return shown;
}
