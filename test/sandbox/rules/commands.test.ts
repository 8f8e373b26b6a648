import { describe, expect, test } from "vitest";
import { problemsIn, useSandbox } from "./refusals.ts";

const { setCommands, request, sandbox } = useSandbox();

const command = (over: object = {}) => ({ name: "ping", description: "Ping", ...over });
const option = (over: object = {}) => ({ type: 3, name: "o", description: "O", ...over });
const choice = (name: string, value: unknown = name) => ({ name, value });
const many = <Item>(count: number, make: (index: number) => Item) =>
  Array.from({ length: count }, (_, index) => make(index));
const withOptions = (...options: object[]) => [command({ options })];

describe("commands are refused", () => {
  test.each<[string, unknown, string]>([
    ["without a name", [command({ name: undefined })], "0.name BASE_TYPE_REQUIRED"],
    ["with a name over 32", [command({ name: "a".repeat(33) })], "0.name BASE_TYPE_BAD_LENGTH"],
    ["with a name in capitals", [command({ name: "Ping" })], "0.name APPLICATION_COMMAND_INVALID_NAME"],
    ["with a blank in the name", [command({ name: "pi ng" })], "0.name STRING_TYPE_REGEX"],
    ["with a name that is taken", [command(), command()], "1 APPLICATION_COMMANDS_DUPLICATE_NAME"],
    ["without a description", [command({ description: undefined })], "0.description BASE_TYPE_REQUIRED"],
    ["with a description over 100", [command({ description: "a".repeat(101) })], "0.description BASE_TYPE_BAD_LENGTH"],
    ["of a type that does not exist", [command({ type: 9 })], "0.type BASE_TYPE_CHOICES"],
    ["with a context that does not exist", [command({ contexts: [0, 3] })], "0.contexts.1 BASE_TYPE_CHOICES"],
    [
      "with an integration type that does not exist",
      [command({ integration_types: [2] })],
      "0.integration_types.0 BASE_TYPE_CHOICES",
    ],
    [
      "with a file type without a dot",
      withOptions(option({ type: 11, file_types: ["md"] })),
      "0.options.0.file_types.0 BASE_TYPE_CHOICES",
    ],
    ["over 100", many(101, (index) => command({ name: `c${index}` })), "APPLICATION_COMMANDS_MAX"],
    ["over 15 user commands", many(16, (index) => ({ type: 2, name: `C ${index}` })), "APPLICATION_COMMANDS_MAX"],
    [
      "with a description on a user command",
      [{ type: 2, name: "Show", description: "x" }],
      "0.description APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION",
    ],
    [
      "over 25 options",
      withOptions(...many(26, (index) => option({ name: `o${index}` }))),
      "0.options BASE_TYPE_MAX_LENGTH",
    ],
    [
      "with options of one name",
      withOptions(option(), option()),
      "0.options.1 APPLICATION_COMMAND_OPTIONS_NAME_INVALID",
    ],
    [
      "with an option in capitals",
      withOptions(option({ name: "Zone" })),
      "0.options.0.name APPLICATION_COMMAND_INVALID_NAME",
    ],
    [
      "with an option without a description",
      withOptions(option({ description: "" })),
      "0.options.0.description BASE_TYPE_BAD_LENGTH",
    ],
    ["with an option of no type", withOptions(option({ type: undefined })), "0.options.0.type BASE_TYPE_REQUIRED"],
    [
      "with a required option after an optional one",
      withOptions(option(), option({ name: "p", required: true })),
      "0.options.1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
    ],
    [
      "with that inside a subcommand",
      withOptions({ ...option({ type: 1 }), options: [option(), option({ name: "p", required: true })] }),
      "0.options.0.options.1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
    ],
    [
      "with values beside subcommands",
      withOptions(option({ type: 1 }), option({ name: "p" })),
      "0.options APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
    ],
    [
      "with a group inside a subcommand",
      withOptions({ ...option({ type: 1 }), options: [option({ type: 2 })] }),
      "0.options.0.options.0.type UNION_TYPE_CHOICES",
    ],
    [
      "over 25 choices",
      withOptions(option({ choices: many(26, (index) => choice(`${index}`)) })),
      "0.options.0.choices BASE_TYPE_MAX_LENGTH",
    ],
    [
      "with a choice name over 100",
      withOptions(option({ choices: [choice("a".repeat(101), "a")] })),
      "0.options.0.choices.0.name BASE_TYPE_BAD_LENGTH",
    ],
    [
      "with a choice value over 100",
      withOptions(option({ choices: [choice("a", "a".repeat(101))] })),
      "0.options.0.choices.0.value BASE_TYPE_MAX_LENGTH",
    ],
    [
      "with a text as the choice of a number",
      withOptions(option({ type: 4, choices: [choice("a")] })),
      "0.options.0.choices.0.value UNION_TYPE_CHOICES",
    ],
    [
      "with choices together with autocomplete",
      withOptions(option({ autocomplete: true, choices: [choice("a")] })),
      "0.options.0.choices APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE_INVALID",
    ],
    [
      "with a smallest length over the largest",
      withOptions(option({ min_length: 5, max_length: 4 })),
      "0.options.0.min_length APPLICATION_COMMAND_OPTIONS_MIN_MAX_INVALID",
    ],
    [
      "with permissions that are not a number",
      [command({ default_member_permissions: "all" })],
      "0.default_member_permissions PERMISSIONS_TYPE_INVALID",
    ],
    [
      "over 8,000 characters each",
      withOptions(
        ...many(25, (index) =>
          option({ name: `o${index}`, choices: many(4, (inner) => choice(`${inner}`.padEnd(100, "x"))) }),
        ),
      ),
      "0 APPLICATION_COMMAND_TOO_LARGE",
    ],
  ])("%s", async (_what, body, problem) => {
    const refused = await setCommands(body);
    expect([refused.status, refused.body.code]).toEqual([400, 50035]);
    expect(problemsIn(refused.body)).toContain(problem);
  });

  test("as a whole if they are not a list", async () => {
    expect(problemsIn((await setCommands({ name: "ping" })).body)).toEqual(["LIST_TYPE_CONVERT"]);
  });

  test("and then those that were registered stay", async () => {
    await setCommands([command({ name: "kept" })]);
    await setCommands([command({ name: "Not good" })]);
    expect(
      sandbox()
        .actor.commands(null)
        .map(({ name }) => name),
    ).toEqual(["kept"]);
  });
});

