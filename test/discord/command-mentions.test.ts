import { ApplicationCommandOptionType, ApplicationCommandType, MessageFlags } from "discord.js";
import { describe, expect, it } from "vitest";
import { succeed } from "../../src/coach/problem.ts";
import { createCodec } from "../../src/discord/actions/codec.ts";
import { pressed } from "../../src/discord/actions/declare.ts";
import { command } from "../../src/discord/command.ts";
import { createCommandMentions } from "../../src/discord/command-mentions.ts";
import { encodeView, row, text, thumbnail, type View, view } from "../../src/discord/message.ts";
import { createPressables } from "../../src/discord/pressables.ts";
import { reply } from "../../src/discord/reply.ts";
import { textOf } from "../e2e/support/acting.ts";
import { setStage } from "./support/stage.ts";

const subcommand = (name: string) => ({
  type: ApplicationCommandOptionType.Subcommand as const,
  name,
  description: "S",
});
const registered = [
  { id: "11", name: "learn", type: ApplicationCommandType.ChatInput, options: [] },
  { id: "12", name: "remind", type: ApplicationCommandType.ChatInput, options: [subcommand("list")] },
  { id: "13", name: "quiz", type: ApplicationCommandType.Message },
];

function write(content: string): string {
  const mentions = createCommandMentions();
  mentions.keep(registered);
  return contentOf(mentions.write(view("plain", text(content))));
}

function contentOf(shown: View): string {
  const [container] = shown.components;
  const [part] = container !== undefined && "components" in container ? container.components : [];
  return part !== undefined && "content" in part ? part.content : "";
}

describe("a command in a view", () => {
  it.each([
    ["Use `/learn`, then `/learn`.", "Use </learn:11>, then </learn:11>."],
    ["`/remind list` lists them", "</remind list:12> lists them"],
    ["`/remind` alone cannot be used", "`/remind` alone cannot be used"],
    ["`/quiz` is in a menu", "`/quiz` is in a menu"],
    ["`learn` and /learn are words", "`learn` and /learn are words"],
    ["`` a `/learn` in code ``", "`` a `/learn` in code ``"],
    ["```\n`/learn`\n``` and `/learn`", "```\n`/learn`\n``` and </learn:11>"],
  ])("%s is written as %s", (content, written) => {
    expect(write(content)).toBe(written);
  });

  it("stays as it is while no ids are known", () => {
    expect(contentOf(createCommandMentions().write(view("plain", text("`/learn`"))))).toBe("`/learn`");
  });

  it("is mentioned beside a picture, too", () => {
    const mentions = createCommandMentions();
    mentions.keep(registered);
    const shown = mentions.write(view("plain", thumbnail({ name: "a.png" }, "`/learn`")));
    expect(JSON.stringify(shown)).toContain("</learn:11>");
  });

  it("stays as it is if the mentions would make the message too long", () => {
    const long = `${"x".repeat(3_990)}\`/learn\``;
    expect(write(long)).toBe(long);
  });
});

describe("a reply", () => {
  const feature = { again: pressed({}) };
  const actions = createCodec(feature);
  const { button } = createPressables(actions);
  const say = () => reply(view("plain", text("`/say` again"), row(button("Again", { kind: "again" }))));

  it("mentions commands in a server, and names them in a direct message", async () => {
    const stage = await setStage({
      commands: [command({ name: "say", description: "Says", options: {}, run: async () => succeed(say()) })],
      actions,
      presses: { again: async () => succeed(say()) },
    });
    try {
      const shown = await stage.ada.slash("say");
      expect(JSON.stringify(shown.components)).toMatch(/<\/say:\d+> again/);
      expect(textOf(shown)).toBe("/say again");
      await stage.client.users.send(stage.ada.userId, {
        components: encodeView(say().view),
        flags: MessageFlags.IsComponentsV2,
      });
      const [message] = stage.ada.directMessages();
      const inDirect = message && (await stage.ada.press(message, "Again"));
      expect(inDirect && textOf(inDirect)).toBe("`/say` again");
    } finally {
      await stage.close();
    }
  });
});
