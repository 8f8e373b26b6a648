import { randomUUID } from "node:crypto";
import { ApplicationCommandType, InteractionType } from "discord-api-types/v10";
import type { Clock } from "../contract.ts";
import { refuse } from "../refusal.ts";
import { RESPOND_WITHIN_MS, TOKEN_VALID_MS } from "../rules/limits.ts";
import { instantOf } from "../snowflake.ts";
import type { World } from "../state/world.ts";
import type { Interaction, NewInteraction, Settlement } from "./interaction.ts";
import { sourceMessageOf, toMetadata, toPayload } from "./interaction.ts";

const REMEMBERED = 10_000;
const MOVE_PATIENCE_MS = 5000;
const TOKEN_PREFIX = "interaction:";

export const NO_RESPONSE = "The application did not respond";

export type Started = { interaction: Interaction; settlement: Promise<Settlement> };

/** Sends INTERACTION_CREATE to the bot. */
export type SendInteraction = (payload: object, guildId: string | null) => void;

/** Follows interactions from start to end: ids, tokens, deadlines. What a response does is in `respond.ts`. */
export class Interactions {
  readonly #world: World;
  readonly #clock: Clock;
  readonly #send: SendInteraction;
  readonly #report: (line: string) => void;
  readonly #byId = new Map<string, Interaction>();
  readonly #open = new Set<Interaction>();
  readonly #acknowledgedListeners = new Set<(interaction: Interaction) => void>();
  readonly #waitingForQuiet = new Set<() => void>();

  constructor(world: World, clock: Clock, send: SendInteraction, report: (line: string) => void) {
    this.#world = world;
    this.#clock = clock;
    this.#send = send;
    this.#report = report;
  }

  start(begun: NewInteraction): Started {
    const id = this.#world.snowflakes.next();
    const token = Buffer.from(`${TOKEN_PREFIX}${id}:${randomUUID()}`).toString("base64url");
    const { promise, resolve } = Promise.withResolvers<Settlement>();
    const createdAt = this.#clock.now();
    const interaction: Interaction = {
      id,
      token,
      type: begun.type,
      user: begun.user,
      channel: begun.channel,
      sourceMessage: sourceMessageOf(begun),
      metadata: toMetadata(begun, id),
      legacy:
        "command" in begun
          ? { id, type: InteractionType.ApplicationCommand, name: begun.usedName, user: begun.user }
          : null,
      isContextMenu: "command" in begun && begun.command.type !== ApplicationCommandType.ChatInput,
      createdAt,
      state: "waiting",
      original: null,
      followUps: new Set(),
      modal: null,
      settled: false,
      settle: (settlement) => {
        if (interaction.settled) return;
        interaction.settled = true;
        interaction.cancelDeadline();
        this.#open.delete(interaction);
        if (this.#open.size === 0) for (const goOn of this.#waitingForQuiet) goOn();
        resolve(settlement);
        if (settlement.kind === "acknowledged") for (const tell of this.#acknowledgedListeners) tell(interaction);
      },
      cancelDeadline: this.#clock.at(createdAt + RESPOND_WITHIN_MS, () => this.#fail(interaction)),
    };
    this.#byId.set(id, interaction);
    this.#open.add(interaction);
    this.#forgetOld(createdAt);
    this.#send(toPayload(this.#world, begun, id, token), "guild_id" in begun.channel ? begun.channel.guild_id : null);
    return { interaction, settlement: promise };
  }

  /** Calls `listener` with each interaction that ended with nothing to see. */
  onAcknowledged(listener: (interaction: Interaction) => void): () => void {
    this.#acknowledgedListeners.add(listener);
    return () => this.#acknowledgedListeners.delete(listener);
  }

  /** The interaction that opened this modal, if the modal can still be submitted. */
  withModal(id: string): Interaction | undefined {
    const interaction = this.#byId.get(id);
    return interaction?.modal ? interaction : undefined;
  }

  /** @throws Refusal 10062 or 40060 */
  waitingFor(id: string, token: string): Interaction {
    const interaction = this.#byId.get(id);
    if (!interaction || interaction.token !== token || interaction.state === "failed") throw refuse(10062);
    if (interaction.state === "responded") throw refuse(40060);
    return interaction;
  }

  /** @throws Refusal 50027 or 10015 */
  byToken(applicationId: string, token: string): Interaction {
    const id = idIn(token);
    if (applicationId !== this.#world.application.id || id === null) throw refuse(10015);
    if (this.#clock.now() - instantOf(id) >= TOKEN_VALID_MS) throw refuse(50027);
    const interaction = this.#byId.get(id);
    if (interaction?.token !== token || interaction.state !== "responded") throw refuse(10015);
    return interaction;
  }

  /** Gives the bot until `instant`; if it does nothing, the interaction ends with `settlement`. */
  extend(interaction: Interaction, instant: number, settlement: Settlement): void {
    interaction.cancelDeadline();
    interaction.cancelDeadline = this.#clock.at(instant, () => interaction.settle(settlement));
  }

  /** Resolves when no interaction is open, or after 5 s of real time. */
  async whenQuiet(): Promise<void> {
    if (this.#open.size === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const patience = setTimeout(resolve, MOVE_PATIENCE_MS);
    this.#waitingForQuiet.add(resolve);
    await promise;
    clearTimeout(patience);
    this.#waitingForQuiet.delete(resolve);
  }

  #fail(interaction: Interaction): void {
    interaction.state = "failed";
    this.#report(
      `${NO_RESPONSE}: interaction ${interaction.id} of ${interaction.user.username} had no response within 3 s`,
    );
    interaction.settle({ kind: "failed", reason: NO_RESPONSE });
  }

  #forgetOld(now: number): void {
    for (const [id, interaction] of this.#byId) {
      if (this.#byId.size <= REMEMBERED && now - interaction.createdAt < TOKEN_VALID_MS) return;
      this.#byId.delete(id);
    }
  }
}

function idIn(token: string): string | null {
  const text = Buffer.from(token, "base64url").toString();
  return /^interaction:(\d{1,20}):/.exec(text)?.[1] ?? null;
}
