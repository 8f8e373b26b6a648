import type { PayloadKind } from "./payloads.ts";
import { ABSENT } from "./payloads.ts";

/** Changes to a valid payload, each with every problem that it must cause. */
export type Invalid = readonly [kind: PayloadKind, path: string, value: unknown, problem: string];

const chars = (count: number) => "a".repeat(count);
const many = <Item>(count: number, make: (index: number) => Item) =>
  Array.from({ length: count }, (_, index) => make(index));
const text = (content = "a") => ({ type: 10, content });
const button = (customId: string) => ({ type: 2, style: 1, label: "B", custom_id: customId });
const option = (name: string) => ({ type: 3, name, description: "O" });
const choice = (value: string) => ({ name: value, value });
const menu = (type: number) => many(16, (index) => ({ type, name: `Menu ${index}` }));

const TOO_LONG = "BASE_TYPE_MAX_LENGTH";
const BAD_LENGTH = "BASE_TYPE_BAD_LENGTH";
const MISSING = "BASE_TYPE_REQUIRED";
const NO_CHOICE = "BASE_TYPE_CHOICES";
const WRONG_KIND = "UNION_TYPE_CHOICES";

const first = "components.0.components.0";
const pick = "components.1.components.0";
const who = "components.2.components.0";
const inside = "components.0.components";

const MESSAGE: Invalid[] = [
  ["message", "content", chars(2001), `content ${TOO_LONG}`],
  ["message", "content", 5, "content STRING_TYPE_CONVERT"],
  ["message", "tts", "yes", "tts BOOLEAN_TYPE_CONVERT"],
  ["message", "flags", "many", "flags NUMBER_TYPE_COERCE"],
  ["message", "nonce", chars(26), "nonce NONCE_TYPE_TOO_LONG"],
  ["message", "nonce", true, "nonce NONCE_TYPE_INVALID_TYPE"],
  ["message", "embeds", {}, "embeds LIST_TYPE_CONVERT"],
  ["message", "embeds", many(11, () => ({ title: "a" })), `embeds ${TOO_LONG}`],
  ["message", "embeds", many(2, () => ({ description: chars(3001) })), "embeds MAX_EMBED_SIZE_EXCEEDED"],
  ["message", "embeds.0", 5, "embeds.0 DICT_TYPE_CONVERT"],
  ["message", "embeds.0", {}, `embeds.0.description ${MISSING}`],
  ["message", "embeds.0.title", chars(257), `embeds.0.title ${TOO_LONG}`],
  ["message", "embeds.0.description", chars(4097), `embeds.0.description ${TOO_LONG}`],
  ["message", "embeds.0.url", "nowhere", "embeds.0.url URL_TYPE_INVALID_URL"],
  ["message", "embeds.0.url", "ftp://example.com", "embeds.0.url URL_TYPE_INVALID_SCHEME"],
  ["message", "embeds.0.color", 0x1000000, "embeds.0.color NUMBER_TYPE_MAX"],
  ["message", "embeds.0.timestamp", "soon", "embeds.0.timestamp DATE_TIME_TYPE_PARSE"],
  ["message", "embeds.0.footer.text", chars(2049), `embeds.0.footer.text ${TOO_LONG}`],
  ["message", "embeds.0.footer.text", ABSENT, `embeds.0.footer.text ${MISSING}`],
  ["message", "embeds.0.author.name", chars(257), `embeds.0.author.name ${TOO_LONG}`],
  ["message", "embeds.0.image.url", ABSENT, `embeds.0.image.url ${MISSING}`],
  [
    "message",
    "embeds.0.image.url",
    "attachment://a.png",
    "embeds.0.image.url UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
  ],
  ["message", "embeds.0.fields", many(26, () => ({ name: "a", value: "b" })), `embeds.0.fields ${TOO_LONG}`],
  ["message", "embeds.0.fields.0.name", chars(257), `embeds.0.fields.0.name ${TOO_LONG}`],
  ["message", "embeds.0.fields.0.value", chars(1025), `embeds.0.fields.0.value ${TOO_LONG}`],
  ["message", "embeds.0.fields.0.value", ABSENT, `embeds.0.fields.0.value ${MISSING}`],
  ["message", "allowed_mentions.parse", ["users"], "allowed_mentions MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"],
  ["message", "allowed_mentions.parse", ["people"], `allowed_mentions.parse.0 ${NO_CHOICE}`],
  ["message", "allowed_mentions.users", many(101, (index) => `${index}`), `allowed_mentions.users ${TOO_LONG}`],
  ["message", "attachments", [{ id: "0" }], "attachments.0.id ATTACHMENT_NOT_FOUND"],
  ["message", "message_reference", { message_id: "soon" }, "message_reference.message_id NUMBER_TYPE_COERCE"],
  ["message", "message_reference", { message_id: "1" }, "message_reference REPLIES_UNKNOWN_MESSAGE"],
];

