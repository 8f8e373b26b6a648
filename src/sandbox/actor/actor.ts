import type { APIApplicationCommand, APIAttachment, APIUser } from "discord-api-types/v10";
import { ApplicationCommandType, InteractionType } from "discord-api-types/v10";
import { ActError } from "../act-error.ts";
import type { Actor, Completion, ContextMenuInput, Faults, GivenFile, Outcome, SlashInput } from "../contract.ts";
import type { NewInteraction, Settlement } from "../interactions/interaction.ts";
import { resolveIds } from "../interactions/interaction.ts";
import type { Interactions } from "../interactions/interactions.ts";
import { toSeen } from "../interactions/respond.ts";
import { readDraft } from "../messages/draft.ts";
import type { HandedFiles } from "../messages/handed-files.ts";
import type { MessageRoom } from "../messages/message-room.ts";
import { Form } from "../rules/form.ts";
import type { AnyChannel, World } from "../state/world.ts";
import { canSee, channelFor, commandFor, commandsIn, guildOf, messageFor, userOf } from "./access.ts";
import { toCommandData } from "./command-input.ts";
import { checkPicked, findButton, findSelect } from "./component-input.ts";
import { toModalData } from "./modal-input.ts";

export type ActorParts = {
  world: World;
  interactions: Interactions;
  messages: MessageRoom;
  handedFiles: HandedFiles;
  cdnUrl: string;
  faults: Faults;
  /** Reports everything that members can see. */
  on: Actor["on"];
};

