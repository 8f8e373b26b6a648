import { ComponentType, MessageFlags } from "discord.js";
import type { APIAttachment, APIMessage } from "discord-api-types/v10";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fail, type Result, succeed } from "../../src/coach/problem.ts";
import { createCodec } from "../../src/discord/actions/codec.ts";
import { chosen, opensForm, pressed, submitted } from "../../src/discord/actions/declare.ts";
import { number } from "../../src/discord/actions/fields.ts";
import type { AfterReply, Replied } from "../../src/discord/after-reply.ts";
import { command } from "../../src/discord/command.ts";
import { encodeView, file, mediaGallery, row, text, thumbnail, type View, view } from "../../src/discord/message.ts";
import type { PressesOf } from "../../src/discord/press.ts";
import { createPressables } from "../../src/discord/pressables.ts";
import { type FormReply, mapResult, openForm, type Reply, reply, textFile, update } from "../../src/discord/reply.ts";
import { labelsOf, textOf } from "../e2e/support/acting.ts";
import { type Stage, seenIn, setStage } from "./support/stage.ts";

/** A red point. */
const PNG = new Uint8Array(
  Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==",
    "base64",
  ),
);

const feature = {
  "turn-picture": pressed({ page: number }),
  "drop-picture": pressed({}),
  wait: pressed({ enrolmentId: number }),
  refuse: pressed({}),
  "open-form": opensForm(pressed({ page: number })),
  "choose-form": opensForm(chosen("option", {})),
  "zone-form": submitted({ zone: "text" }, {}),
};
const actions = createCodec(feature);
const { button, select, form } = createPressables(actions);

const menu = (content: string): View =>
  view(
    "plain",
    text(content),
    row(
      button("Wait", { kind: "wait", enrolmentId: 12 }),
      button("Refuse", { kind: "refuse" }),
      button("Open", { kind: "open-form", page: 1 }),
    ),
    select({ kind: "choose-form" }, "Which", [{ label: "This", value: "this" }]),
  );

const picture = (name: string): View =>
  view(
    "done",
    thumbnail({ name, description: "Small" }, "One", "Two"),
    mediaGallery({ name, description: "How far you are" }),
    row(
      button("Turn", { kind: "turn-picture", page: 2 }),
      button("Drop", { kind: "drop-picture" }),
      button("Wait", { kind: "wait", enrolmentId: 12 }),
    ),
  );
const asPng = (name: string) => ({ name, bytes: PNG, description: "A red point" });
const zoneForm = form({ kind: "zone-form" }, "Your zone", { zone: { label: "Zone" } });

let pending = Promise.withResolvers<Result<Reply>>();
let opening = Promise.withResolvers<Result<Reply | FormReply>>();
let replied: Replied[] = [];
let hook: AfterReply = async () => null;

const presses: PressesOf<typeof feature> = {
  "turn-picture": async ({ page }) => {
    const name = `page-${page}.png`;
    return succeed(update(picture(name), { files: [asPng(name)] }));
  },
  "drop-picture": async () => succeed(update(menu("No picture any more"))),
  wait: () => pending.promise,
  refuse: async () => fail({ kind: "not-yours" }),
  "open-form": () => opening.promise,
  "choose-form": () => opening.promise,
  "zone-form": async (_fields, { inputs }) => succeed(reply(menu(`Your zone is ${inputs.zone}`))),
};

const commands = [
  command({ name: "menu", description: "Shows a menu", options: {}, run: async () => succeed(reply(menu("Choose"))) }),
  command({ name: "wait", description: "Waits", options: {}, run: () => pending.promise }),
  command({ name: "board", public: true, description: "For all", options: {}, run: () => pending.promise }),
  command({ name: "form", description: "Opens", options: {}, opensForm: true, run: () => opening.promise }),
  command({
    name: "picture",
    description: "Shows a picture",
    options: {},
    run: async () => succeed(reply(picture("page-1.png"), [asPng("page-1.png")])),
  }),
  command({
    name: "files",
    description: "Hands over files",
    options: {},
    run: async () =>
      succeed(
        reply(view("plain", file("path.md"), file("point.png")), [textFile("path.md", "# Käse"), asPng("point.png")]),
      ),
  }),
];

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({
    commands,
    actions,
    presses,
    afterReply: [
      async (asked) => {
        replied.push(asked);
        return null;
      },
      (asked) => hook(asked),
    ],
  });
});
beforeEach(async () => {
  await stage.settles();
  pending = Promise.withResolvers();
  opening = Promise.withResolvers();
  replied = [];
  hook = async () => null;
  stage.logged.length = 0;
});
afterAll(() => stage.close());

