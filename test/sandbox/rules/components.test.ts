import { describe, expect, test } from "vitest";
import { problemsIn, useSandbox } from "./refusals.ts";

const V2 = 1 << 15;
const { post } = useSandbox();

const text = (content = "a") => ({ type: 10, content });
const row = (...components: object[]) => ({ type: 1, components });
const button = (over: object = {}) => ({ type: 2, style: 1, label: "B", custom_id: "b", ...over });
const link = (over: object = {}) => ({ type: 2, style: 5, label: "L", url: "https://example.com", ...over });
const option = (value: string, over: object = {}) => ({ label: value, value, ...over });
const select = (over: object = {}) => ({ type: 3, custom_id: "s", options: [option("1"), option("2")], ...over });
const thumbnail = (over: object = {}) => ({ type: 11, media: { url: "https://example.com/a.png" }, ...over });
const section = (over: object = {}) => ({ type: 9, components: [text()], accessory: thumbnail(), ...over });
const gallery = (count: number, over: object = {}) => ({
  type: 12,
  items: Array.from({ length: count }, () => ({ media: { url: "https://example.com/a.png" }, ...over })),
});
const many = <Item>(count: number, make: (index: number) => Item) =>
  Array.from({ length: count }, (_, index) => make(index));
const withId = (index: number) => button({ custom_id: `${index}` });

const part = "components.0.components.0";