export function createActor({ world, interactions, messages, handedFiles, cdnUrl, faults, on }: ActorParts): Actor {
  async function perform(
    begun: NewInteraction,
  ): Promise<{ settlement: Settlement; interactionId: string; latencyMs: number }> {
    const startedAt = performance.now();
    const { interaction, settlement } = interactions.start(begun);
    const settled = await settlement;
    return { settlement: settled, interactionId: interaction.id, latencyMs: performance.now() - startedAt };
  }

  async function act(begun: NewInteraction): Promise<Outcome> {
    const { settlement, ...outcome } = await perform(begun);
    if (settlement.kind === "choices") throw new Error("Only autocomplete may get choices as its response.");
    return { ...outcome, ...settlement };
  }

  function commandInteraction(input: SlashInput, focused: string | null): NewInteraction {
    const user = userOf(world, input.userId);
    const channel = channelFor(world, input.channelId, user.id);
    const command = commandFor(world, channel, user.id, input.name);
    const { options, ids, attachments } = toCommandData({ world, channel }, command, input, focused, (file) =>
      handedFiles.add(file, channel.id),
    );
    const type = focused === null ? InteractionType.ApplicationCommand : InteractionType.ApplicationCommandAutocomplete;
    return {
      type,
      user,
      channel,
      command,
      usedName: [command.name, input.subcommandGroup, input.subcommand].filter((part) => part !== undefined).join(" "),
      data: {
        ...commandFace(command),
        ...(options.length > 0 ? { options } : {}),
        ...resolved(channel, ids, attachments),
      },
    };
  }

  function contextMenuInteraction(input: ContextMenuInput): NewInteraction {
    const user = userOf(world, input.userId);
    const channel = channelFor(world, input.channelId, user.id);
    const type = InteractionType.ApplicationCommand;
    const usedName = input.name;
    if ("targetUserId" in input) {
      const command = commandFor(world, channel, user.id, input.name, ApplicationCommandType.User);
      const target = world.users.get(input.targetUserId);
      if (!target) throw new ActError(`There is nobody ${input.targetUserId}.`);
      const data = { ...commandFace(command), target_id: target.id, ...resolved(channel, [target.id]) };
      return { type, user, channel, command, usedName, target: { user: target }, data };
    }
    const command = commandFor(world, channel, user.id, input.name, ApplicationCommandType.Message);
    const { message } = messageFor(world, input.targetMessageId, user.id).stored;
    const data = { ...commandFace(command), target_id: message.id, resolved: { messages: { [message.id]: message } } };
    return { type, user, channel, command, usedName, target: { message }, data };
  }

  function resolved(channel: AnyChannel, ids: readonly string[], attachments: readonly APIAttachment[] = []): object {
    if (ids.length === 0 && attachments.length === 0) return {};
    return { resolved: resolveIds(world, channel, ids, attachments) };
  }

  function componentInteraction(
    user: APIUser,
    messageId: string,
    toData: (begun: ReturnType<typeof messageFor>) => object,
  ): NewInteraction {
    const found = messageFor(world, messageId, user.id);
    if ("guild_id" in found.channel && !world.botGuild(found.channel.guild_id)) {
      throw new ActError("The bot is not in this server any more.");
    }
    return {
      type: InteractionType.MessageComponent,
      user,
      channel: found.channel,
      sourceMessage: found.stored,
      data: toData(found),
    };
  }

  return {
    faults,
    bot: () => world.bot,
    guilds: () => [...world.guilds.values()].map(({ guild }) => guild),
    members: (guildId) =>
      [...guildOf(world, guildId).members.values()].map(({ user, nick }) => ({ user, nick: nick ?? null })),
    channels(of) {
      if ("guildId" in of) return [...guildOf(world, of.guildId).channels.values()];
      const direct = world.directChannelOf(of.userId);
      return direct ? [direct] : [];
    },
    commands: (guildId, userId) => commandsIn(world, guildId, userId ?? null),
    messages(channelId, userId) {
      const channel = world.channels.get(channelId);
      if (!channel || !canSee(world, channel, userId)) return [];
      const seen = [];
      for (const stored of world.messagesIn(channelId)) {
        if (stored.onlyFor === null || stored.onlyFor === userId) seen.push(toSeen(stored));
      }
      return seen;
    },
    async slash(input) {
      return act(commandInteraction(input, null));
    },
    async complete(input): Promise<Completion> {
      const { settlement } = await perform(commandInteraction(input, input.focused));
      if (settlement.kind === "choices" || settlement.kind === "failed") return settlement;
      throw new Error(`The response to autocomplete was ${settlement.kind}.`);
    },
    async press({ userId, messageId, customId }) {
      const user = userOf(world, userId);
      return act(
        componentInteraction(user, messageId, ({ stored }) => {
          const { type, id } = findButton(stored.message, customId);
          return { component_type: type, custom_id: customId, id };
        }),
      );
    },
    async select({ userId, messageId, customId, values }) {
      const user = userOf(world, userId);
      return act(
        componentInteraction(user, messageId, ({ stored, channel }) => {
          const select = findSelect(stored.message, customId);
          const { ids } = checkPicked(world, channel, select, values);
          return { component_type: select.type, custom_id: customId, id: select.id, values, ...resolved(channel, ids) };
        }),
      );
    },
    async submit({ userId, modalId, values, files = {} }) {
      const opener = interactions.withModal(modalId);
      if (!opener?.modal || opener.user.id !== userId) throw new ActError("This modal is not open.");
      const { channel, user, modal } = opener;
      const hand = (file: GivenFile) => handedFiles.add(file, channel.id);
      const { data, ids, attachments } = toModalData(world, channel, modal.data, { values, files, hand });
      const outcome = await act({
        type: InteractionType.ModalSubmit,
        user,
        channel,
        opener,
        data: { ...data, ...resolved(channel, ids, attachments) },
      });
      // As in Discord, a modal that failed stays open and can be sent again.
      if (outcome.kind !== "failed") opener.modal = null;
      return outcome;
    },
    async useContextMenu(input) {
      return act(contextMenuInteraction(input));
    },
    async say({ userId, channelId, content, files = [] }) {
      const author = userOf(world, userId);
      const channel = channelFor(world, channelId, userId);
      const context = { cdnUrl, channelId, ephemeral: false, snowflakes: world.snowflakes };
      const uploads = new Map(files.map((file, index) => [String(index), file]));
      return toSeen(messages.post(readDraft(new Form({ content }), uploads, context), { channel, author }));
    },
    dismiss({ userId, messageId }) {
      const { stored } = messageFor(world, messageId, userId);
      if (stored.onlyFor !== userId) throw new ActError("Only a message shown to you alone can be dismissed.");
      messages.remove(stored);
    },
    setDirectMessagesOpen(userId, open) {
      world.setDirectMessagesOpen(userOf(world, userId).id, open);
    },
    directMessagesOpen: (userId) => !world.closedDirectMessages.has(userId),
    on,
  };
}

function commandFace({ id, name, type, guild_id }: APIApplicationCommand): object {
  return { id, name, type, ...(guild_id === undefined ? {} : { guild_id }) };
}
