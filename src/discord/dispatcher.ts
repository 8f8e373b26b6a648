import {
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  type ContextMenuCommandInteraction,
  DiscordAPIError,
  GuildMember,
  type Interaction,
  MessageFlags,
  PermissionFlagsBits,
  RESTJSONErrorCodes,
} from "discord.js";
import type { Coach } from "../coach/coach.ts";
import type { Clock, Log } from "../coach/ports.ts";
import type { Result } from "../coach/problem.ts";
import type { ActionCodec } from "./actions/codec.ts";
import type { Feature } from "./actions/declare.ts";
import type { AfterReply, Replied } from "./after-reply.ts";
import { clip } from "./clip.ts";
import type { Command } from "./command.ts";
import type { CommandMentions } from "./command-mentions.ts";
import { findCall, findRoute } from "./find-command.ts";
import { MAX_CHOICE_NAME, MAX_CHOICES } from "./limits.ts";
import { headingOf, type View } from "./message.ts";
import type { PressContext, PressesOf } from "./press.ts";
import { readGiven, readOptions } from "./read-given.ts";
import { type FormReply, mapViews, type Reply, reply } from "./reply.ts";
import { type Addressed, defer, type Press, type Replyable, send, sendInstead, toMessage } from "./send.ts";
import { type About, bugView, outdatedView, problemView, refusedView } from "./views/problem.ts";
import { type Again, slowFormView } from "./views/slow-form.ts";
import { plain } from "./views/words.ts";

/** Discord gives 3 s for a first reply; past this many milliseconds the dispatcher defers and edits later. */
const DEFER_AFTER_MS = 1_500;
/** A form cannot be deferred: past this many milliseconds the member is asked to try again. */
const FORM_WITHIN_MS = 2_000;

type Handle = () => Promise<Result<Reply | FormReply>>;

/** `isPrivate`: the reply is for the member alone. `opensForm`: it may be a form. */
type Manner = { isPrivate: boolean; opensForm: boolean };

/**
 * Every interaction arrives here and gets its reply here. The dispatcher finds the handler, and defers if the handler is
 * slow. A user's problem becomes a sentence; a bug becomes a reference to the log.
 *
 * @param parts.actions reads the custom ids that `presses` has handlers for
 * @param parts.afterReply hooks, in the order in which they run
 */
