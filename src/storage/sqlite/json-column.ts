import type { z } from "zod";
import { customType } from "./drizzle.ts";

/** Holds a value as JSON text. Each read checks it against `schema` and throws a `ZodError` if the row is not valid. */
export function jsonColumn<Schema extends z.ZodType>(schema: Schema) {
  return customType<{ data: z.infer<Schema>; driverData: string }>({
    dataType: () => "text",
    toDriver: (value) => JSON.stringify(value),
    fromDriver: (text) => schema.parse(JSON.parse(text)),
  });
}