const slash = (name: string) =>
  stage.sandbox.actor.slash({ userId: stage.ada.userId, channelId: stage.channelId, name });
const seenByGrace = () =>
  stage.sandbox.actor.messages(stage.channelId, stage.idOf("Grace")).map(({ message }) => message.id);

describe("files in replies", () => {
  async function download({ url }: APIAttachment): Promise<Uint8Array> {
    return new Uint8Array(await (await fetch(url)).arrayBuffer());
  }
  const mediaOf = (message: APIMessage) =>
    (message.components ?? [])
      .flatMap((part) => (part.type === ComponentType.Container ? part.components : []))
      .flatMap((part) => (part.type === ComponentType.MediaGallery ? part.items : []))
      .map(({ media, description }) => ({ url: media.url, description }));

  it("a picture arrives byte for byte, in a gallery and as a thumbnail", async () => {
    const shown = await stage.ada.slash("picture");
    expect(shown.attachments).toMatchObject([
      { filename: "page-1.png", width: 1, height: 1, description: "A red point" },
    ]);
    const [attachment] = shown.attachments;
    expect(attachment && (await download(attachment))).toEqual(PNG);
    expect(mediaOf(shown)).toEqual([{ url: attachment?.url, description: "How far you are" }]);
    expect(textOf(shown)).toContain("One\nTwo");
  });

  it("text and pictures go together", async () => {
    const { attachments } = await stage.ada.slash("files");
    expect(attachments.map(({ filename }) => filename)).toEqual(["path.md", "point.png"]);
    const [path] = attachments;
    expect(path && new TextDecoder().decode(await download(path))).toBe("# Käse");
  });

  it("an update brings its own picture and drops the one before", async () => {
    const turned = await stage.ada.press(await stage.ada.slash("picture"), "Turn");
    expect(turned.attachments.map(({ filename }) => filename)).toEqual(["page-2.png"]);
    const [attachment] = turned.attachments;
    expect(mediaOf(turned)).toMatchObject([{ url: attachment?.url }]);
  });

  it("an update without a picture keeps none", async () => {
    const dropped = await stage.ada.press(await stage.ada.slash("picture"), "Drop");
    expect(textOf(dropped)).toContain("No picture any more");
    expect(dropped.attachments).toEqual([]);
  });

  it("a late update does the same", async () => {
    for (const files of [[asPng("late.png")], []]) {
      pending = Promise.withResolvers();
      const shown = await stage.ada.slash("picture");
      const [arrived, outcome] = [stage.arrives(), stage.ada.press(shown, "Wait")];
      await arrived;
      await stage.passTwoSeconds();
      pending.resolve(succeed(update(files.length > 0 ? picture("late.png") : menu("No picture"), { files })));
      expect((await outcome).attachments.map(({ filename }) => filename)).toEqual(files.map(({ name }) => name));
    }
    expect(stage.logged).toEqual([]);
  });

  it("a late reply brings its picture as well", async () => {
    const [arrived, outcome] = [stage.arrives(), stage.ada.slash("wait")];
    await arrived;
    const thinking = stage.thinks();
    await stage.passTwoSeconds();
    await thinking;
    pending.resolve(succeed(reply(picture("late.png"), [asPng("late.png")])));
    const late = await outcome;
    expect(late.attachments.map(({ filename }) => filename)).toEqual(["late.png"]);
    expect(stage.logged).toEqual([]);
  });
});

