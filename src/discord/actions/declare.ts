import type { z } from "zod";

/**
 * How a feature declares what its buttons, menus and forms ask for: a record of actions by kind. The kinds and fields
 * are what messages of months ago still carry, so an action that has been released keeps both.
 */

/** What a menu lets a member choose: options of the bot's own, or what the server has. */
export type MenuType = "option" | "user" | "role" | "mentionable" | "channel";

/** What one input of a form takes: text, files, or what a menu of that type takes. */
export type InputType = "text" | "file" | MenuType;

export type Inputs = Readonly<Record<string, InputType>>;

type FieldCodecs = Readonly<Record<string, z.ZodType>>;

/** Where an action is found. It decides what a member gives along with it. */
export type Source =
  | { kind: "button" }
  | { kind: "menu"; of: MenuType }
  /** `inputs` by their custom ids. */
  | { kind: "form"; inputs: Inputs };

export type Declaration<
  Fields extends FieldCodecs = FieldCodecs,
  From extends Source = Source,
  OpensForm extends boolean = boolean,
> = {
  /** In the order in which the custom id spells them. */
  fields: Fields;
  from: From;
  /** Whether the reply may be a form. Such a reply is never deferred: see `dispatcher.ts`. */
  opensForm: OpensForm;
};

/** The actions of a feature by kind. */
export type Feature = Readonly<Record<string, Declaration>>;

/** The values that a custom id of this action carries. */
export type FieldsOf<D extends Declaration> = { [Field in keyof D["fields"]]: z.output<D["fields"][Field]> };

export type ActionOf<F extends Feature> = {
  [Kind in keyof F & string]: { kind: Kind } & FieldsOf<F[Kind]>;
}[keyof F & string];

/** The actions that come from this kind of button, menu or form. */
export type ActionFrom<F extends Feature, From extends Source> = {
  [Kind in keyof F & string]: F[Kind]["from"] extends From ? { kind: Kind } & FieldsOf<F[Kind]> : never;
}[keyof F & string];

/** An action behind a button. */
export function pressed<Fields extends FieldCodecs>(fields: Fields): Declaration<Fields, { kind: "button" }, false> {
  return { fields, from: { kind: "button" }, opensForm: false };
}

/** An action behind a menu; what was chosen is not part of the custom id. */
export function chosen<Of extends MenuType, Fields extends FieldCodecs>(
  of: Of,
  fields: Fields,
): Declaration<Fields, { kind: "menu"; of: Of }, false> {
  return { fields, from: { kind: "menu", of }, opensForm: false };
}

/** An action behind a form; what was filled in is not part of the custom id. */
export function submitted<const I extends Inputs, Fields extends FieldCodecs>(
  inputs: I,
  fields: Fields,
): Declaration<Fields, { kind: "form"; inputs: I }, false> {
  return { fields, from: { kind: "form", inputs }, opensForm: false };
}

/** The same action, whose reply may be a form. A submitted form cannot open another one: Discord refuses that. */
export function opensForm<Fields extends FieldCodecs, From extends Exclude<Source, { kind: "form" }>>(
  declaration: Declaration<Fields, From, false>,
): Declaration<Fields, From, true> {
  return { ...declaration, opensForm: true };
}

/** The kinds that more than one feature declares; `never` if there are none. */
export type SharedKinds<Features extends readonly Feature[], Seen = never> = Features extends readonly [
  infer First,
  ...infer Rest extends readonly Feature[],
]
  ? (keyof First & Seen) | SharedKinds<Rest, Seen | keyof First>
  : never;

type Merged<Features extends readonly Feature[]> = Features extends readonly [
  infer First extends Feature,
  ...infer Rest extends readonly Feature[],
]
  ? First & Merged<Rest>
  : unknown;

/** All features as one. Two that declare the same kind do not compile. */
export function mergeFeatures<const Features extends readonly Feature[]>(
  ...features: [SharedKinds<Features>] extends [never] ? Features : { declaredTwice: SharedKinds<Features> }[]
): { readonly [Kind in keyof Merged<Features>]: Merged<Features>[Kind] } {
  return Object.assign({}, ...features);
}
