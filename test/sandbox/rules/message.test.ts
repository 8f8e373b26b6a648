import { describe, expect, test } from "vitest";
import { problemsIn, useSandbox } from "./refusals.ts";

const V2 = 1 << 15;
const text = (content: string) => ({ type: 10, content });
const { post, patch, request, sandbox } = useSandbox();

describe("a message is refused", () => {
  test.each<[string, object, string]>([
    ["over 2,000 characters", { content: "a".repeat(2001) }, "content BASE_TYPE_MAX_LENGTH"],
    ["with content that is not a text", { content: { a: 1 } }, "content STRING_TYPE_CONVERT"],
    ["with a nonce over 25 characters", { content: "a", nonce: "n".repeat(26) }, "nonce NONCE_TYPE_TOO_LONG"],
    ["with a nonce that is neither text nor number", { content: "a", nonce: {} }, "nonce NONCE_TYPE_INVALID_TYPE"],
    ["with embeds that are not a list", { embeds: {} }, "embeds LIST_TYPE_CONVERT"],
    ["with an embed that is not an object", { embeds: ["a"] }, "embeds.0 DICT_TYPE_CONVERT"],
    ["over 10 embeds", { embeds: Array(11).fill({ title: "a" }) }, "embeds BASE_TYPE_MAX_LENGTH"],
    ["with an empty embed", { embeds: [{}] }, "embeds.0.description BASE_TYPE_REQUIRED"],
    ["with an embed title over 256", { embeds: [{ title: "a".repeat(257) }] }, "embeds.0.title BASE_TYPE_MAX_LENGTH"],
    [
      "with an embed description over 4,096",
      { embeds: [{ description: "a".repeat(4097) }] },
      "embeds.0.description BASE_TYPE_MAX_LENGTH",
    ],
    [
      "with over 25 embed fields",
      { embeds: [{ fields: Array(26).fill({ name: "a", value: "b" }) }] },
      "embeds.0.fields BASE_TYPE_MAX_LENGTH",
    ],
    [
      "with an embed field without a value",
      { embeds: [{ fields: [{ name: "a" }] }] },
      "embeds.0.fields.0.value BASE_TYPE_REQUIRED",
    ],
    [
      "with an embed field name over 256",
      { embeds: [{ fields: [{ name: "a".repeat(257), value: "b" }] }] },
      "embeds.0.fields.0.name BASE_TYPE_MAX_LENGTH",
    ],
    [
      "with an embed field value over 1,024",
      { embeds: [{ fields: [{ name: "a", value: "b".repeat(1025) }] }] },
      "embeds.0.fields.0.value BASE_TYPE_MAX_LENGTH",
    ],
    [
      "with an embed footer over 2,048",
      { embeds: [{ footer: { text: "a".repeat(2049) } }] },
      "embeds.0.footer.text BASE_TYPE_MAX_LENGTH",
    ],
    [
      "with an embed author over 256",
      { embeds: [{ author: { name: "a".repeat(257) } }] },
      "embeds.0.author.name BASE_TYPE_MAX_LENGTH",
    ],
    [
      "with embeds over 6,000 characters together",
      { embeds: [{ description: "a".repeat(4000) }, { description: "b".repeat(2001) }] },
      "embeds MAX_EMBED_SIZE_EXCEEDED",
    ],
    [
      "with an embed link that is not a link",
      { embeds: [{ title: "a", url: "nowhere" }] },
      "embeds.0.url URL_TYPE_INVALID_URL",
    ],
    [
      "with an embed link of another scheme",
      { embeds: [{ title: "a", url: "ftp://example.com" }] },
      "embeds.0.url URL_TYPE_INVALID_SCHEME",
    ],
    [
      "with an embed colour out of range",
      { embeds: [{ title: "a", color: 2 ** 24 }] },
      "embeds.0.color NUMBER_TYPE_MAX",
    ],
    [
      "with an embed time that is not a time",
      { embeds: [{ title: "a", timestamp: "yesterday" }] },
      "embeds.0.timestamp DATE_TIME_TYPE_PARSE",
    ],
    [
      "with allowed mentions that contradict one another",
      { content: "a", allowed_mentions: { parse: ["users"], users: ["1"] } },
      "allowed_mentions MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
    ],
    [
      "with allowed mentions of a kind that does not exist",
      { content: "a", allowed_mentions: { parse: ["pets"] } },
      "allowed_mentions.parse.0 BASE_TYPE_CHOICES",
    ],
    [
      "with an attachment that was not uploaded",
      { content: "a", attachments: [{ id: "0", filename: "a.png" }] },
      "attachments.0.id ATTACHMENT_NOT_FOUND",
    ],
    [
      "with content beside Components V2",
      { content: "a", flags: V2, components: [text("b")] },
      "content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    ],
    [
      "with embeds beside Components V2",
      { embeds: [{ title: "a" }], flags: V2, components: [text("b")] },
      "embeds MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    ],
  ])("%s", async (_what, body, problem) => {
    const refused = await post(body);
    expect(refused).toMatchObject({ status: 400, body: { code: 50035, message: "Invalid Form Body" } });
    expect(problemsIn(refused.body)).toEqual([problem]);
  });

  test.each<[string, object]>([
    ["with nothing in it", {}],
    ["with blanks only", { content: " \n " }],
    ["of Components V2 without components", { flags: V2, components: [] }],
  ])("%s: 50006", async (_what, body) => {
    expect(await post(body)).toEqual({ status: 400, body: { message: "Cannot send an empty message", code: 50006 } });
  });

  test("with a file over 10 MiB: 40005", async () => {
    const form = new FormData();
    form.set("files[0]", new Blob([new Uint8Array(10 * 1024 * 1024 + 1)]), "large.bin");
    const { apiUrl, actor } = sandbox();
    const channelId = actor.channels({ guildId: actor.guilds()[0]?.id ?? "" })[0]?.id;
    const response = await fetch(`${apiUrl}/v10/channels/${channelId}/messages`, {
      method: "POST",
      headers: { authorization: "Bot a-token" },
      body: form,
    });
    expect([response.status, JSON.parse(await response.text()).code]).toEqual([413, 40005]);
  });

  test("in a request over 25 MiB, whose refusal still arrives: 40005", async () => {
    const response = await fetch(`${sandbox().apiUrl}/v10/users/@me/channels`, {
      method: "POST",
      headers: { authorization: "Bot a-token" },
      body: new Uint8Array(40 * 1024 * 1024),
    });
    expect([response.status, JSON.parse(await response.text()).code]).toEqual([413, 40005]);
  });

  test("with every problem named at once", async () => {
    const refused = await post({ content: "a".repeat(2001), nonce: "n".repeat(26), embeds: [{ title: 1 }] });
    expect(problemsIn(refused.body)).toEqual([
      "content BASE_TYPE_MAX_LENGTH",
      "embeds.0.title STRING_TYPE_CONVERT",
      "embeds.0.description BASE_TYPE_REQUIRED",
      "nonce NONCE_TYPE_TOO_LONG",
    ]);
  });
});

describe("a message is accepted", () => {
  test.each<[string, object]>([
    ["of exactly 2,000 characters", { content: "a".repeat(2000) }],
    ["of 2,000 emoji, which are more UTF-16 units", { content: "🦀".repeat(2000) }],
    ["with a nonce of 25 characters", { content: "a", nonce: "n".repeat(25) }],
    [
      "with embeds of exactly 6,000 characters",
      { embeds: [{ description: "a".repeat(4000), footer: { text: "b".repeat(2000) } }] },
    ],
    ["with empty legacy fields beside Components V2", { content: "", embeds: [], flags: V2, components: [text("a")] }],
    ["with mentions of named users only", { content: "a", allowed_mentions: { parse: ["roles"], users: ["1"] } }],
  ])("%s", async (_what, body) => {
    expect((await post(body)).status).toBe(200);
  });
});

describe("an edit", () => {
  const sent = async (body: object) => (await post(body)).body.id;

  test("cannot take the Components V2 flag away, by leaving it out or by content", async () => {
    const id = await sent({ flags: V2, components: [text("a")] });
    const problem = "flags MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG";
    expect(problemsIn((await patch(id, { flags: 0, components: [] })).body)).toEqual([problem]);
    expect(problemsIn((await patch(id, { content: "a" })).body)).toEqual([problem]);
    expect((await patch(id, { flags: V2, components: [text("b")] })).body.components[0].content).toBe("b");
  });

  test("needs the flag for V2 components", async () => {
    const id = await sent({ content: "a" });
    expect(problemsIn((await patch(id, { components: [text("b")] })).body)).toEqual([
      "components.0.type UNION_TYPE_CHOICES",
    ]);
  });

  test("can turn a message into Components V2 only if it clears the content", async () => {
    const id = await sent({ content: "a" });
    const components = [text("b")];
    expect(problemsIn((await patch(id, { flags: V2, components })).body)).toEqual([
      "content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    ]);
    expect((await patch(id, { flags: V2, content: null, components })).body).toMatchObject({ content: "", flags: V2 });
  });

  test("cannot leave the message empty", async () => {
    const id = await sent({ content: "a" });
    expect((await patch(id, { content: "" })).body.code).toBe(50006);
  });

  test("of what someone else wrote is refused: 50005", async () => {
    const { actor } = sandbox();
    const guildId = actor.guilds()[0]?.id ?? "";
    const channelId = actor.channels({ guildId })[0]?.id ?? "";
    const userId = actor.members(guildId)[0]?.user.id ?? "";
    const said = await actor.say({ userId, channelId, content: "Mine" });
    expect((await patch(said.message.id, { content: "Yours" })).body.code).toBe(50005);
  });
});

describe("what does not exist", () => {
  test.each([
    ["a channel", "GET", "/channels/1", undefined, 404, 10003],
    ["a channel to write to", "POST", "/channels/1/messages", { content: "a" }, 404, 10003],
    ["a server", "GET", "/guilds/1", undefined, 404, 10004],
    ["a user", "GET", "/users/1", undefined, 404, 10013],
    ["someone to write to", "POST", "/users/@me/channels", { recipient_id: "1" }, 400, 50033],
    ["an address", "GET", "/nowhere", undefined, 404, 0],
    ["a method", "DELETE", "/gateway", undefined, 405, 0],
  ])("%s", async (_what, method, path, body, status, code) => {
    expect(await request(method, path, body)).toMatchObject({ status, body: { code } });
  });

  test("a message: 10008", async () => {
    expect((await patch("1", { content: "a" })).body.code).toBe(10008);
  });

  test("an API version of the past", async () => {
    const response = await fetch(`${sandbox().apiUrl}/v6/gateway`);
    expect(response.status).toBe(400);
  });

  test("a body that is not JSON: 50109", async () => {
    const response = await fetch(`${sandbox().apiUrl}/v10/users/@me/channels`, {
      method: "POST",
      headers: { authorization: "Bot a-token", "content-type": "application/json" },
      body: "{",
    });
    expect(JSON.parse(await response.text()).code).toBe(50109);
  });
});