export function createDispatcher<F extends Feature>(parts: {
  coach: Coach;
  commands: readonly Command[];
  actions: ActionCodec<F>;
  presses: PressesOf<F>;
  afterReply: readonly AfterReply[];
  mentions: CommandMentions;
  clock: Clock;
  log: Log;
  newReference: () => string;
}): (interaction: Interaction) => Promise<void> {
  const { coach, commands, actions, presses, afterReply, mentions, clock, log, newReference } = parts;

  /** Commands are for servers only, so a direct message names them without a mention. */
  function write(interaction: Replyable, view: View): View {
    return interaction.guildId === null ? view : mentions.write(view);
  }

  async function dispatch(interaction: Interaction): Promise<void> {
    if (interaction.isAutocomplete()) return complete(interaction);
    if (interaction.isChatInputCommand() || interaction.isContextMenuCommand()) return runCommand(interaction);
    if (interaction.isMessageComponent() || interaction.isModalSubmit()) return runPress(interaction);
    log.warn({ type: interaction.type }, "an interaction of a kind that nothing here asks for");
  }

  async function complete(interaction: AutocompleteInteraction): Promise<void> {
    const { guildId } = interaction;
    const focused = interaction.options.getFocused(true);
    const spec = findRoute(commands, interaction)?.options[focused.name];
    if (guildId === null || spec === undefined || !("complete" in spec)) return interaction.respond([]);
    const given = readOptions(interaction);
    const context = { coach, guildId, userId: interaction.user.id, mayManage: mayManage(interaction), given };
    const choices = await spec.complete(focused.value, context);
    await interaction.respond(
      choices.slice(0, MAX_CHOICES).map(({ name, value }) => ({ name: clip(name, MAX_CHOICE_NAME), value })),
    );
  }

  async function runCommand(interaction: ChatInputCommandInteraction | ContextMenuCommandInteraction): Promise<void> {
    const { guildId } = interaction;
    const call = findCall(commands, interaction);
    if (guildId === null || call === null) {
      await tell(interaction, { reply: reply(outdatedView()), isPrivate: true });
      return;
    }
    const userId = interaction.user.id;
    const sent = await deliver(
      interaction,
      async () => call.run({ coach, guildId, userId, mayManage: mayManage(interaction) }),
      { isPrivate: !call.public, opensForm: call.opensForm },
    );
    if (sent !== "form")
      await runHooks(interaction, {
        coach,
        userId,
        guildId,
        enrolmentId: null,
        displayName: displayNameOf(interaction),
      });
  }

  async function runPress(interaction: Press): Promise<void> {
    const { guildId } = interaction;
    const isPrivate = guildId !== null;
    const action = actions.decode(interaction.customId);
    const declaration = action && actions.declarationOf(action.kind);
    const given = declaration && readGiven(interaction, declaration.from);
    if (action === null || declaration === null || given === null) {
      await tell(interaction, { reply: reply(outdatedView()), isPrivate });
      return;
    }
    // Each handler takes the fields of its own kind, which the types cannot express here.
    type AnyHandler = (fields: object, context: PressContext) => ReturnType<Handle>;
    const handle = presses[action.kind] as unknown as AnyHandler;
    const { kind: _kind, ...fields } = action;
    const userId = interaction.user.id;
    const sent = await deliver(
      interaction,
      async () => handle(fields, { coach, userId, guildId, mayManage: mayManage(interaction), ...given }),
      { isPrivate, opensForm: declaration.opensForm },
    );
    const enrolmentId = "enrolmentId" in action && typeof action.enrolmentId === "number" ? action.enrolmentId : null;
    if (sent !== "form")
      await runHooks(interaction, { coach, userId, guildId, enrolmentId, displayName: displayNameOf(interaction) });
  }

  /** Replies in time. If the handler is slow, defers or asks the member to try again. Resolves to what was sent. */
  async function deliver(interaction: Replyable, handle: Handle, manner: Manner): Promise<(Reply | FormReply)["kind"]> {
    const addressed = address(interaction, handle, manner);
    const limit = manner.opensForm ? FORM_WITHIN_MS : DEFER_AFTER_MS;
    const late = Promise.withResolvers<"late">();
    const cancel = clock.at(clock.now() + limit, () => late.resolve("late"));
    const first = await Promise.race([addressed, late.promise]);
    cancel();
    if (first !== "late") return tell(interaction, first);
    if (manner.opensForm) {
      const isPrivate = interaction.guildId !== null;
      return tell(interaction, { reply: reply(slowFormView(wayBack(interaction))), isPrivate });
    }
    try {
      await defer(interaction, manner.isPrivate);
    } catch (error) {
      await apologise(interaction, error, null);
      await addressed;
      return "message";
    }
    return tell(interaction, await addressed);
  }

  /** Sends a reply. If that fails, the member reads a plain one with a reference: no bug means silence. */
  async function tell(interaction: Replyable, addressed: Addressed): Promise<(Reply | FormReply)["kind"]> {
    try {
      const written = mapViews(addressed.reply, (view) => write(interaction, view));
      await send(interaction, { ...addressed, reply: written });
      return addressed.reply.kind;
    } catch (error) {
      await apologise(interaction, error, addressed.reply);
      return "message";
    }
  }

  async function apologise(interaction: Replyable, error: unknown, refused: Reply | FormReply | null): Promise<void> {
    if (isStale(error)) throw error;
    const reference = newReference();
    log.error({ error, reference, asked: askedOf(interaction) }, "a reply could not be sent");
    const view = write(interaction, refusedView(reference, aboutOf(refused)));
    await sendInstead(interaction, view, interaction.guildId !== null);
  }

  /**
   * Turns what the handler found into a reply. Only the member sees a problem or a bug, even if the command is public.
   */
  async function address(interaction: Replyable, handle: Handle, { isPrivate }: Manner): Promise<Addressed> {
    const inServer = interaction.guildId !== null;
    try {
      const result = await handle();
      return result.ok
        ? { reply: spareForOthers(interaction, result.value), isPrivate }
        : { reply: reply(problemView(result.problem, inServer)), isPrivate: inServer };
    } catch (error) {
      const reference = newReference();
      log.error({ error, reference, asked: askedOf(interaction) }, "a handler threw");
      return { reply: reply(bugView(reference)), isPrivate: inServer };
    }
  }

  async function runHooks(interaction: Replyable, replied: Replied): Promise<void> {
    for (const hook of afterReply) {
      let said: View | null = null;
      try {
        said = await hook(replied);
      } catch (error) {
        log.error({ error, reference: newReference(), interaction: interaction.id }, "a hook failed after the reply");
      }
      if (said === null) continue;
      try {
        await interaction.followUp(toMessage(write(interaction, said), replied.guildId !== null));
      } catch (error) {
        await apologise(interaction, error, reply(said));
      }
    }
  }

  return async (interaction) => {
    try {
      await dispatch(interaction);
    } catch (error) {
      if (isStale(error)) {
        log.warn({ code: error.code, interaction: interaction.id }, "the interaction was gone before the reply");
        return;
      }
      log.error(
        { error, reference: newReference(), interaction: interaction.id },
        "an interaction was left unanswered",
      );
    }
  };
}

