import { describe, expect, test } from "vitest";
import { compareIds, placeMessage } from "../../../src/sandbox/page/client/message-order.ts";
import { dayOf, formatMessageTime, formatRelative } from "../../../src/sandbox/page/client/time-text.ts";
import { viewMessage } from "../../../src/sandbox/page/view-message.ts";

const NOON = Date.UTC(2026, 2, 10, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe("relative times", () => {
  test.each([
    [0, "in 0 seconds"],
    [59 * 1000, "in 59 seconds"],
    [MINUTE, "in 1 minute"],
    [59 * MINUTE + 50_000, "in 1 hour"],
    [-90 * MINUTE, "2 hours ago"],
    [23 * HOUR + 40 * MINUTE, "in 1 day"],
    [-29 * DAY, "29 days ago"],
    [45 * DAY, "in 2 months"],
    [-800 * DAY, "2 years ago"],
  ])("%d ms from now is %s", (distance, text) => {
    expect(formatRelative(NOON + distance, NOON)).toBe(text);
  });
});

test("a message of today and of yesterday says so, any other has its date", () => {
  const text = (instant: number) => formatMessageTime(instant, dayOf(NOON), NOON);
  expect(text(NOON - HOUR)).toMatch(/^Today at /);
  expect(text(NOON - DAY)).toMatch(/^Yesterday at /);
  expect(text(NOON - 2 * DAY)).not.toMatch(/day at/);
});

describe("the order of messages", () => {
  const author = { id: "1", username: "ada", discriminator: "0", global_name: null, avatar: null };
  const message = (id: string, content = "") =>
    viewMessage({
      ephemeral: false,
      thinking: false,
      message: {
        id,
        channel_id: "1",
        author,
        content,
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
      },
    });

  test("ids are numbers, however long they are", () => {
    expect(["10", "9", "100", "11"].toSorted(compareIds)).toEqual(["9", "10", "11", "100"]);
  });

  test("a message is placed by its id, and its newer version replaces the older one", () => {
    const messages = ["9", "100", "10"].reduce<ReturnType<typeof placeMessage>>(
      (placed, id) => placeMessage(placed, message(id)),
      [],
    );
    expect(messages.map(({ id }) => id)).toEqual(["9", "10", "100"]);
    const edited = placeMessage(messages, message("10", "edited"));
    expect(edited.map(({ id, content }) => [id, content.length])).toEqual([
      ["9", 0],
      ["10", 1],
      ["100", 0],
    ]);
  });
});
