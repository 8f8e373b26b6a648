import {
  type Attachment,
  AttachmentBuilder,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  ComponentType,
  DiscordAPIError,
  type Interaction,
  type MessageComponentInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
  RESTJSONErrorCodes,
} from "discord.js";
import type { Coach } from "../coach/coach.ts";
import type { GivenFile } from "../coach/courses/import-course.ts";
import type { Clock, Log } from "../coach/ports.ts";
import type { Answer, AnswerFile } from "./answer.ts";
import type { Command, OptionValue, PressContext, Presses, Route } from "./command.ts";
import { decodeAction } from "./custom-id.ts";
import { MAX_CHOICE_NAME, MAX_CHOICES } from "./limits.ts";
import { clip, encodeView, type View } from "./message.ts";
import { bugView, outdatedView } from "./views/problem.ts";
import { keptView } from "./views/reminder-message.ts";

/** Discord gives 3 s for a first answer; past this many milliseconds the dispatcher defers and edits later. */
const DEFER_AFTER_MS = 1_500;

type Press = MessageComponentInteraction | ModalSubmitInteraction;
type Answerable = ChatInputCommandInteraction | Press;

/**
 * The one place where interactions arrive and are answered: it finds the handler, decides between answering
 * and deferring, and tells a user's problem (a view) from a bug (a reference to the log).
 */
