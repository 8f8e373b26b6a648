import { ApplicationCommandType, ChannelType, ComponentType } from "discord.js";
import { afterAll, beforeAll, beforeEach, describe, expect, expectTypeOf, it } from "vitest";
import { succeed } from "../../src/coach/problem.ts";
import { createCodec } from "../../src/discord/actions/codec.ts";
import { chosen, opensForm, pressed, submitted } from "../../src/discord/actions/declare.ts";
import { number } from "../../src/discord/actions/fields.ts";
import { command, messageCommand, userCommand } from "../../src/discord/command.ts";
import type { GivenChannel, GivenFile, GivenMentionable, GivenUser } from "../../src/discord/given.ts";
import { row, text, view } from "../../src/discord/message.ts";
import type { PressesOf } from "../../src/discord/press.ts";
import { createPressables } from "../../src/discord/pressables.ts";
import { openForm, type Reply, reply } from "../../src/discord/reply.ts";
import { customIdOf, textOf } from "../e2e/support/acting.ts";
import { type Stage, seenIn, setStage } from "./support/stage.ts";

const feature = {
  "pick-options": chosen("option", { page: number }),
  "pick-users": chosen("user", {}),
  "pick-roles": chosen("role", {}),
  "pick-mentionables": chosen("mentionable", {}),
  "pick-channels": chosen("channel", {}),
  "open-pair-form": opensForm(pressed({ page: number })),
  "open-ping-form": opensForm(pressed({})),
  "pair-form": submitted(
    { note: "text", level: "option", partner: "user", room: "channel", plan: "file" },
    { page: number },
  ),
  "ping-form": submitted({ team: "role", who: "mentionable", note: "text" }, {}),
};
const actions = createCodec(feature);
const { button, select, selectUsers, selectRoles, selectMentionables, selectChannels, form } =
  createPressables(actions);

/** What the handlers were given, in order. */
let given: unknown[] = [];
const take = async (what: unknown) => {
  given.push(what);
  return succeed(reply(view("plain", text("taken"))));
};

const pairForm = (page: number) =>
  form({ kind: "pair-form", page }, "Study in pairs", {
    note: { label: "What for", long: true, maxLength: 200, placeholder: "A sentence is enough" },
    level: {
      label: "Which level",
      optional: true,
      options: [
        { label: "Easy", value: "easy" },
        { label: "Hard", value: "hard", description: "Takes an evening" },
      ],
    },
    partner: { label: "With whom", atMost: 2 },
    room: { label: "Where", channelTypes: [ChannelType.GuildText] },
    plan: { label: "Your plan", description: "As a text file", optional: true, atMost: 2 },
  });

const presses: PressesOf<typeof feature> = {
  "pick-options": ({ page }, { values }) => take({ page, values }),
  "pick-users": (_fields, { values }) => take(values),
  "pick-roles": (_fields, { values }) => take(values),
  "pick-mentionables": (_fields, { values }) => take(values),
  "pick-channels": (_fields, { values }) => take(values),
  "open-pair-form": async ({ page }) => succeed(openForm(pairForm(page))),
  "open-ping-form": async () =>
    succeed(
      openForm(
        form({ kind: "ping-form" }, "Ping", {
          team: { label: "Which role", optional: true },
          who: { label: "Who else", atMost: 3 },
          note: { label: "Why", optional: true },
        }),
      ),
    ),
  "pair-form": (fields, { inputs }) => take({ ...fields, ...inputs }),
  "ping-form": (_fields, { inputs }) => take(inputs),
};

