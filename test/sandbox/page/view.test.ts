import {
  type APIApplicationCommand,
  type APIMessage,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ComponentType,
  MessageFlags,
  MessageType,
  TextInputStyle,
} from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import { viewCommands, viewContextCommands } from "../../../src/sandbox/page/view-command.ts";
import { localPath } from "../../../src/sandbox/page/view-media.ts";
import { viewMessage } from "../../../src/sandbox/page/view-message.ts";
import { viewModal } from "../../../src/sandbox/page/view-modal.ts";

const AUTHOR = { id: "1", username: "ada", discriminator: "0", global_name: "Ada", avatar: null };

function message(part: Partial<APIMessage>): APIMessage {
  return {
    id: "2",
    channel_id: "3",
    author: AUTHOR,
    content: "",
    timestamp: "2026-03-01T10:00:00.000Z",
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: [],
    embeds: [],
    pinned: false,
    type: 0,
    ...part,
  };
}

function view(part: Partial<APIMessage>) {
  return viewMessage({ message: message(part), ephemeral: false, thinking: false });
}

function command(part: Partial<APIApplicationCommand>): APIApplicationCommand {
  return {
    id: "1",
    application_id: "2",
    type: ApplicationCommandType.ChatInput,
    name: "remind",
    description: "Reminders",
    default_member_permissions: null,
    version: "1",
    ...part,
  };
}

describe("a mention", () => {
  const texts = (mentions: APIMessage["mentions"]) => {
    const shown = view({
      content: "<@100000000000000007>",
      embeds: [{ description: "<@100000000000000007>" }],
      components: [
        {
          type: ComponentType.Container,
          components: [
            { type: ComponentType.TextDisplay, content: "**<@100000000000000007>**" },
            {
              type: ComponentType.Section,
              components: [{ type: ComponentType.TextDisplay, content: "<@100000000000000007>" }],
              accessory: { type: ComponentType.Thumbnail, media: { url: "https://example.com/a.png" } },
            },
          ],
        },
      ],
      mentions,
    });
    return JSON.stringify(shown);
  };

  test("of someone whom the message may not ping is of an unknown user, in every text", () => {
    const shown = texts([]);
    expect(shown.match(/@unknown-user/g)).toHaveLength(4);
    expect(shown).not.toContain('"kind":"user"');
  });

  test("of someone in the message's mentions shows them", () => {
    const shown = texts([{ ...AUTHOR, id: "100000000000000007" }]);
    expect(shown.match(/{"kind":"user","id":"100000000000000007"}/g)).toHaveLength(4);
  });
});

describe("commands", () => {
  test("a subcommand, in a group or not, has its own line instead of its command's", () => {
    const { Subcommand, SubcommandGroup } = ApplicationCommandOptionType;
    const lines = viewCommands([
      command({
        options: [
          { type: Subcommand, name: "list", description: "What is set" },
          {
            type: SubcommandGroup,
            name: "every",
            description: "Again and again",
            options: [{ type: Subcommand, name: "week", description: "Each week" }],
          },
        ],
      }),
      command({ name: "about", description: "What this is" }),
      command({ name: "Remind", type: ApplicationCommandType.Message, description: "" }),
    ]);
    expect(lines.map((line) => [line.name, line.subcommandGroup, line.subcommand, line.description])).toEqual([
      ["about", null, null, "What this is"],
      ["remind", null, "list", "What is set"],
      ["remind", "every", "week", "Each week"],
    ]);
  });
});

describe("context menus", () => {
  test("commands for members and messages are listed there, by name, and nowhere else", () => {
    const commands = [
      command({ name: "Thank", type: ApplicationCommandType.User, description: "" }),
      command({ name: "Keep", type: ApplicationCommandType.Message, description: "" }),
      command({}),
    ];
    expect(viewContextCommands(commands)).toEqual([
      { name: "Keep", on: "message" },
      { name: "Thank", on: "member" },
    ]);
  });
});

describe("media", () => {
  test.each([
    ["http://127.0.0.1:4310/cdn/attachments/1/2/a.png?ex=1", "/cdn/attachments/1/2/a.png?ex=1"],
    ["http://localhost:4310/cdn/a.png", "/cdn/a.png"],
    ["https://cdn.example/a.png", null],
    ["https://127.0.0.1/a.png", null],
    ["javascript:alert(1)", null],
  ])("%s is loaded from %s", (address, path) => {
    expect(localPath(address)).toBe(path);
  });

  test("a file that an embed or a component shows is not shown again below the message", () => {
    const url = "http://127.0.0.1:4310/cdn/attachments/3/9/a.png";
    const attachments = [{ id: "9", filename: "a.png", size: 3, url, proxy_url: url, content_type: "image/png" }];
    expect(view({ attachments }).attachments).toMatchObject([{ name: "a.png", image: true, bytes: 3 }]);
    expect(view({ attachments, embeds: [{ image: { url } }] }).attachments).toEqual([]);
    const shown = view({
      attachments,
      components: [{ type: ComponentType.MediaGallery, items: [{ media: { url } }] }],
      flags: MessageFlags.IsComponentsV2,
    });
    expect(shown.attachments).toEqual([]);
    expect(shown.components).toMatchObject([{ kind: "gallery", items: [{ name: "a.png" }] }]);
  });
});

describe("messages", () => {
  test("a response to a command names the member who used it; any other message does not", () => {
    const interaction = { id: "4", type: 2, name: "remind list", user: AUTHOR };
    expect(view({ interaction }).usedCommand).toMatchObject({ person: { name: "Ada" }, name: "remind list" });
    expect(view({}).usedCommand).toBeNull();
    expect(view({ interaction }).usedCommand?.slash).toBe(true);
    expect(view({ interaction, type: MessageType.ContextMenuCommand }).usedCommand?.slash).toBe(false);
  });

  test("an accent colour of 0 is black, and a missing one is no colour", () => {
    const container = (accent: number | null) =>
      view({ components: [{ type: ComponentType.Container, accent_color: accent, components: [] }] }).components[0];
    expect(container(0)).toMatchObject({ colour: "#000000" });
    expect(container(null)).toMatchObject({ colour: null });
  });
});

describe("modals", () => {
  test("labelled fields and those in older rows look the same", () => {
    const input = { type: ComponentType.TextInput, custom_id: "name", style: TextInputStyle.Short } as const;
    const modal = viewModal({
      id: "1",
      data: {
        custom_id: "form",
        title: "Form",
        components: [
          { type: ComponentType.Label, label: "Name", component: input },
          { type: ComponentType.ActionRow, components: [{ ...input, label: "Name", required: false }] },
        ],
      },
    });
    const [labelled, older] = modal.parts;
    expect(labelled).toMatchObject({ kind: "field", label: "Name", required: true });
    expect(older).toEqual({ ...labelled, required: false });
  });
});