describe("legacy components are refused", () => {
  test.each<[string, object[], string]>([
    ["over 5 rows", many(6, (index) => row(withId(index))), "components BASE_TYPE_MAX_LENGTH"],
    ["outside a row", [button()], "components.0.type UNION_TYPE_CHOICES"],
    ["without a type", [{ components: [] }], "components.0.type BASE_TYPE_REQUIRED"],
    ["of a kind that needs Components V2", [text()], "components.0.type UNION_TYPE_CHOICES"],
    ["in an empty row", [row()], "components.0.components BASE_TYPE_BAD_LENGTH"],
    ["over 5 buttons a row", [row(...many(6, withId))], "components.0.components BASE_TYPE_BAD_LENGTH"],
    [
      "with a button beside a select",
      [row(select(), button())],
      "components.0.components.1 COMPONENT_LAYOUT_WIDTH_EXCEEDED",
    ],
    [
      "with a select beside a button",
      [row(button(), select())],
      "components.0.components.1 COMPONENT_LAYOUT_WIDTH_EXCEEDED",
    ],
    ["with a text input in a message", [row({ type: 4, custom_id: "t" })], `${part}.type UNION_TYPE_CHOICES`],
    [
      "with a custom id over 100",
      [row(button({ custom_id: "a".repeat(101) }))],
      `${part}.custom_id BASE_TYPE_BAD_LENGTH`,
    ],
    ["with an empty custom id", [row(button({ custom_id: "" }))], `${part}.custom_id BASE_TYPE_BAD_LENGTH`],
    [
      "without a custom id",
      [row(button({ custom_id: undefined }))],
      `${part}.custom_id BUTTON_COMPONENT_CUSTOM_ID_REQUIRED`,
    ],
    [
      "with a repeated custom id",
      [row(button()), row(button())],
      "components.1.components.0.custom_id COMPONENT_CUSTOM_ID_DUPLICATED",
    ],
    [
      "with a repeated custom id, even on a disabled button",
      [row(button(), button({ disabled: true }))],
      "components.0.components.1.custom_id COMPONENT_CUSTOM_ID_DUPLICATED",
    ],
    ["with a label over 80", [row(button({ label: "a".repeat(81) }))], `${part}.label BASE_TYPE_MAX_LENGTH`],
    [
      "without label and emoji",
      [row(button({ label: undefined }))],
      `${part}.label BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED`,
    ],
    ["with a style that does not exist", [row(button({ style: 7 }))], `${part}.style BASE_TYPE_CHOICES`],
    [
      "with an emoji that is a word",
      [row(button({ emoji: { name: "tada" } }))],
      `${part}.emoji.name BUTTON_COMPONENT_INVALID_EMOJI`,
    ],
    [
      "with a link over 512",
      [row(link({ url: `https://example.com/${"a".repeat(500)}` }))],
      `${part}.url BASE_TYPE_MAX_LENGTH`,
    ],
    ["with a link button without a link", [row(link({ url: undefined }))], `${part}.url BASE_TYPE_REQUIRED`],
    ...["https://localhost/a", "https://a/b", "https://[::1]/a", "https://a./b"].map(
      (url): [string, object[], string] => [
        `with a link to a host without a dot, ${url}`,
        [row(link({ url }))],
        `${part}.url URL_TYPE_INVALID_URL`,
      ],
    ),
    ...["https://example.com/ä", "https://example.com/a|b", "https://example.com/{a}", "https://example.com/%zz"].map(
      (url): [string, object[], string] => [
        `with a link that is not a well-formed URI, ${url}`,
        [row(link({ url }))],
        `${part}.url URL_TYPE_INVALID_URL`,
      ],
    ),
    ["with a link to a script", [row(link({ url: "javascript:alert(1)" }))], `${part}.url URL_TYPE_INVALID_SCHEME`],
    [
      "with a link button with a custom id",
      [row(link({ custom_id: "b" }))],
      `${part} BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE`,
    ],
    [
      "with a link on a button with a custom id",
      [row(button({ url: "https://example.com" }))],
      `${part} BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE`,
    ],
    ["with a select without options", [row(select({ options: [] }))], `${part}.options BASE_TYPE_BAD_LENGTH`],
    [
      "with over 25 options",
      [row(select({ options: many(26, (index) => option(`${index}`)) }))],
      `${part}.options BASE_TYPE_BAD_LENGTH`,
    ],
    [
      "with a repeated value",
      [row(select({ options: [option("1"), option("1")] }))],
      `${part}.options.1.value SELECT_COMPONENT_OPTION_VALUE_DUPLICATED`,
    ],
    [
      "with an option label over 100",
      [row(select({ options: [option("1", { label: "a".repeat(101) })] }))],
      `${part}.options.0.label BASE_TYPE_BAD_LENGTH`,
    ],
    [
      "with an option description over 100",
      [row(select({ options: [option("1", { description: "a".repeat(101) })] }))],
      `${part}.options.0.description BASE_TYPE_MAX_LENGTH`,
    ],
    [
      "with an option value over 100",
      [row(select({ options: [option("a".repeat(101), { label: "a" })] }))],
      `${part}.options.0.value BASE_TYPE_BAD_LENGTH`,
    ],
    [
      "with a placeholder over 150",
      [row(select({ placeholder: "a".repeat(151) }))],
      `${part}.placeholder BASE_TYPE_MAX_LENGTH`,
    ],
    [
      "with min over max",
      [row(select({ min_values: 2, max_values: 1 }))],
      `${part}.min_values SELECT_COMPONENT_MIN_VALUES_EXCEEDS_MAX`,
    ],
    [
      "with max over 25",
      [row(select({ options: many(25, (index) => option(`${index}`)), max_values: 26 }))],
      `${part}.max_values NUMBER_TYPE_MAX`,
    ],
    ["with more to pick than there is", [row(select({ max_values: 3 }))], `${part}.options BASE_TYPE_BAD_LENGTH`],
    [
      "with more defaults than can be picked",
      [row(select({ options: [option("1", { default: true }), option("2", { default: true })] }))],
      `${part}.options SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES`,
    ],
  ])("%s", async (_what, components, problem) => {
    const refused = await post({ content: "a", components });
    expect([refused.status, refused.body.code]).toEqual([400, 50035]);
    expect(problemsIn(refused.body)).toContain(problem);
  });
});