const LEGACY_COMPONENTS: Invalid[] = [
  ["message", "components", many(6, (row) => ({ type: 1, components: [button(`${row}`)] })), `components ${TOO_LONG}`],
  ["message", "components.0", text(), `components.0.type ${WRONG_KIND}`],
  ["message", "components.0.type", ABSENT, `components.0.type ${MISSING}`],
  ["message", inside, [], `${inside} ${BAD_LENGTH}`],
  ["message", inside, many(6, (index) => button(`${index}`)), `${inside} ${BAD_LENGTH}`],
  ["message", `${inside}.1`, { type: 5, custom_id: "beside" }, `${inside}.1 COMPONENT_LAYOUT_WIDTH_EXCEEDED`],
  ["message", `${first}.type`, 4, `${first}.type ${WRONG_KIND}`],
  ["message", `${first}.style`, 9, `${first}.style ${NO_CHOICE}`],
  ["message", `${first}.style`, ABSENT, `${first}.style ${MISSING}`],
  ["message", `${first}.label`, chars(81), `${first}.label ${TOO_LONG}`],
  ["message", `${first}.custom_id`, chars(101), `${first}.custom_id ${BAD_LENGTH}`],
  ["message", `${first}.custom_id`, "", `${first}.custom_id ${BAD_LENGTH}`],
  ["message", `${first}.custom_id`, ABSENT, `${first}.custom_id BUTTON_COMPONENT_CUSTOM_ID_REQUIRED`],
  ["message", `${pick}.custom_id`, "press", `${pick}.custom_id COMPONENT_CUSTOM_ID_DUPLICATED`],
  ["message", `${first}.url`, "https://a.example", `${first} BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE`],
  ["message", `${first}.emoji`, { name: "crab" }, `${first}.emoji.name BUTTON_COMPONENT_INVALID_EMOJI`],
  ["message", `${inside}.1.url`, `https://example.com/${chars(500)}`, `${inside}.1.url ${TOO_LONG}`],
  ["message", `${inside}.1.url`, "javascript:alert(1)", `${inside}.1.url URL_TYPE_INVALID_SCHEME`],
  ["message", `${inside}.1.url`, ABSENT, `${inside}.1.url ${MISSING}`],
  ["message", `${inside}.1.label`, ABSENT, `${inside}.1.label BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED`],
  ["message", `${pick}.placeholder`, chars(151), `${pick}.placeholder ${TOO_LONG}`],
  ["message", `${pick}.max_values`, 1, `${pick}.min_values SELECT_COMPONENT_MIN_VALUES_EXCEEDS_MAX`],
  ["message", `${pick}.min_values`, -1, `${pick}.min_values NUMBER_TYPE_MIN`],
  [
    "message",
    `${pick}.options`,
    many(26, (index) => ({ label: "a", value: `${index}` })),
    `${pick}.options ${BAD_LENGTH}`,
  ],
  ["message", `${pick}.options`, ABSENT, `${pick}.options ${MISSING}`],
  ["message", `${pick}.options.1.value`, "1", `${pick}.options.1.value SELECT_COMPONENT_OPTION_VALUE_DUPLICATED`],
  ["message", `${pick}.options.1.value`, chars(101), `${pick}.options.1.value ${BAD_LENGTH}`],
  ["message", `${pick}.options.0.label`, "", `${pick}.options.0.label ${BAD_LENGTH}`],
  ["message", `${pick}.options.0.description`, chars(101), `${pick}.options.0.description ${TOO_LONG}`],
  ["message", `${who}.default_values.0.type`, "role", `${who}.default_values.0.type ${NO_CHOICE}`],
  [
    "message",
    `${who}.default_values`,
    many(2, (index) => ({ id: `${index + 1}`, type: "user" })),
    `${who}.default_values SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES`,
  ],
];

