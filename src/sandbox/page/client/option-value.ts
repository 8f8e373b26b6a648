import type { OptionView } from "../view.ts";
import { nearestGuild } from "./names.ts";
import { state } from "./state.ts";

export type OptionValue = string | number | boolean;
export type Suggestion = { label: string; value: OptionValue };

/** The choices of an option that need no question to the bot; null if any value may be typed. */
export function listValues(option: OptionView): Suggestion[] | null {
  const people = () => [...state.people.values()].map(({ id, name }) => ({ label: `@${name}`, value: id }));
  const roles = () => (nearestGuild()?.roles ?? []).map(({ id, name }) => ({ label: `@${name}`, value: id }));
  if (option.choices.length > 0) return option.choices;
  switch (option.type) {
    case "boolean":
      return [
        { label: "True", value: true },
        { label: "False", value: false },
      ];
    case "user":
      return people();
    case "role":
      return roles();
    case "mentionable":
      return [...people(), ...roles()];
    case "channel":
      return (nearestGuild()?.channels ?? []).map(({ id, name }) => ({ label: `#${name}`, value: id }));
    default:
      return null;
  }
}

export function filterValues(values: readonly Suggestion[], text: string): Suggestion[] {
  const wanted = text.trim().toLowerCase();
  const starts = (label: string) => label.toLowerCase().replace(/^[@#]/, "").startsWith(wanted.replace(/^[@#]/, ""));
  const found = values.filter(({ label }) => label.toLowerCase().includes(wanted));
  return found.toSorted((left, right) => Number(starts(right.label)) - Number(starts(left.label)));
}

type Reading = { value: OptionValue } | { problem: string };

function readNumber(option: OptionView, text: string): Reading {
  const value = Number(text);
  if (!Number.isFinite(value)) return { problem: "Enter a number." };
  if (option.type === "integer" && !Number.isInteger(value)) return { problem: "Enter a whole number." };
  if (option.least !== null && value < option.least) return { problem: `Enter ${option.least} or more.` };
  if (option.most !== null && value > option.most) return { problem: `Enter ${option.most} or less.` };
  return { value };
}

function readText(option: OptionView, text: string): Reading {
  if (option.least !== null && text.length < option.least) return { problem: `At least ${option.least} characters.` };
  if (option.most !== null && text.length > option.most) return { problem: `At most ${option.most} characters.` };
  return { value: text };
}

/** The value of an option's field. `picked` is the suggestion that was chosen last, if any. */
export function readOption(option: OptionView, text: string, picked: Suggestion | null): Reading {
  if (picked?.label === text) return { value: picked.value };
  const listed = listValues(option);
  if (listed) {
    const bare = (label: string) => label.toLowerCase().replace(/^[@#]/, "");
    const meant = listed.find(({ label }) => bare(label) === bare(text.trim()));
    return meant ? { value: meant.value } : { problem: "Choose one from the list." };
  }
  return option.type === "integer" || option.type === "number"
    ? readNumber(option, text.trim())
    : readText(option, text);
}
