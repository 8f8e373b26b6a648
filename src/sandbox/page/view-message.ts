import { type APIMessage, type APIUser, InteractionType, MessageFlags, MessageType } from "discord-api-types/v10";
import type { SeenMessage } from "../contract.ts";
import { parseMarkdown } from "./markdown.ts";
import type { AttachmentView, MessageView, PersonView } from "./view.ts";
import { viewComponent } from "./view-component.ts";
import { viewEmbed } from "./view-embed.ts";
import { viewAttachment } from "./view-media.ts";

const EXCERPT_LENGTH = 120;

export function viewPerson(user: APIUser, nick: string | null = null): PersonView {
  return {
    id: user.id,
    name: nick ?? user.global_name ?? user.username,
    avatar: user.avatar ? `/cdn/avatars/${user.id}/${user.avatar}.png` : null,
    bot: user.bot ?? false,
  };
}

function viewUsedCommand(message: APIMessage): MessageView["usedCommand"] {
  const { interaction } = message;
  if (interaction?.type !== InteractionType.ApplicationCommand) return null;
  return {
    person: viewPerson(interaction.user, interaction.member?.nick),
    name: interaction.name,
    slash: message.type !== MessageType.ContextMenuCommand,
  };
}

function viewReply(message: APIMessage): MessageView["reply"] {
  const original = message.referenced_message;
  if (!original) return null;
  const excerpt = original.content.replaceAll(/\s+/g, " ").trim();
  return {
    author: viewPerson(original.author),
    excerpt: excerpt.length > EXCERPT_LENGTH ? `${excerpt.slice(0, EXCERPT_LENGTH)}…` : excerpt,
  };
}

/** Files that embeds or components show are not shown again below the message. */
function viewAttachments(message: APIMessage): AttachmentView[] {
  if ((message.flags ?? 0) & MessageFlags.IsComponentsV2) return [];
  const embedded = new Set(message.embeds.flatMap(({ image, thumbnail }) => [image?.url, thumbnail?.url]));
  return message.attachments.filter(({ url }) => !embedded.has(url)).map(viewAttachment);
}

export function viewMessage({ message, ephemeral, thinking }: SeenMessage): MessageView {
  // Discord sends clients only the users that a message may ping; any other mention may read "@unknown-user".
  const mentioned = new Set(message.mentions.map(({ id }) => id));
  return {
    id: message.id,
    channelId: message.channel_id,
    author: viewPerson(message.author),
    at: Date.parse(message.timestamp),
    editedAt: message.edited_timestamp ? Date.parse(message.edited_timestamp) : null,
    ephemeral,
    thinking,
    usedCommand: viewUsedCommand(message),
    reply: viewReply(message),
    content: parseMarkdown(message.content, mentioned),
    embeds: message.embeds.map((embed) => viewEmbed(embed, mentioned)),
    attachments: viewAttachments(message),
    components: (message.components ?? []).map((component) => viewComponent(component, mentioned)),
  };
}
