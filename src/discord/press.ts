import type { Result } from "../coach/problem.ts";
import type { Declaration, Feature, FieldsOf, Inputs, InputType, MenuType } from "./actions/declare.ts";
import type { AllActions } from "./actions/index.ts";
import type { Context } from "./context.ts";
import type { GivenChannel, GivenFile, GivenMentionable, GivenRole, GivenUser } from "./given.ts";
import type { FormReply, Reply } from "./reply.ts";

/** How presses are handled: one handler for each action that a feature declares, typed by the declaration. */

export type PressContext = Context & {
  /** Null in a direct message. */
  guildId: string | null;
};

/** One choice of a menu. */
export type ChoiceOf<Of extends MenuType> = {
  option: string;
  user: GivenUser;
  role: GivenRole;
  mentionable: GivenMentionable;
  channel: GivenChannel;
}[Of];

/** What one input of a form brings: what was left empty is the empty text, or an empty list. */
export type InputOf<Type extends InputType> = Type extends "text"
  ? string
  : Type extends "file"
    ? readonly GivenFile[]
    : Type extends MenuType
      ? readonly ChoiceOf<Type>[]
      : never;

/** What a member gives along with an action: what they chose in a menu, in their order, or filled into a form. */
export type GivenWith<D extends Declaration> = D["from"] extends { kind: "menu"; of: infer Of extends MenuType }
  ? { values: readonly ChoiceOf<Of>[] }
  : D["from"] extends { kind: "form"; inputs: infer I extends Inputs }
    ? { inputs: { readonly [Name in keyof I]: InputOf<I[Name]> } }
    : unknown;

export type PressHandler<D extends Declaration> = (
  fields: FieldsOf<D>,
  context: PressContext & GivenWith<D>,
) => Promise<Result<D["opensForm"] extends true ? Reply | FormReply : Reply>>;

/** A handler for each kind of a feature. A kind without one does not compile. */
export type PressesOf<F extends Feature> = { readonly [Kind in keyof F]: PressHandler<F[Kind]> };

/** A handler for each kind of every feature. */
export type Presses = PressesOf<AllActions>;