const all = command({
  name: "all",
  description: "Takes an option of every type",
  options: {
    text: { type: "text", description: "Two to five characters", minLength: 2, maxLength: 5 },
    pace: {
      type: "text",
      description: "One of two",
      choices: [
        { name: "Slow", value: "slow" },
        { name: "Fast", value: "fast" },
      ],
    },
    whole: { type: "integer", description: "One to ten", min: 1, max: 10 },
    day: { type: "integer", description: "A day", choices: [{ name: "Monday", value: 1 }] },
    share: { type: "number", description: "Zero to one", min: 0, max: 1 },
    sure: { type: "boolean", description: "Yes or no" },
    partner: { type: "user", description: "A member" },
    team: { type: "role", description: "A role" },
    who: { type: "mentionable", description: "A member or a role" },
    where: { type: "channel", description: "A text channel", channelTypes: [ChannelType.GuildText] },
    plan: { type: "attachment", description: "A file" },
  },
  run: (options) => {
    expectTypeOf(options.pace).toEqualTypeOf<"slow" | "fast" | null>();
    expectTypeOf(options.share).toEqualTypeOf<number | null>();
    expectTypeOf(options.sure).toEqualTypeOf<boolean | null>();
    expectTypeOf(options.partner).toEqualTypeOf<GivenUser | null>();
    expectTypeOf(options.who).toEqualTypeOf<GivenMentionable | null>();
    expectTypeOf(options.where).toEqualTypeOf<GivenChannel | null>();
    expectTypeOf(options.plan).toEqualTypeOf<GivenFile | null>();
    return take(options);
  },
});

const show = (name: string, make: () => Reply) =>
  command({ name, description: "Shows", options: {}, run: async () => succeed(make()) });

const commands = [
  all,
  command({
    name: "half",
    description: "Completes what follows a partner",
    options: {
      partner: { type: "user", description: "A member", required: true },
      lesson: {
        type: "text",
        description: "Any",
        complete: async (typed, context) => [{ name: `${typed} with ${context.given.get("partner")}`, value: "x" }],
      },
    },
    run: take,
  }),
  show("menus", () =>
    reply(
      view(
        "plain",
        text("Choose"),
        select(
          { kind: "pick-options", page: 3 },
          "Options",
          [
            { label: "A", value: "a" },
            { label: "B", value: "b" },
          ],
          true,
        ),
        selectUsers({ kind: "pick-users" }, "Members", { atMost: 2 }),
        selectRoles({ kind: "pick-roles" }, "Roles"),
        selectMentionables({ kind: "pick-mentionables" }, "Members and roles", { atMost: 2 }),
        selectChannels({ kind: "pick-channels" }, "Channels", { channelTypes: [ChannelType.GuildText], atMost: 2 }),
      ),
    ),
  ),
  show("forms", () =>
    reply(
      view(
        "plain",
        text("Open one"),
        row(button("Pair", { kind: "open-pair-form", page: 2 }), button("Ping", { kind: "open-ping-form" })),
      ),
    ),
  ),
  userCommand({ name: "Study with", run: (user) => take(user) }),
  messageCommand({ name: "Keep as Note", run: (message) => take(message) }),
];