/**
 * Keeps a message that everyone in the server sees: what is for the presser alone becomes a message of their own. Only a
 * copied or forged button brings this about.
 */
function spareForOthers(interaction: Replyable, found: Reply | FormReply): Reply | FormReply {
  if (found.kind !== "update" || found.forAll || interaction.guildId === null || interaction.isCommand()) return found;
  const isForAll = interaction.message?.flags.has(MessageFlags.Ephemeral) === false;
  return isForAll ? reply(found.view, found.files, found.aside) : found;
}

/** What a reply was about, as far as it says so itself. */
function aboutOf(refused: Reply | FormReply | null): About {
  if (refused === null) return { heading: null, note: null };
  return refused.kind === "form" ? { heading: plain(refused.form.title), note: null } : headingOf(refused.view);
}

function askedOf(interaction: Replyable): string {
  return interaction.isCommand() ? interaction.commandName : interaction.customId;
}

function wayBack(interaction: Replyable): Again {
  if (interaction.isButton()) return { kind: "button", customId: interaction.customId };
  if (!interaction.isCommand()) return { kind: "menu" };
  if (!interaction.isChatInputCommand()) return { kind: "command", name: interaction.commandName };
  const subcommand = interaction.options.getSubcommand(false);
  return { kind: "command", name: `/${interaction.commandName}${subcommand === null ? "" : ` ${subcommand}`}` };
}

/** Nothing more to do: the interaction has expired (10062), or has its reply because a response got lost (40060). */
function isStale(error: unknown): error is DiscordAPIError {
  return (
    error instanceof DiscordAPIError &&
    (error.code === RESTJSONErrorCodes.UnknownInteraction ||
      error.code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged)
  );
}

function mayManage(interaction: Replyable | AutocompleteInteraction): boolean {
  return interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false;
}

/** As the server's members see the member, who comes with each interaction in a server. */
function displayNameOf({ member, user }: Replyable): string | null {
  if (member === null) return null;
  const nick = member instanceof GuildMember ? member.nickname : (member.nick ?? null);
  return nick ?? user.displayName;
}
