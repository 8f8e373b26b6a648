import type { z } from "zod";
import { customType } from "./drizzle.ts";

/** Holds a value as JSON text. What is read is checked against `schema`, so a row that code cannot use is found at once. */
export function jsonColumn<Schema extends z.ZodType>(schema: Schema) {
  return customType<{ data: z.infer<Schema>; driverData: string }>({
    dataType: () => "text",
    toDriver: (value) => JSON.stringify(value),
    fromDriver: (text) => schema.parse(JSON.parse(text)),
  });
}