describe("one command too many is refused with 30032, and one of a name that is there takes its place", () => {
  test.each<[string, number, (index: number) => object]>([
    ["chat input", 100, (index) => command({ name: `c${index}` })],
    ["user", 15, (index) => ({ type: 2, name: `C ${index}` })],
    ["message", 15, (index) => ({ type: 3, name: `C ${index}` })],
  ])("%s: %i", async (_what, most, make) => {
    const create = (body: object) => request("POST", `/applications/${sandbox().actor.bot().id}/commands`, body);
    await setCommands(many(most, make));
    expect(await create(make(most))).toMatchObject({ status: 400, body: { code: 30032 } });
    expect((await create(make(0))).status).toBe(200);
  });
});

describe("commands are accepted", () => {
  test.each<[string, unknown]>([
    [
      "with everything at its limit",
      [
        command({
          name: "a".repeat(32),
          description: "a".repeat(100),
          options: many(25, (index) => option({ name: `o${index}` })),
        }),
      ],
    ],
    ["in other scripts", [command({ name: "学習" }), command({ name: "मदद" }), command({ name: "l'heure_1-2" })]],
    ["of one name and two types", [command(), { type: 2, name: "ping" }]],
    [
      "with groups of subcommands",
      withOptions({
        ...option({ type: 2 }),
        options: [{ ...option({ type: 1 }), options: [option({ required: true }), option({ name: "p" })] }],
      }),
    ],
    ["with permissions in a string", [command({ default_member_permissions: "8" })]],
    ["none", []],
  ])("%s", async (_what, body) => {
    expect((await setCommands(body)).status).toBe(200);
  });
});

describe("registration elsewhere is refused", () => {
  test.each([
    ["for another application", "/applications/1/commands", 404, 10002],
    ["in a server that the bot is not in", null, 403, 50001],
    ["of a command that is not there", "unknown", 404, 10063],
  ])("%s", async (_what, path, status, code) => {
    const own = `/applications/${sandbox().actor.bot().id}`;
    const refused =
      path === "unknown"
        ? await request("PATCH", `${own}/commands/1`, command())
        : await request("PUT", path ?? `${own}/guilds/1/commands`, []);
    expect([refused.status, refused.body.code]).toEqual([status, code]);
  });
});
