import { z } from "zod";
import { SlugSchema } from "../../course/model.ts";
import { NOTE_SECTIONS } from "../../course/notes.ts";

/** The fields of custom ids: how each value is written in the id. No text may have a colon. */

/** Ids, pages, positions and versions: whole numbers of at most 15 digits. */
export const number = z.codec(z.string().regex(/^\d{1,15}$/), z.int().min(0).max(999_999_999_999_999), {
  decode: Number,
  encode: String,
});

/** A day at most. */
export const minutes = z.codec(z.string().regex(/^\d{1,4}$/), z.int().min(1).max(1_440), {
  decode: Number,
  encode: String,
});

export const flag = z.codec(z.enum(["0", "1"]), z.boolean(), {
  decode: (text) => text === "1",
  encode: (value) => (value ? "1" : "0"),
});

/** Indexes from 0 to 9, a digit each. */
export const indexes = z.codec(z.string().regex(/^\d{0,10}$/), z.array(z.int().min(0).max(9)).readonly(), {
  decode: (text) => Array.from(text, Number),
  encode: (value) => value.join(""),
});

/** As `Delivery.id`, which Discord takes as a nonce. */
export const deliveryId = z.string().regex(/^[A-Za-z0-9_-]{1,25}$/);

export const noteSection = z.enum(NOTE_SECTIONS);

/** The id of a course or a lesson. */
export const slug = SlugSchema;

export const optionalSlug = z.codec(z.union([z.literal(""), SlugSchema]), SlugSchema.nullable(), {
  decode: (text) => (text === "" ? null : text),
  encode: (value) => value ?? "",
});
