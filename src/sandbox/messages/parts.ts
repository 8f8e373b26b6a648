import type { APIButtonComponent, APIMessageTopLevelComponent, APISelectMenuComponent } from "discord-api-types/v10";
import { ComponentType } from "discord-api-types/v10";

export type Pressable = APIButtonComponent | APISelectMenuComponent;

/** Every button and select menu, from top to bottom. */
export function* pressablesIn(components: readonly APIMessageTopLevelComponent[]): Generator<Pressable> {
  for (const component of components) {
    if (component.type === ComponentType.Container) yield* pressablesIn(component.components);
    else if (component.type === ComponentType.ActionRow) yield* component.components;
    else if (component.type === ComponentType.Section && component.accessory.type === ComponentType.Button) {
      yield component.accessory;
    }
  }
}

/** Every text, from top to bottom. */
export function* textsIn(components: readonly APIMessageTopLevelComponent[]): Generator<string> {
  for (const component of components) {
    if (component.type === ComponentType.Container) yield* textsIn(component.components);
    else if (component.type === ComponentType.TextDisplay) yield component.content;
    else if (component.type === ComponentType.Section) for (const text of component.components) yield text.content;
  }
}