describe("a press on a message that everyone sees", () => {
  async function pressOnBoard(answer: Reply): Promise<{ boardId: string; said: string; id: string }> {
    pending.resolve(succeed(reply(menu("The board"))));
    const board = await stage.ada.slash("board");
    pending = Promise.withResolvers();
    pending.resolve(succeed(answer));
    const outcome = await stage.ada.outcome(board, "Wait");
    const { message } = seenIn(outcome);
    return { boardId: board.id, said: textOf(message), id: message.id };
  }

  it("is answered beside it with what is for the presser alone", async () => {
    const { boardId, said, id } = await pressOnBoard(update(menu("Your own lesson")));
    expect(said).toContain("Your own lesson");
    expect(id).not.toBe(boardId);
    expect(seenByGrace()).toContain(boardId);
    expect(seenByGrace()).not.toContain(id);
    const board = stage.sandbox.actor.messages(stage.channelId, stage.idOf("Grace"));
    expect(board.map(({ message }) => textOf(message)).at(-1)).toContain("The board");
  });

  it("updates it with what is for all", async () => {
    const { boardId, said, id } = await pressOnBoard(update(menu("Page 2"), { forAll: true }));
    expect(id).toBe(boardId);
    expect(said).toContain("Page 2");
  });
});

describe("a form", () => {
  it("that is ready opens", async () => {
    opening.resolve(succeed(openForm(zoneForm)));
    const modal = await stage.ada.slashForModal("form");
    expect(textOf(await stage.ada.submit(modal, { zone: "UTC" }))).toContain("Your zone is UTC");
  });

  it("that a command opens too slowly becomes a button to try again, for the member alone", async () => {
    const [arrived, outcome] = [stage.arrives(), slash("form")];
    await arrived;
    await stage.passTwoSeconds();
    const { message, ephemeral } = seenIn(await outcome);
    expect(textOf(message)).toBe("That took too long to open. Please use /form again.");
    expect(ephemeral).toBe(true);
    opening.resolve(succeed(openForm(zoneForm)));
    expect((await stage.ada.slashForModal("form")).data.title).toBe("Your zone");
    expect(stage.logged).toEqual([]);
  });

  it("that a button opens too slowly leaves the same button to try again", async () => {
    const shown = await stage.ada.slash("menu");
    const [arrived, outcome] = [stage.arrives(), stage.ada.press(shown, "Open")];
    await arrived;
    await stage.passTwoSeconds();
    const asked = await outcome;
    expect(asked.id).not.toBe(shown.id);
    expect(labelsOf(asked)).toEqual(["Try again"]);
    opening.resolve(succeed(openForm(zoneForm)));
    expect((await stage.ada.pressForModal(asked, "Try again")).data.title).toBe("Your zone");
  });

  it("that a menu opens too slowly can be chosen again", async () => {
    const shown = await stage.ada.slash("menu");
    const [arrived, outcome] = [stage.arrives(), stage.ada.choose(shown, "Which", "This")];
    await arrived;
    await stage.passTwoSeconds();
    expect(textOf(await outcome)).toBe("That took too long to open. Please choose again.");
    opening.resolve(succeed(openForm(zoneForm)));
    expect((await stage.ada.chooseForModal(shown, "Which", "This")).data.title).toBe("Your zone");
  });

  it("that fails to open after the member was told is still logged", async () => {
    const [arrived, outcome] = [stage.arrives(), slash("form")];
    await arrived;
    await stage.passTwoSeconds();
    await outcome;
    opening.reject(new Error("a secret detail"));
    await expect.poll(() => stage.logged).toMatchObject([{ fields: { asked: "form" }, message: "a handler threw" }]);
  });
});