describe("Components V2 are refused", () => {
  test.each<[string, object[], string]>([
    [
      "over 40, counted through the nesting",
      [
        {
          type: 17,
          components: many(8, (index) => row(...many(4, (inner) => button({ custom_id: `${index}-${inner}` })))),
        },
      ],
      "components COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
    ],
    [
      "over 4,000 characters together",
      [text("a".repeat(3000)), { type: 17, components: [text("b".repeat(1001))] }],
      "components COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
    ],
    ["with an empty text", [text("")], "components.0.content BASE_TYPE_BAD_LENGTH"],
    [
      "with a container inside a container",
      [{ type: 17, components: [{ type: 17, components: [text()] }] }],
      `${part}.type UNION_TYPE_CHOICES`,
    ],
    [
      "with a section of four texts",
      [section({ components: many(4, () => text()) })],
      "components.0.components BASE_TYPE_BAD_LENGTH",
    ],
    [
      "with a section without an accessory",
      [section({ accessory: undefined })],
      "components.0.accessory BASE_TYPE_REQUIRED",
    ],
    [
      "with a select as an accessory",
      [section({ accessory: select() })],
      "components.0.accessory.type UNION_TYPE_CHOICES",
    ],
    ["with a gallery of eleven", [gallery(11)], "components.0.items BASE_TYPE_BAD_LENGTH"],
    ["with an empty gallery", [gallery(0)], "components.0.items BASE_TYPE_BAD_LENGTH"],
    [
      "with a description over 1,024",
      [gallery(1, { description: "a".repeat(1025) })],
      "components.0.items.0.description BASE_TYPE_MAX_LENGTH",
    ],
    [
      "with a picture that was not uploaded",
      [gallery(1, { media: { url: "attachment://none.png" } })],
      "components.0.items.0.media.url UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
    ],
    [
      "with a file from the web",
      [{ type: 13, file: { url: "https://example.com/a.pdf" } }],
      "components.0.file UNFURLED_MEDIA_ITEM_ATTACHMENT_REQUIRED",
    ],
    [
      "with a separator of a size that does not exist",
      [{ type: 14, spacing: 3 }],
      "components.0.spacing BASE_TYPE_CHOICES",
    ],
    [
      "with a colour out of range",
      [{ type: 17, accent_color: -1, components: [text()] }],
      "components.0.accent_color NUMBER_TYPE_MIN",
    ],
    ["with a bare button", [button()], "components.0.type UNION_TYPE_CHOICES"],
    [
      "with a repeated id",
      [
        { ...text(), id: 7 },
        { ...text(), id: 7 },
      ],
      "components.1.id COMPONENT_ID_DUPLICATED",
    ],
  ])("%s", async (_what, components, problem) => {
    const refused = await post({ flags: V2, components });
    expect([refused.status, refused.body.code]).toEqual([400, 50035]);
    expect(problemsIn(refused.body)).toContain(problem);
  });
});

describe("components are accepted", () => {
  test.each<[string, object]>([
    [
      "5 rows of 5 buttons with everything at its limit",
      {
        content: "a",
        components: many(5, (index) =>
          row(...many(5, (inner) => button({ custom_id: `${index}${inner}`.padEnd(100, "x"), label: "a".repeat(80) }))),
        ),
      },
    ],
    [
      "a select with everything at its limit",
      {
        content: "a",
        components: [
          row(
            select({
              placeholder: "a".repeat(150),
              min_values: 0,
              max_values: 25,
              options: many(25, (index) => option(`${index}`.padEnd(100, "x"), { description: "a".repeat(100) })),
            }),
          ),
        ],
      },
    ],
    [
      "an emoji instead of a label",
      { content: "a", components: [row(button({ label: undefined, emoji: { name: "🎉" } }))] },
    ],
    ["components without content", { components: [row(button())] }],
    ["40 parts of Components V2", { flags: V2, components: many(40, () => text()) }],
    ["4,000 characters in one text", { flags: V2, components: [text("a".repeat(4000))] }],
    [
      "every part of Components V2",
      {
        flags: V2,
        components: [
          {
            type: 17,
            spoiler: true,
            components: [
              text(),
              section(),
              section({ accessory: button({ custom_id: "x" }) }),
              gallery(10),
              { type: 14 },
              row(select()),
            ],
          },
        ],
      },
    ],
  ])("%s", async (_what, body) => {
    expect((await post(body)).status).toBe(200);
  });

  test("and each gets its own id, besides those that the bot chose", async () => {
    const { body } = await post({ flags: V2, components: [{ type: 17, id: 2, components: [text(), text()] }, text()] });
    const [container, last] = body.components;
    expect([container.id, container.components.map(({ id }: { id: number }) => id), last.id]).toEqual([2, [1, 3], 4]);
  });
});
