/** One valid payload of each kind, with a part for every rule that can be broken. */

const V2 = 1 << 15;
const PICTURE = "https://example.com/a.png";

export const PAYLOADS = {
  message: {
    content: "Hello",
    tts: false,
    nonce: "n",
    flags: 1 << 12,
    embeds: [
      {
        title: "Title",
        description: "Description",
        url: "https://example.com",
        color: 0xffffff,
        timestamp: "2026-01-02T03:04:05.000Z",
        footer: { text: "Footer", icon_url: PICTURE },
        author: { name: "Author", url: "https://example.com", icon_url: PICTURE },
        image: { url: PICTURE },
        thumbnail: { url: PICTURE },
        fields: [{ name: "Name", value: "Value", inline: true }],
      },
    ],
    allowed_mentions: { parse: ["roles"], users: ["100000000000000001"] },
    components: [
      {
        type: 1,
        components: [
          { type: 2, style: 1, label: "Press", custom_id: "press", emoji: { name: "🦀" } },
          { type: 2, style: 5, label: "Read", url: "https://example.com" },
        ],
      },
      {
        type: 1,
        components: [
          {
            type: 3,
            custom_id: "pick",
            placeholder: "Pick",
            min_values: 2,
            max_values: 2,
            options: [
              { label: "One", value: "1", description: "The first", default: true },
              { label: "Two", value: "2" },
            ],
          },
        ],
      },
      {
        type: 1,
        components: [
          { type: 5, custom_id: "who", default_values: [{ id: "100000000000000001", type: "user" }], max_values: 1 },
        ],
      },
    ],
  },
  display: {
    flags: V2,
    components: [
      {
        type: 17,
        id: 7,
        accent_color: 0x5865f2,
        spoiler: false,
        components: [
          { type: 10, content: "Text" },
          {
            type: 9,
            components: [{ type: 10, content: "Beside" }],
            accessory: { type: 11, media: { url: PICTURE }, description: "A picture", spoiler: false },
          },
          { type: 12, items: [{ media: { url: PICTURE }, description: "A picture" }] },
          { type: 14, divider: true, spacing: 1 },
          { type: 1, components: [{ type: 2, style: 2, label: "Press", custom_id: "press" }] },
        ],
      },
      {
        type: 9,
        components: [{ type: 10, content: "Beside" }],
        accessory: { type: 2, style: 1, label: "Go", custom_id: "go" },
      },
    ],
  },
  commands: [
    {
      name: "learn",
      description: "The next lesson",
      default_member_permissions: "8",
      options: [
        { type: 3, name: "zone", description: "Zone", required: true, autocomplete: true },
        {
          type: 3,
          name: "tone",
          description: "Tone",
          min_length: 1,
          max_length: 5,
          choices: [
            { name: "Low", value: "l" },
            { name: "High", value: "h" },
          ],
        },
        { type: 4, name: "minutes", description: "Minutes", min_value: 1, max_value: 60 },
      ],
    },
    {
      name: "remind",
      description: "Reminders",
      options: [
        { type: 1, name: "list", description: "List" },
        {
          type: 2,
          name: "at",
          description: "At",
          options: [
            { type: 1, name: "once", description: "Once", options: [{ type: 5, name: "quiet", description: "Quiet" }] },
          ],
        },
      ],
    },
    { type: 2, name: "Show Progress" },
    { type: 3, name: "Repeat" },
  ],
  modal: {
    type: 9,
    data: {
      custom_id: "plan",
      title: "Plan",
      components: [
        { type: 10, content: "Read this first" },
        {
          type: 18,
          label: "Note",
          description: "In your words",
          component: {
            type: 4,
            custom_id: "note",
            style: 2,
            min_length: 0,
            max_length: 100,
            value: "a",
            placeholder: "b",
          },
        },
        {
          type: 18,
          label: "Day",
          component: { type: 3, custom_id: "day", options: [{ label: "Monday", value: "mon" }], min_values: 1 },
        },
        {
          type: 18,
          label: "Tone",
          component: {
            type: 21,
            custom_id: "tone",
            options: [
              { label: "Low", value: "l" },
              { label: "High", value: "h" },
            ],
          },
        },
        { type: 1, components: [{ type: 4, custom_id: "when", label: "When", style: 1 }] },
      ],
    },
  },
  choices: { type: 8, data: { choices: [{ name: "Vienna", value: "Europe/Vienna" }] } },
};

export type PayloadKind = keyof typeof PAYLOADS;

/** Stands for a missing field. */
export const ABSENT = Symbol("absent");

/** A copy of the payload with one value replaced; `""` is the payload itself. */
export function mutate(kind: PayloadKind, path: string, value: unknown): unknown {
  const payload: unknown = structuredClone(PAYLOADS[kind]);
  if (path === "") return value;
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  let place: unknown = payload;
  for (const key of keys) place = isPlace(place) ? place[key] : undefined;
  if (!isPlace(place)) throw new Error(`There is no ${path} in ${kind}.`);
  if (value === ABSENT) delete place[last];
  else place[last] = value;
  return payload;
}

function isPlace(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
