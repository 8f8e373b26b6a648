import { PermissionFlagsBits } from "discord-api-types/v10";
import type { AttachmentContext } from "../../messages/attachments.ts";
import { readDraft, readEdit } from "../../messages/draft.ts";
import type { MessageRoom } from "../../messages/message-room.ts";
import { refuse } from "../../refusal.ts";
import { Form } from "../../rules/form.ts";
import type { StoredMessage } from "../../state/channel-log.ts";
import { permissionsIn } from "../../state/permissions.ts";
import type { AnyChannel, World } from "../../state/world.ts";
import type { OpeningLimit } from "../opening-limit.ts";
import type { Call, Reply, Route } from "../router.ts";
import { noContent, ok } from "../router.ts";
import { pageOf, withoutNonce } from "./message-page.ts";

export type ChannelParts = {
  world: World;
  messages: MessageRoom;
  cdnUrl: string;
  /** Null: direct messages may be opened without a limit. */
  openings: OpeningLimit | null;
};

/** Channels, including direct ones, and their messages. */
export function channelRoutes({ world, messages, cdnUrl, openings }: ChannelParts): Route[] {
  /** @throws Refusal 10003, 50001 or 50013 */
  function channelOf({ params }: Call, needed = 0n): AnyChannel {
    const channel = world.channels.get(params.channel ?? "");
    if (!channel) throw refuse(10003);
    const guild = world.guildOf(channel);
    if (!guild) return channel;
    const bot = guild.members.get(world.bot.id);
    if (!bot) throw refuse(50001);
    const permissions = permissionsIn(guild, bot, channel);
    if (!(permissions & PermissionFlagsBits.ViewChannel)) throw refuse(50001);
    if ((permissions & needed) !== needed) throw refuse(50013);
    return channel;
  }

  /** An ephemeral message cannot be reached here, only through its interaction's token. */
  function messageOf(call: Call): StoredMessage {
    const stored = world.message(channelOf(call).id, call.params.message ?? "");
    if (!stored || stored.onlyFor !== null) throw refuse(10008);
    return stored;
  }

  function attachmentContext(channel: AnyChannel): AttachmentContext {
    return { cdnUrl, channelId: channel.id, ephemeral: false, snowflakes: world.snowflakes };
  }

  function openDirect({ body }: Call): Reply {
    const form = new Form(body);
    form.require("recipient_id");
    const user = world.users.get(form.snowflake("recipient_id") ?? "");
    form.problems.throwIfAny();
    if (!user || world.deletedAccounts.has(user.id)) throw refuse(50033);
    if (user.id === world.bot.id) throw refuse(50007);
    if (!world.directChannelOf(user.id) && openings?.take(performance.now()) === false) throw refuse(40003);
    return ok(world.openDirectChannel(user));
  }

  function post(call: Call): Reply {
    const files = call.uploads.size > 0 ? PermissionFlagsBits.AttachFiles : 0n;
    const channel = channelOf(call, PermissionFlagsBits.SendMessages | files);
    const draft = readDraft(new Form(call.body), call.uploads, attachmentContext(channel));
    if (!("guild_id" in channel)) {
      const recipient = channel.recipients?.[0];
      if (recipient && !world.sharesGuildWith(recipient.id)) throw refuse(50278);
      if (!recipient || world.closedDirectMessages.has(recipient.id)) throw refuse(50007);
    }
    return ok(messages.post(draft, { channel, author: world.bot }).message);
  }

  function edit(call: Call): Reply {
    const stored = messageOf(call);
    if (stored.message.author.id !== world.bot.id) throw refuse(50005);
    messages.edit(
      stored,
      readEdit(new Form(call.body), call.uploads, attachmentContext(channelOf(call)), stored.message),
    );
    return ok(stored.message);
  }

  function remove(call: Call): Reply {
    const stored = messageOf(call);
    if (stored.message.author.id !== world.bot.id) {
      const channel = channelOf(call, PermissionFlagsBits.ManageMessages);
      if (!("guild_id" in channel)) throw refuse(50013);
    }
    messages.remove(stored);
    return noContent;
  }

  function typing(call: Call): Reply {
    channelOf(call, PermissionFlagsBits.SendMessages);
    return noContent;
  }

  const all = "/channels/{channel}/messages";
  return [
    { method: "POST", pattern: "/users/@me/channels", handle: openDirect },
    { method: "GET", pattern: "/channels/{channel}", handle: (call) => ok(channelOf(call)) },
    { method: "POST", pattern: "/channels/{channel}/typing", handle: typing },
    { method: "GET", pattern: all, handle: (call) => ok(pageOf(world.messagesIn(channelOf(call).id), call.query)) },
    { method: "POST", pattern: all, handle: post },
    { method: "GET", pattern: `${all}/{message}`, handle: (call) => ok(withoutNonce(messageOf(call).message)) },
    { method: "PATCH", pattern: `${all}/{message}`, handle: edit },
    { method: "DELETE", pattern: `${all}/{message}`, handle: remove },
  ];
}