const DISPLAY: Invalid[] = [
  ["display", "content", "a", "content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"],
  ["display", "embeds", [{ title: "a" }], "embeds MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"],
  ["display", "components", many(41, () => text()), "components COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"],
  [
    "display",
    "components",
    [text(chars(2001)), text(chars(2000))],
    "components COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
  ],
  ["display", "components.0.accent_color", 0x1000000, "components.0.accent_color NUMBER_TYPE_MAX"],
  ["display", "components.0.spoiler", "no", "components.0.spoiler BOOLEAN_TYPE_CONVERT"],
  ["display", "components.1.id", 7, "components.1.id COMPONENT_ID_DUPLICATED"],
  ["display", `${inside}.0`, { type: 17, components: [text()] }, `${inside}.0.type ${WRONG_KIND}`],
  ["display", `${inside}.0.content`, "", `${inside}.0.content ${BAD_LENGTH}`],
  ["display", `${inside}.0.content`, ABSENT, `${inside}.0.content ${MISSING}`],
  ["display", `${inside}.1.components`, [], `${inside}.1.components ${BAD_LENGTH}`],
  ["display", `${inside}.1.components`, many(4, () => text()), `${inside}.1.components ${BAD_LENGTH}`],
  ["display", `${inside}.1.components.0`, button("b"), `${inside}.1.components.0.type ${WRONG_KIND}`],
  ["display", `${inside}.1.accessory`, ABSENT, `${inside}.1.accessory ${MISSING}`],
  ["display", `${inside}.1.accessory.type`, 10, `${inside}.1.accessory.type ${WRONG_KIND}`],
  ["display", `${inside}.1.accessory.description`, chars(1025), `${inside}.1.accessory.description ${TOO_LONG}`],
  ["display", `${inside}.2.items`, [], `${inside}.2.items ${BAD_LENGTH}`],
  ["display", `${inside}.2.items.0.media`, ABSENT, `${inside}.2.items.0.media ${MISSING}`],
  ["display", `${inside}.2.items.0.description`, chars(1025), `${inside}.2.items.0.description ${TOO_LONG}`],
  [
    "display",
    `${inside}.2.items.0.media.url`,
    "attachment://a.png",
    `${inside}.2.items.0.media.url UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND`,
  ],
  ["display", `${inside}.3.spacing`, 3, `${inside}.3.spacing ${NO_CHOICE}`],
  [
    "display",
    "components.1.accessory.custom_id",
    "press",
    "components.1.accessory.custom_id COMPONENT_CUSTOM_ID_DUPLICATED",
  ],
];

const COMMANDS: Invalid[] = [
  ["commands", "", {}, "LIST_TYPE_CONVERT"],
  ["commands", "", many(101, (index) => ({ name: `c${index}`, description: "C" })), "APPLICATION_COMMANDS_MAX"],
  ["commands", "", menu(2), "APPLICATION_COMMANDS_MAX"],
  ["commands", "", menu(3), "APPLICATION_COMMANDS_MAX"],
  ["commands", "1.name", "learn", "1 APPLICATION_COMMANDS_DUPLICATE_NAME"],
  ["commands", "0.name", ABSENT, `0.name ${MISSING}`],
  ["commands", "0.name", chars(33), `0.name ${BAD_LENGTH}`],
  ["commands", "0.name", "Learn", "0.name APPLICATION_COMMAND_INVALID_NAME"],
  ["commands", "0.description", "", `0.description ${BAD_LENGTH}`],
  ["commands", "0.description", chars(101), `0.description ${BAD_LENGTH}`],
  ["commands", "0.type", 9, `0.type ${NO_CHOICE}`],
  ["commands", "0.default_member_permissions", "all", "0.default_member_permissions PERMISSIONS_TYPE_INVALID"],
  ["commands", "0.options", many(26, (index) => option(`o${index}`)), `0.options ${TOO_LONG}`],
  ["commands", "0.options.1.name", "zone", "0.options.1 APPLICATION_COMMAND_OPTIONS_NAME_INVALID"],
  ["commands", "0.options.2.required", true, "0.options.2 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"],
  ["commands", "0.options.0.type", 1, "0.options APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"],
  ["commands", "0.options.0.description", ABSENT, `0.options.0.description ${MISSING}`],
  ["commands", "0.options.0.name", "Zone", "0.options.0.name APPLICATION_COMMAND_INVALID_NAME"],
  [
    "commands",
    "0.options.1.autocomplete",
    true,
    "0.options.1.choices APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE_INVALID",
  ],
  ["commands", "0.options.1.choices", many(26, (index) => choice(`${index}`)), `0.options.1.choices ${TOO_LONG}`],
  ["commands", "0.options.1.choices.0.name", "", `0.options.1.choices.0.name ${BAD_LENGTH}`],
  ["commands", "0.options.1.choices.0.name", chars(101), `0.options.1.choices.0.name ${BAD_LENGTH}`],
  ["commands", "0.options.1.choices.0.value", chars(101), `0.options.1.choices.0.value ${TOO_LONG}`],
  ["commands", "0.options.1.choices.0.value", 5, `0.options.1.choices.0.value ${WRONG_KIND}`],
  [
    "commands",
    "0.options.1.choices.1.name",
    "Low",
    "0.options.1.choices.1 APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_EXISTS",
  ],
  ["commands", "0.options.1.min_length", 6, "0.options.1.min_length APPLICATION_COMMAND_OPTIONS_MIN_MAX_INVALID"],
  ["commands", "0.options.1.max_length", 6001, "0.options.1.max_length NUMBER_TYPE_MAX"],
  ["commands", "0.options.2.min_value", 61, "0.options.2.min_value APPLICATION_COMMAND_OPTIONS_MIN_MAX_INVALID"],
  ["commands", "1.options.1.options.0.type", 3, `1.options.1.options.0.type ${WRONG_KIND}`],
  ["commands", "1.options.1.options.0.options.0.type", 1, `1.options.1.options.0.options.0.type ${WRONG_KIND}`],
  ["commands", "2.description", "x", "2.description APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION"],
  ["commands", "2.options", [option("o")], "2.options APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS"],
  [
    "commands",
    "0.options",
    many(25, (index) => ({ ...option(`o${index}`), choices: many(4, (inner) => choice(`${inner}`.padEnd(100, "x"))) })),
    "0 APPLICATION_COMMAND_TOO_LARGE",
  ],
];

