import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type Result, succeed } from "../../src/coach/problem.ts";
import { createCodec } from "../../src/discord/actions/codec.ts";
import { opensForm, pressed, submitted } from "../../src/discord/actions/declare.ts";
import type { AfterReply } from "../../src/discord/after-reply.ts";
import { command } from "../../src/discord/command.ts";
import { row, text, type View, view } from "../../src/discord/message.ts";
import type { PressesOf } from "../../src/discord/press.ts";
import { createPressables } from "../../src/discord/pressables.ts";
import { openForm, type Reply, reply, update } from "../../src/discord/reply.ts";
import { textOf } from "../e2e/support/acting.ts";
import { type Stage, setStage } from "./support/stage.ts";

const CALLBACK = "POST /interactions/{interaction}/{token}/callback";
const FOLLOW_UP = "POST /webhooks/{application}/{token}";
const EDIT = "PATCH /webhooks/{application}/{token}/messages/{message}";
const TOLD = /my reply “Quorums”.*logged as `reference-1`/;

const feature = {
  wait: pressed({}),
  aside: pressed({}),
  ask: opensForm(pressed({})),
  zone: submitted({ zone: "text" }, {}),
};
const actions = createCodec(feature);
const { button, form } = createPressables(actions);

const quorums = (): View => view("plain", text("## Quorums"), row(button("Wait", { kind: "wait" })));
const zoneForm = form({ kind: "zone" }, "Quorums", { zone: { label: "Zone" } });

let pending = Promise.withResolvers<Result<Reply>>();
let hook: AfterReply = async () => null;

const presses: PressesOf<typeof feature> = {
  wait: () => pending.promise,
  aside: async () => succeed(update(quorums(), { aside: quorums() })),
  ask: async () => succeed(openForm(zoneForm)),
  zone: () => pending.promise,
};
const menu = (): View =>
  view(
    "plain",
    text("Choose"),
    row(button("Wait", { kind: "wait" }), button("Aside", { kind: "aside" }), button("Ask", { kind: "ask" })),
  );
const commands = [
  command({ name: "menu", description: "Shows a menu", options: {}, run: async () => succeed(reply(menu())) }),
  command({ name: "wait", description: "Waits", options: {}, run: () => pending.promise }),
  command({ name: "board", public: true, description: "For all", options: {}, run: () => pending.promise }),
];

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ commands, actions, presses, afterReply: [(asked) => hook(asked)] });
});
beforeEach(async () => {
  await stage.settles();
  pending = Promise.withResolvers();
  hook = async () => null;
  stage.logged.length = 0;
});
afterAll(() => stage.close());

function refuse(route: string, times = 1): void {
  stage.sandbox.actor.faults.add({ kind: "refuse", route, times });
}

/** Lets the bot defer an act, then refuses the requests to `route` that follow, and gives what the member hears. */
async function answerLate(act: () => Promise<unknown>, route: string, result: Result<Reply>): Promise<void> {
  const before = stage.ada.seen().length;
  const [arrived, acted] = [stage.arrives(), act()];
  await arrived;
  await stage.passTwoSeconds();
  refuse(route);
  pending.resolve(result);
  await Promise.all([acted, stage.settles()]);
  expect(stage.logged).toMatchObject([{ fields: { reference: "reference-1" }, message: "a reply could not be sent" }]);
  expect(stage.ada.seen()).toHaveLength(before + 1);
}

const slash = (name: string) =>
  stage.sandbox.actor.slash({ userId: stage.ada.userId, channelId: stage.channelId, name });
const last = () => textOf(stage.ada.seen().at(-1)?.message ?? expect.fail("nothing was said"));

it("an edit of a deferred reply that is refused is told in its place", async () => {
  await answerLate(() => slash("wait"), EDIT, succeed(reply(quorums())));
  expect(last()).toMatch(TOLD);
});

it("a public reply that is refused late is told to the member alone", async () => {
  await answerLate(() => slash("board"), EDIT, succeed(reply(quorums())));
  expect(last()).toMatch(TOLD);
  expect(stage.ada.seen().at(-1)?.ephemeral).toBe(true);
});

it("a problem of a slow public command that is refused is told, though the thinking is gone", async () => {
  await answerLate(() => slash("board"), FOLLOW_UP, { ok: false, problem: { kind: "not-yours" } });
  expect(last()).toContain("logged as `reference-1`");
});

it("a late update that is refused leaves the message, and is told beside it", async () => {
  const shown = await stage.ada.slash("menu");
  await answerLate(() => stage.ada.outcome(shown, "Wait"), EDIT, succeed(update(quorums())));
  expect(last()).toMatch(TOLD);
  expect(stage.ada.seen().find(({ message }) => message.id === shown.id)?.message).toEqual(shown);
});

it("a late message to a press that is refused is told", async () => {
  const shown = await stage.ada.slash("menu");
  await answerLate(() => stage.ada.outcome(shown, "Wait"), FOLLOW_UP, succeed(reply(quorums())));
  expect(last()).toMatch(TOLD);
});

it("a late reply to a form that is refused is told", async () => {
  const modal = await stage.ada.pressForModal(await stage.ada.slash("menu"), "Ask");
  await answerLate(() => stage.ada.submit(modal, { zone: "UTC" }), EDIT, succeed(update(quorums())));
  expect(last()).toMatch(TOLD);
});

it("what is said beside an update is told, and the update stands", async () => {
  const shown = await stage.ada.slash("menu");
  refuse(FOLLOW_UP);
  const updated = await stage.ada.press(shown, "Aside");
  await stage.settles();
  expect(textOf(updated)).toBe("## Quorums");
  expect(last()).toMatch(TOLD);
});

it("a form that is refused is told", async () => {
  const shown = await stage.ada.slash("menu");
  refuse(CALLBACK);
  expect(textOf(await stage.ada.press(shown, "Ask"))).toMatch(TOLD);
});

it("what a hook says is told, and the reply stands", async () => {
  hook = async () => quorums();
  refuse(FOLLOW_UP);
  expect(textOf(await stage.ada.slash("menu"))).toBe("Choose");
  await stage.settles();
  expect(last()).toMatch(TOLD);
});

it("a deferral that is refused is told, and the handler still runs to its end", async () => {
  refuse(CALLBACK);
  const [arrived, acted] = [stage.arrives(), slash("wait")];
  await arrived;
  await stage.passTwoSeconds();
  await acted;
  pending.resolve(succeed(reply(quorums())));
  await stage.settles();
  expect(last()).toContain("logged as `reference-1`");
});

it("if the plain message is refused as well, that is logged, and the next command is answered", async () => {
  refuse(CALLBACK, 2);
  const outcome = slash("menu");
  await expect.poll(() => stage.logged).toHaveLength(2);
  await stage.sandbox.clock.advance(4_000, { waitForOpenInteractions: false });
  expect((await outcome).kind).toBe("failed");
  expect(textOf(await stage.ada.slash("menu"))).toBe("Choose");
});