describe("what members can give", () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await setStage({ commands, actions, presses });
  });
  beforeEach(() => {
    given = [];
    stage.logged.length = 0;
  });
  afterAll(() => stage.close());

  const file = (name: string, content: string) => ({
    name,
    contentType: "text/plain; charset=utf-8",
    bytes: new TextEncoder().encode(content),
  });
  const person = (name: string) => ({ id: stage.idOf(name), name, isBot: false });
  const organisers = () => {
    const role = stage.sandbox.actor.guilds()[0]?.roles.find(({ name }) => name === "Organisers");
    return { id: role?.id ?? "", name: "Organisers" };
  };
  const study = () => ({ id: stage.channelId, name: "study", type: ChannelType.GuildText });
  const slash = (name: string, options = {}, files = {}) =>
    stage.sandbox.actor.slash({ userId: stage.ada.userId, channelId: stage.channelId, name, options, files });
  const choose = async (customId: string, values: string[]) =>
    stage.sandbox.actor.select({
      userId: stage.ada.userId,
      messageId: (await stage.ada.slash("menus")).id,
      customId,
      values,
    });

  it("options of every type arrive as values of that type", async () => {
    const options = {
      text: "abc",
      pace: "Fast",
      whole: 7,
      day: "Monday",
      share: 0.25,
      sure: false,
      partner: stage.idOf("Grace"),
      team: organisers().id,
      who: organisers().id,
      where: stage.channelId,
    };
    await slash("all", options, { plan: file("plan.txt", "Monday") });
    expect(given).toEqual([
      {
        text: "abc",
        pace: "fast",
        whole: 7,
        day: 1,
        share: 0.25,
        sure: false,
        partner: person("Grace"),
        team: organisers(),
        who: { kind: "role", role: organisers() },
        where: study(),
        plan: { name: "plan.txt", address: expect.stringContaining(stage.sandbox.cdnUrl), bytes: 6 },
      },
    ]);
    await slash("all", { who: stage.idOf("Grace") });
    expect(given[1]).toMatchObject({ who: { kind: "user", user: person("Grace") } });
  });

  it("options that are left out are null", async () => {
    await slash("all");
    const names = ["text", "pace", "whole", "day", "share", "sure", "partner", "team", "who", "where", "plan"];
    expect(given).toEqual([Object.fromEntries(names.map((name) => [name, null]))]);
  });

  it("bounds are checked by Discord", async () => {
    await expect(slash("all", { whole: 11 })).rejects.toThrow("at most 10");
    await expect(slash("all", { share: -0.1 })).rejects.toThrow("at least 0");
    await expect(slash("all", { text: "a" })).rejects.toThrow("at least 2 characters");
    const [registered] = stage.sandbox.actor.commands(stage.guildId).filter(({ name }) => name === "all");
    expect(registered?.options).toContainEqual(
      expect.objectContaining({ name: "where", channel_types: [ChannelType.GuildText] }),
    );
  });

  it("a completion knows a member who is already chosen only by id", async () => {
    const partner = stage.idOf("Grace");
    expect(await stage.ada.complete("half", "lesson", "raft", { partner })).toEqual([`raft with ${partner}`]);
  });

  it("a menu of options brings their values, beside the fields of its action", async () => {
    await choose("1:pick-options:3", ["b", "a"]);
    expect(given).toEqual([{ page: 3, values: ["b", "a"] }]);
  });

  it("menus of what the server has bring members, roles and channels, in the order chosen", async () => {
    const [general] = stage.sandbox.actor
      .channels({ guildId: stage.guildId })
      .filter((channel) => "name" in channel && channel.name === "general");
    await choose("1:pick-users", [stage.idOf("Linus"), stage.idOf("Grace")]);
    await choose("1:pick-roles", [organisers().id]);
    await choose("1:pick-mentionables", [organisers().id, stage.idOf("Grace")]);
    await choose("1:pick-channels", [general?.id ?? "", stage.channelId]);
    expect(given).toEqual([
      [person("Linus"), person("Grace")],
      [organisers()],
      [
        { kind: "role", role: organisers() },
        { kind: "user", user: person("Grace") },
      ],
      [{ id: general?.id, name: "general", type: ChannelType.GuildText }, study()],
    ]);
  });

  it("a press from another kind of component than its action declares counts as one from an older version", async () => {
    const sent = await stage.client.rest.post(`/channels/${stage.channelId}/messages`, {
      body: {
        content: "old",
        components: [{ type: 1, components: [{ type: 2, style: 1, label: "Members", custom_id: "1:pick-users" }] }],
      },
    });
    const { id } = sent as { id: string };
    const outcome = await stage.sandbox.actor.press({
      userId: stage.ada.userId,
      messageId: id,
      customId: "1:pick-users",
    });
    expect(textOf(seenIn(outcome).message)).toContain("older version of me");
    expect(given).toEqual([]);
  });

  it("a member's context menu brings the member, a message's brings the message", async () => {
    const { actor } = stage.sandbox;
    const { channelId } = stage;
    const said = await actor.say({ userId: stage.idOf("Grace"), channelId, content: "Leases beat locks." });
    const use = { userId: stage.ada.userId, channelId };
    await actor.useContextMenu({ ...use, name: "Study with", targetUserId: stage.idOf("Grace") });
    const kept = await actor.useContextMenu({ ...use, name: "Keep as Note", targetMessageId: said.message.id });
    expect(given).toEqual([
      person("Grace"),
      {
        id: said.message.id,
        channelId,
        author: person("Grace"),
        content: "Leases beat locks.",
        url: `https://discord.com/channels/${stage.guildId}/${channelId}/${said.message.id}`,
      },
    ]);
    expect(seenIn(kept).ephemeral).toBe(true);
    const offered = actor.commands(stage.guildId).map(({ name, type }) => ({ name, type }));
    expect(offered).toContainEqual({ name: "Study with", type: ApplicationCommandType.User });
    expect(offered).toContainEqual({ name: "Keep as Note", type: ApplicationCommandType.Message });
  });

  it("a form brings its text, choices, members, channels and files", async () => {
    const modal = await stage.ada.pressForModal(await stage.ada.slash("forms"), "Pair");
    expect(modal.data.title).toBe("Study in pairs");
    const { userId } = stage.ada;
    await stage.sandbox.actor.submit({
      userId,
      modalId: modal.id,
      values: {
        note: "To read\nRaft together",
        level: ["hard"],
        partner: [stage.idOf("Grace"), stage.idOf("Linus")],
        room: [stage.channelId],
      },
      files: { plan: [file("plan.txt", "Monday")] },
    });
    expect(given).toEqual([
      {
        page: 2,
        note: "To read\nRaft together",
        level: ["hard"],
        partner: [person("Grace"), person("Linus")],
        room: [study()],
        plan: [{ name: "plan.txt", address: expect.stringContaining(stage.sandbox.cdnUrl), bytes: 6 }],
      },
    ]);
  });

  it("a field that is left empty is an empty text or an empty list", async () => {
    const modal = await stage.ada.pressForModal(await stage.ada.slash("forms"), "Ping");
    const values = { who: [organisers().id, stage.idOf("Grace")] };
    await stage.sandbox.actor.submit({ userId: stage.ada.userId, modalId: modal.id, values });
    expect(given).toEqual([
      {
        team: [],
        who: [
          { kind: "role", role: organisers() },
          { kind: "user", user: person("Grace") },
        ],
        note: "",
      },
    ]);
  });

  it("a form requires what it must have, and accepts no more than its limits", async () => {
    const modal = await stage.ada.pressForModal(await stage.ada.slash("forms"), "Pair");
    const { userId } = stage.ada;
    const submit = (values: Record<string, string | string[]>) =>
      stage.sandbox.actor.submit({ userId, modalId: modal.id, values });
    const filled = { note: "x", partner: [stage.idOf("Grace")], room: [stage.channelId] };
    await expect(submit({ ...filled, note: "" })).rejects.toThrow("has to be filled in");
    await expect(submit({ ...filled, room: [] })).rejects.toThrow("have to be picked");
    const three = ["Grace", "Linus", "Barbara"].map(stage.idOf);
    await expect(submit({ ...filled, partner: three })).rejects.toThrow("have to be picked");
    expect(given).toEqual([]);
    await submit(filled);
    expect(given).toMatchObject([{ level: [], plan: [] }]);
  });

  it("leads to actions by ids of the codec that it was made with", async () => {
    const forms = await stage.ada.slash("forms");
    expect(customIdOf(forms, "Pair")).toBe("1:open-pair-form:2");
    expect(pairForm(2).components[0]?.type).toBe(ComponentType.Label);
    expect(stage.logged).toEqual([]);
  });
});