export function createDispatcher(parts: {
  coach: Coach;
  commands: readonly Command[];
  presses: Presses;
  clock: Clock;
  log: Log;
  newReference: () => string;
}): (interaction: Interaction) => Promise<void> {
  const { coach, presses, clock, log, newReference } = parts;
  const commands = new Map(parts.commands.map((command) => [command.name, command]));

  async function dispatch(interaction: Interaction): Promise<void> {
    if (interaction.isAutocomplete()) return complete(interaction);
    if (interaction.isChatInputCommand()) return runCommand(interaction);
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

  async function runCommand(interaction: ChatInputCommandInteraction): Promise<void> {
    const { guildId } = interaction;
    const command = commands.get(interaction.commandName);
    const route = findRoute(commands, interaction);
    if (guildId === null || command === undefined || route === undefined) {
      return deliver(interaction, Promise.resolve({ kind: "reply", view: outdatedView() }), true);
    }
    const values = readOptions(interaction);
    const context = { coach, guildId, userId: interaction.user.id, mayManage: mayManage(interaction) };
    await deliver(interaction, route.run(values, context), !command.public);
    const notice = await coach.reminders.takeNotice(context);
    if (notice !== null) await interaction.followUp(payload(keptView(notice), true));
  }

  async function runPress(interaction: Press): Promise<void> {
    const action = decodeAction(interaction.customId);
    const isPrivate = interaction.guildId !== null;
    if (action === null) {
      return deliver(interaction, Promise.resolve({ kind: "reply", view: outdatedView() }), isPrivate);
    }
    // One handler per kind, each taking the fields of its own kind: the pairing that the union cannot express here.
    const handle = presses[action.kind] as (fields: typeof action, context: PressContext) => Promise<Answer>;
    const answer = handle(action, {
      coach,
      userId: interaction.user.id,
      mayManage: mayManage(interaction),
      guildId: interaction.guildId,
      values: interaction.isStringSelectMenu() ? interaction.values : [],
      inputs: interaction.isModalSubmit() ? readInputs(interaction) : new Map(),
      files: interaction.isModalSubmit() ? readFiles(interaction) : new Map(),
    });
    await deliver(interaction, answer, isPrivate);
  }

  /** Answers, deferring first when the answer takes its time. What is thrown becomes a reference. */
  async function deliver(interaction: Answerable, pending: Promise<Answer>, isPrivate: boolean): Promise<void> {
    const answered = pending.catch((error: unknown) => reportBug(interaction, error));
    const late = Promise.withResolvers<"late">();
    const cancel = clock.at(clock.now() + DEFER_AFTER_MS, () => late.resolve("late"));
    const first = await Promise.race([answered, late.promise]);
    cancel();
    if (first === "late") await defer(interaction, isPrivate);
    await send(interaction, await answered, isPrivate);
  }

  function reportBug(interaction: Answerable, error: unknown): Answer {
    const reference = newReference();
    const asked = interaction.isChatInputCommand() ? interaction.commandName : interaction.customId;
    log.error({ error, reference, asked }, "a handler threw");
    return { kind: "reply", view: bugView(reference) };
  }

  return async (interaction) => {
    try {
      await dispatch(interaction);
    } catch (error) {
      if (isStale(error)) {
        log.warn({ code: error.code, interaction: interaction.id }, "the interaction was gone before the answer");
        return;
      }
      log.error({ error, reference: newReference(), interaction: interaction.id }, "an answer could not be sent");
    }
  };
}

async function defer(interaction: Answerable, isPrivate: boolean): Promise<void> {
  if (interaction.isMessageComponent()) await interaction.deferUpdate();
  else await interaction.deferReply(isPrivate ? { flags: MessageFlags.Ephemeral } : {});
}

async function send(interaction: Answerable, answer: Answer, isPrivate: boolean): Promise<void> {
  switch (answer.kind) {
    case "modal":
      if (interaction.isModalSubmit()) throw new TypeError("a form cannot answer a form");
      await interaction.showModal(answer.modal);
      return;
    case "reply": {
      const message = { ...payload(answer.view, isPrivate), ...attach(answer.file) };
      if (!interaction.deferred) await interaction.reply(message);
      else if (interaction.isMessageComponent()) await interaction.followUp(message);
      else await interaction.editReply({ ...message, flags: MessageFlags.IsComponentsV2 });
      return;
    }
    case "update": {
      const message = { components: encodeView(answer.view), flags: MessageFlags.IsComponentsV2 } as const;
      if (interaction.deferred) await interaction.editReply(message);
      else if (interaction.isMessageComponent() || (interaction.isModalSubmit() && interaction.isFromMessage()))
        await interaction.update(message);
      else await interaction.reply(payload(answer.view, isPrivate));
      if (answer.aside !== undefined) await interaction.followUp(payload(answer.aside, isPrivate));
    }
  }
}

function payload(view: View, isPrivate: boolean) {
  return {
    components: encodeView(view),
    flags: isPrivate
      ? ([MessageFlags.IsComponentsV2, MessageFlags.Ephemeral] as const)
      : ([MessageFlags.IsComponentsV2] as const),
  };
}

function attach(file: AnswerFile | undefined) {
  return file === undefined ? {} : { files: [new AttachmentBuilder(Buffer.from(file.text), { name: file.name })] };
}

/** Gone (10062), or answered already by a request whose reply was lost on the way (40060): nothing more to do. */
function isStale(error: unknown): error is DiscordAPIError {
  return (
    error instanceof DiscordAPIError &&
    (error.code === RESTJSONErrorCodes.UnknownInteraction ||
      error.code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged)
  );
}

function findRoute(
  commands: ReadonlyMap<string, Command>,
  interaction: ChatInputCommandInteraction | AutocompleteInteraction,
): Route | undefined {
  const command = commands.get(interaction.commandName);
  if (command?.routes.kind !== "subcommands") return command?.routes.route;
  return command.routes.routes[interaction.options.getSubcommand()];
}

function mayManage(interaction: Answerable | AutocompleteInteraction): boolean {
  return interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false;
}

function readOptions(interaction: ChatInputCommandInteraction | AutocompleteInteraction): Map<string, OptionValue> {
  const [first] = interaction.options.data;
  const options = first?.options ?? interaction.options.data;
  return new Map(
    options.flatMap(({ name, value, attachment }): [string, OptionValue][] => {
      if (attachment) return [[name, toFile(attachment)]];
      return value === undefined || typeof value === "boolean" ? [] : [[name, value]];
    }),
  );
}

function readInputs(interaction: ModalSubmitInteraction): Map<string, string> {
  const texts = [...interaction.fields.fields].filter(([, field]) => field.type === ComponentType.TextInput);
  return new Map(texts.map(([id]) => [id, interaction.fields.getTextInputValue(id)]));
}

function readFiles(interaction: ModalSubmitInteraction): Map<string, GivenFile[]> {
  const uploads = [...interaction.fields.fields].filter(([, field]) => field.type === ComponentType.FileUpload);
  return new Map(
    uploads.map(([id]) => [id, Array.from(interaction.fields.getUploadedFiles(id)?.values() ?? [], toFile)]),
  );
}

function toFile({ name, url, size }: Attachment): GivenFile {
  return { name, address: url, bytes: size };
}