describe("problems", () => {
  it("of a command are phrased for the member alone, even if the command is public", async () => {
    pending.resolve(fail({ kind: "too-many-reminders", limit: 20 }));
    const told = seenIn(await slash("board"));
    expect(textOf(told.message)).toContain("You have 20 reminders");
    expect(told.ephemeral).toBe(true);
    expect(seenByGrace()).not.toContain(told.message.id);
  });

  it("of a press leave the pressed message as it is", async () => {
    const shown = await stage.ada.slash("menu");
    const told = await stage.ada.press(shown, "Refuse");
    expect(told.id).not.toBe(shown.id);
    expect(textOf(told)).toContain("belongs to another member");
    expect(stage.ada.seen().find(({ message }) => message.id === shown.id)?.message).toEqual(shown);
  });

  it("of a slow press are in a message of their own, too", async () => {
    const shown = await stage.ada.slash("menu");
    const said = stage.ada.hears(/belongs to another member/);
    const [arrived, outcome] = [stage.arrives(), stage.ada.outcome(shown, "Wait")];
    await arrived;
    await stage.passTwoSeconds();
    pending.resolve(fail({ kind: "not-yours" }));
    await said;
    await outcome;
    expect(stage.ada.seen().find(({ message }) => message.id === shown.id)?.message).toEqual(shown);
  });

  it("of a slow public command replace the public thinking message", async () => {
    const requests: string[] = [];
    const said = new Promise<void>((resolve) => {
      const off = stage.sandbox.actor.on((event) => {
        if (event.kind !== "wire" || !event.entry.what.includes("/webhooks/")) return;
        requests.push(event.entry.what);
        if (!event.entry.what.startsWith("POST")) return;
        off();
        resolve();
      });
    });
    const [arrived, outcome] = [stage.arrives(), slash("board")];
    await arrived;
    const thinking = stage.thinks();
    await stage.passTwoSeconds();
    await thinking;
    const before = seenByGrace();
    pending.resolve(fail({ kind: "too-many-reminders", limit: 20 }));
    await said;
    await outcome;
    // A follow-up sent first would fill the thinking message, and all would read it.
    expect(requests.map((what) => what.split(" ")[0])).toEqual(["DELETE", "POST"]);
    expect(seenByGrace()).toEqual(before.slice(0, -1));
  });

  it("come through the value that would have become a reply", () => {
    const problem = fail({ kind: "not-yours" });
    expect(mapResult(problem, () => reply(menu("never")))).toEqual(problem);
    expect(mapResult(succeed("x"), (content) => content.length)).toEqual(succeed(1));
  });
});

describe("hooks after the reply", () => {
  const notice = (content: string) => async () => view("reminder", text(content));

  it("follow a command, knowing who asked", async () => {
    hook = notice("By the way");
    const heard = stage.ada.hears(/By the way/);
    await stage.ada.slash("menu");
    const said = await heard;
    expect(replied).toMatchObject([{ userId: stage.ada.userId, guildId: stage.guildId, enrolmentId: null }]);
    expect(seenByGrace()).not.toContain(said.id);
  });

  it("follow a press, knowing the enrolment that it names", async () => {
    const shown = await stage.ada.slash("menu");
    await stage.settles();
    hook = notice("By the way");
    const heard = stage.ada.hears(/By the way/);
    pending.resolve(succeed(update(menu("Updated"))));
    expect(textOf(await stage.ada.press(shown, "Wait"))).toContain("Updated");
    await heard;
    expect(replied).toMatchObject([{ enrolmentId: null }, { guildId: stage.guildId, enrolmentId: 12 }]);
  });

  it("follow a press in a direct message", async () => {
    await stage.client.users.send(stage.ada.userId, {
      components: encodeView(menu("Hello")),
      flags: MessageFlags.IsComponentsV2,
    });
    const [message] = stage.ada.directMessages();
    if (message === undefined) throw new Error("no direct message");
    const heard = stage.ada.hears(/By the way/);
    hook = notice("By the way");
    pending.resolve(succeed(update(menu("Updated"))));
    expect(textOf(await stage.ada.press(message, "Wait"))).toContain("Updated");
    await heard;
    expect(replied).toMatchObject([{ userId: stage.ada.userId, guildId: null, enrolmentId: 12 }]);
  });

  it("wait until a form was submitted", async () => {
    opening.resolve(succeed(openForm(zoneForm)));
    const modal = await stage.ada.slashForModal("form");
    await stage.settles();
    expect(replied).toEqual([]);
    await stage.ada.submit(modal, { zone: "UTC" });
    await stage.settles();
    expect(replied).toHaveLength(1);
  });

  it("that throw are logged, and the reply stays", async () => {
    hook = () => Promise.reject(new Error("a secret detail"));
    const shown = await stage.ada.slash("menu");
    await stage.settles();
    expect(stage.logged).toMatchObject([{ message: "a hook failed after the reply" }]);
    expect(String(stage.logged[0]?.fields.error)).toContain("a secret detail");
    const own = stage.ada.seen().filter(({ message }) => message.id >= shown.id);
    expect(own.map(({ message }) => textOf(message))).toEqual(["Choose"]);
  });
});
