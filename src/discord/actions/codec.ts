import { z } from "zod";
import { MAX_CUSTOM_ID } from "../limits.ts";
import type { ActionOf, Declaration, Feature } from "./declare.ts";

/**
 * Actions as custom ids. A custom id carries identity, never authority: who may press is decided by the coach, from the
 * pressing member and the enrolment that the id names. Every action states what is wanted (ticked, hidden, answered
 * with B), so that pressing twice, or days later, does no harm.
 *
 * Spelled `1:<kind>:<field>:<field>…`, fields in the order in which they are declared; the leading number is the version.
 */

const VERSION = "1";

export type ActionCodec<F extends Feature> = {
  /** @throws RangeError if the id is longer than Discord takes */
  encode(action: ActionOf<F>): string;
  /** Null for anything that this version did not write: a forged id, or one from a version long gone. */
  decode(customId: string): ActionOf<F> | null;
  declarationOf(kind: keyof F & string): Declaration;
};

export function createCodec<F extends Feature>(feature: F): ActionCodec<F> {
  const schemas = new Map<string, z.ZodType<Record<string, unknown>>>();
  const schemaOf = (kind: string, { fields }: Declaration) => {
    const schema = schemas.get(kind) ?? z.object(fields);
    schemas.set(kind, schema);
    return schema;
  };
  return {
    encode(action) {
      const values: Record<string, unknown> = action;
      const encoded = Object.entries(declare(action.kind).fields).map(([field, codec]) =>
        z.encode(codec, values[field]),
      );
      const id = [VERSION, action.kind, ...encoded].join(":");
      if (id.length > MAX_CUSTOM_ID) throw new RangeError(`custom id of ${id.length} characters: ${id}`);
      return id;
    },
    decode(customId) {
      const [version, kind, ...texts] = customId.split(":");
      if (version !== VERSION || kind === undefined || !Object.hasOwn(feature, kind)) return null;
      const declaration = declare(kind);
      const names = Object.keys(declaration.fields);
      if (texts.length !== names.length) return null;
      const raw = Object.fromEntries(names.map((name, index) => [name, texts[index]]));
      const decoded = schemaOf(kind, declaration).safeParse(raw);
      return decoded.success ? ({ kind, ...decoded.data } as ActionOf<F>) : null;
    },
    declarationOf: declare,
  };

  function declare(kind: string): Declaration {
    const declaration = feature[kind];
    if (declaration === undefined) throw new TypeError(`no feature declares ${kind}`);
    return declaration;
  }
}