const part = "data.components";
const CALLBACKS: Invalid[] = [
  ["modal", "type", 42, `type ${NO_CHOICE}`],
  ["modal", "type", ABSENT, `type ${MISSING}`],
  ["modal", "data.custom_id", chars(101), `data.custom_id ${BAD_LENGTH}`],
  ["modal", "data.title", chars(46), `data.title ${BAD_LENGTH}`],
  ["modal", "data.title", ABSENT, `data.title ${MISSING}`],
  ["modal", part, [], `${part} ${BAD_LENGTH}`],
  ["modal", part, many(6, (index) => text(`${index}`)), `${part} ${BAD_LENGTH}`],
  ["modal", `${part}.0`, button("b"), `${part}.0.type ${WRONG_KIND}`],
  ["modal", `${part}.1.label`, chars(46), `${part}.1.label ${BAD_LENGTH}`],
  ["modal", `${part}.1.description`, chars(101), `${part}.1.description ${BAD_LENGTH}`],
  ["modal", `${part}.1.component`, ABSENT, `${part}.1.component ${MISSING}`],
  ["modal", `${part}.1.component.value`, chars(101), `${part}.1.component.value ${TOO_LONG}`],
  ["modal", `${part}.1.component.max_length`, 4001, `${part}.1.component.max_length NUMBER_TYPE_MAX`],
  ["modal", `${part}.1.component.min_length`, 101, `${part}.1.component.min_length TEXT_INPUT_MIN_EXCEEDS_MAX`],
  ["modal", `${part}.1.component.placeholder`, chars(101), `${part}.1.component.placeholder ${TOO_LONG}`],
  ["modal", `${part}.1.component.style`, 3, `${part}.1.component.style ${NO_CHOICE}`],
  ["modal", `${part}.2.component.custom_id`, "note", `${part}.2.component.custom_id COMPONENT_CUSTOM_ID_DUPLICATED`],
  ["modal", `${part}.2.component.disabled`, true, `${part}.2.component.disabled COMPONENT_DISABLED_IN_MODAL`],
  ["modal", `${part}.3.component.options`, [{ label: "a", value: "a" }], `${part}.3.component.options ${BAD_LENGTH}`],
  ["modal", `${part}.4.components.0.label`, chars(46), `${part}.4.components.0.label ${BAD_LENGTH}`],
  ["choices", "data.choices", many(26, (index) => choice(`${index}`)), `data.choices ${TOO_LONG}`],
  ["choices", "data.choices.0.name", "", `data.choices.0.name ${BAD_LENGTH}`],
  ["choices", "data.choices.0.name", chars(101), `data.choices.0.name ${BAD_LENGTH}`],
  ["choices", "data.choices.0.value", chars(101), `data.choices.0.value ${TOO_LONG}`],
  ["choices", "data.choices.0.value", ABSENT, `data.choices.0.value ${MISSING}`],
  ["choices", "type", 4, `type ${NO_CHOICE}`],
];

export const INVALID: readonly Invalid[] = [...MESSAGE, ...LEGACY_COMPONENTS, ...DISPLAY, ...COMMANDS, ...CALLBACKS];
