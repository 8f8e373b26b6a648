import type { Form } from "./form.ts";
import { CUSTOM_ID_LENGTH } from "./limits.ts";

/** Numbers the components of one message or modal and keeps their custom ids apart. */
export class ComponentIds {
  readonly #customIds = new Set<string>();
  readonly #ids = new Set<number>();
  #next = 1;

  readCustomId(form: Form): string {
    const customId = form.requiredString("custom_id", { min: 1, max: CUSTOM_ID_LENGTH });
    if (customId !== "" && this.#customIds.has(customId)) {
      form.problem("custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
    }
    this.#customIds.add(customId);
    return customId;
  }

  readId(form: Form): number {
    let id = form.integer("id", { min: 0, max: 2 ** 31 - 1 });
    if (!id) {
      while (this.#ids.has(this.#next)) this.#next += 1;
      id = this.#next;
    } else if (this.#ids.has(id)) {
      form.problem("id", "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated");
    }
    this.#ids.add(id);
    return id;
  }
}
