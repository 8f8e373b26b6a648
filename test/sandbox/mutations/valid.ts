import type { PayloadKind } from "./payloads.ts";
import { ABSENT } from "./payloads.ts";

/** Changes to a valid payload that keep it just valid. */
export type Valid = readonly [kind: PayloadKind, path: string, value: unknown];

const chars = (count: number) => "a".repeat(count);
const many = <Item>(count: number, make: (index: number) => Item) =>
  Array.from({ length: count }, (_, index) => make(index));
const text = (content = "a") => ({ type: 10, content });
const button = (customId: string) => ({ type: 2, style: 1, label: "B", custom_id: customId });
const option = (name: string) => ({ type: 3, name, description: "O" });
const choice = (value: string) => ({ name: value, value });

const first = "components.0.components.0";
const pick = "components.1.components.0";
const inside = "components.0.components";

export const VALID: readonly Valid[] = [
  ["message", "content", chars(2000)],
  ["message", "content", "🦀".repeat(2000)],
  ["message", "content", ABSENT],
  ["message", "content", null],
  ["message", "nonce", chars(25)],
  ["message", "nonce", 12345],
  ["message", "embeds", []],
  ["message", "embeds", many(10, () => ({ title: "a" }))],
  ["message", "embeds", [{ description: chars(4096), footer: { text: chars(1904) } }]],
  ["message", "embeds.0.title", chars(256)],
  ["message", "embeds.0.color", 0],
  ["message", "embeds.0.fields", many(25, () => ({ name: chars(100), value: "b" }))],
  ["message", "embeds.0.fields.0.value", chars(1024)],
  ["message", "embeds.0.footer.text", chars(2048)],
  ["message", "allowed_mentions", { parse: [] }],
  ["message", "allowed_mentions", { parse: ["users", "roles", "everyone"] }],
  ["message", "allowed_mentions.users", many(100, (index) => `${100_000_000_000_000_000n + BigInt(index)}`)],
  ["message", "message_reference", { message_id: "1", fail_if_not_exists: false }],
  ["message", "components", []],
  ["message", "components", many(5, (row) => ({ type: 1, components: many(5, (index) => button(`${row}-${index}`)) }))],
  ["message", `${first}.custom_id`, chars(100)],
  ["message", `${first}.label`, chars(80)],
  ["message", `${first}.label`, ABSENT],
  ["message", `${inside}.1.url`, `https://example.com/${chars(492)}`],
  ["message", `${pick}.placeholder`, chars(150)],
  ["message", `${pick}.min_values`, 0],
  ["message", `${pick}.options`, many(25, (index) => ({ label: chars(100), value: `${index}`.padEnd(100, "x") }))],
  ["display", "content", ""],
  ["display", "embeds", []],
  ["display", "components", many(40, () => text())],
  ["display", "components", [text(chars(4000))]],
  ["display", "components.0.accent_color", 0xffffff],
  ["display", "components.0.accent_color", null],
  ["display", `${inside}.1.components`, many(3, () => text())],
  ["display", `${inside}.2.items`, many(10, () => ({ media: { url: "https://example.com/a.png" } }))],
  ["display", `${inside}.2.items.0.description`, chars(1024)],
  ["display", `${inside}.3`, { type: 14 }],
  ["commands", "", []],
  ["commands", "", many(100, (index) => ({ name: `c${index}`, description: "C" }))],
  ["commands", "", many(15, (index) => ({ type: 2, name: `Menu ${index}` }))],
  ["commands", "", many(15, (index) => ({ type: 3, name: `Menu ${index}` }))],
  ["commands", "0.name", chars(32)],
  ["commands", "0.name", "学習"],
  ["commands", "0.name", "मदद"],
  ["commands", "0.name", "l'heure_1-2"],
  ["commands", "2.name", "learn"],
  ["commands", "0.description", chars(100)],
  ["commands", "0.default_member_permissions", null],
  ["commands", "0.options", many(25, (index) => option(`o${index}`))],
  ["commands", "0.options.1.choices", many(25, (index) => choice(`${index}`.padEnd(100, "x")))],
  ["commands", "0.options.1.required", true],
  ["commands", "0.options.1.max_length", 6000],
  ["modal", "data.title", chars(45)],
  ["modal", "data.custom_id", chars(100)],
  ["modal", "data.components", many(5, (index) => text(`${index}`))],
  ["modal", "data.components.1.label", chars(45)],
  ["modal", "data.components.1.component.value", chars(100)],
  ["modal", "data.components.2.component.required", false],
  ["choices", "data.choices", []],
  ["choices", "data.choices", many(25, (index) => choice(`${index}`.padEnd(100, "x")))],
  ["choices", "data.choices.0.value", "a"],
];
