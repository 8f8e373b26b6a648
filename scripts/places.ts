import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildPlaces } from "./places/build-places.ts";

/** `npm run places` writes the cities and countries that a time zone is found by, from the package and this Node. */
const file = join(import.meta.dirname, "../src/reminders/places.json");
writeFileSync(file, `${JSON.stringify(buildPlaces(), null, 1)}\n`);
console.log(`Wrote ${file}`);
