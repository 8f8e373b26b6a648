import { expect, test } from "vitest";
import { Refusal } from "../../../src/sandbox/refusal.ts";
import { Form, Problems } from "../../../src/sandbox/rules/form.ts";
import { readModal } from "../../../src/sandbox/rules/modals.ts";
import { problemsIn } from "./refusals.ts";

const input = (over: object = {}) => ({ type: 4, custom_id: "i", style: 1, ...over });
const row = (over: object = {}) => ({ type: 1, components: [input({ label: "L", ...over })] });
const label = (component: object, over: object = {}) => ({ type: 18, label: "L", component, ...over });
const modal = (components: unknown, over: object = {}) => ({ custom_id: "m", title: "T", components, ...over });
const many = <Item>(count: number, make: (index: number) => Item) =>
  Array.from({ length: count }, (_, index) => make(index));

function problemsOf(body: Record<string, unknown>): string[] {
  try {
    readModal(new Form(body, new Problems()));
    return [];
  } catch (error) {
    if (error instanceof Refusal) return problemsIn(error.body());
    throw error;
  }
}

test.each<[string, Record<string, unknown>, string]>([
  ["without a custom id", modal([row()], { custom_id: undefined }), "custom_id BASE_TYPE_REQUIRED"],
  ["with a custom id over 100", modal([row()], { custom_id: "a".repeat(101) }), "custom_id BASE_TYPE_BAD_LENGTH"],
  ["without a title", modal([row()], { title: undefined }), "title BASE_TYPE_REQUIRED"],
  ["with a title over 45", modal([row()], { title: "a".repeat(46) }), "title BASE_TYPE_BAD_LENGTH"],
  ["without parts", modal([]), "components BASE_TYPE_BAD_LENGTH"],
  ["over 5 parts", modal(many(6, (index) => row({ custom_id: `${index}` }))), "components BASE_TYPE_BAD_LENGTH"],
  [
    "with a button",
    modal([{ type: 1, components: [{ type: 2, style: 1, label: "B", custom_id: "b" }] }]),
    "components.0.components.0.type UNION_TYPE_CHOICES",
  ],
  [
    "with two inputs in a row",
    modal([{ type: 1, components: [input({ label: "L" }), input({ label: "L", custom_id: "j" })] }]),
    "components.0.components BASE_TYPE_BAD_LENGTH",
  ],
  [
    "with an input without a label",
    modal([row({ label: undefined })]),
    "components.0.components.0.label BASE_TYPE_REQUIRED",
  ],
  [
    "with an input label over 45",
    modal([row({ label: "a".repeat(46) })]),
    "components.0.components.0.label BASE_TYPE_BAD_LENGTH",
  ],
  [
    "with an input without a style",
    modal([row({ style: undefined })]),
    "components.0.components.0.style BASE_TYPE_REQUIRED",
  ],
  [
    "with a value over 4,000",
    modal([row({ value: "a".repeat(4001) })]),
    "components.0.components.0.value BASE_TYPE_MAX_LENGTH",
  ],
  [
    "with a value over the input's own length",
    modal([row({ value: "abc", max_length: 2 })]),
    "components.0.components.0.value BASE_TYPE_MAX_LENGTH",
  ],
  [
    "with a length over 4,000",
    modal([row({ max_length: 4001 })]),
    "components.0.components.0.max_length NUMBER_TYPE_MAX",
  ],
  [
    "with min over max",
    modal([row({ min_length: 3, max_length: 2 })]),
    "components.0.components.0.min_length TEXT_INPUT_MIN_EXCEEDS_MAX",
  ],
  [
    "with a placeholder over 100",
    modal([row({ placeholder: "a".repeat(101) })]),
    "components.0.components.0.placeholder BASE_TYPE_MAX_LENGTH",
  ],
  [
    "with a repeated custom id",
    modal([row(), row()]),
    "components.1.components.0.custom_id COMPONENT_CUSTOM_ID_DUPLICATED",
  ],
  [
    "with a label over 45",
    modal([label(input(), { label: "a".repeat(46) })]),
    "components.0.label BASE_TYPE_BAD_LENGTH",
  ],
  [
    "with a label's description over 100",
    modal([label(input(), { description: "a".repeat(101) })]),
    "components.0.description BASE_TYPE_BAD_LENGTH",
  ],
  [
    "with an empty description of a label",
    modal([label(input(), { description: "" })]),
    "components.0.description BASE_TYPE_BAD_LENGTH",
  ],
  ...[
    { type: 5, custom_id: "u" },
    { type: 3, custom_id: "s", options: [{ label: "A", value: "a" }] },
    { type: 19, custom_id: "f" },
    { type: 22, custom_id: "g", options: [{ label: "A", value: "a" }] },
  ].map((part): [string, Record<string, unknown>, string] => [
    `with a part of type ${part.type} that is required and takes no value`,
    modal([label({ ...part, min_values: 0 })]),
    "components.0.component.min_values NUMBER_TYPE_MIN",
  ]),
  [
    "with a file type that is neither a group nor an extension",
    modal([label({ type: 19, custom_id: "f", file_types: ["image", "md"] })]),
    "components.0.component.file_types.1 BASE_TYPE_CHOICES",
  ],
  [
    "with over 10 file types",
    modal([label({ type: 19, custom_id: "f", file_types: many(11, (index) => `.a${index}`) })]),
    "components.0.component.file_types BASE_TYPE_MAX_LENGTH",
  ],
  [
    "with a label around nothing",
    modal([label(input(), { component: undefined })]),
    "components.0.component BASE_TYPE_REQUIRED",
  ],
  [
    "with a disabled select",
    modal([label({ type: 5, custom_id: "u", disabled: true })]),
    "components.0.component.disabled COMPONENT_DISABLED_IN_MODAL",
  ],
  [
    "with one radio option",
    modal([label({ type: 21, custom_id: "r", options: [{ label: "A", value: "a" }] })]),
    "components.0.component.options BASE_TYPE_BAD_LENGTH",
  ],
])("a modal %s is refused", (_what, body, problem) => {
  expect(problemsOf(body)).toContain(problem);
});

test.each<[string, Record<string, unknown>]>([
  [
    "with everything at its limit",
    modal(
      many(5, (index) =>
        row({ custom_id: `${index}`.padEnd(100, "x"), label: "a".repeat(45), value: "a".repeat(4000) }),
      ),
      { title: "a".repeat(45), custom_id: "a".repeat(100) },
    ),
  ],
  [
    "of labels, a text and selects",
    modal([
      { type: 10, content: "Read" },
      label(input()),
      label({ type: 3, custom_id: "s", options: [{ label: "A", value: "a" }] }),
      label({ type: 8, custom_id: "c" }),
    ]),
  ],
  [
    "with checkboxes, radios and files",
    modal([
      label({ type: 23, custom_id: "x" }),
      label({ type: 19, custom_id: "f", min_values: 0, required: false, file_types: ["image", ".MD"] }),
      label({ type: 22, custom_id: "g", options: [{ label: "A", value: "a" }] }),
      label({
        type: 21,
        custom_id: "r",
        options: [
          { label: "A", value: "a" },
          { label: "B", value: "b" },
        ],
      }),
    ]),
  ],
])("a modal %s is accepted", (_what, body) => {
  expect(problemsOf(body)).toEqual([]);
});
