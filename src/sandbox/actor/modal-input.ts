import type {
  APIAttachment,
  APIComponentInLabel,
  APIFileUploadComponent,
  APIModalInteractionResponseCallbackData,
  APITextInputComponent,
} from "discord-api-types/v10";
import { ComponentType } from "discord-api-types/v10";
import { ActError } from "../act-error.ts";
import type { GivenFile } from "../contract.ts";
import { fitsFileTypes } from "../rules/file-types.ts";
import { lengthOf } from "../rules/form.ts";
import { TEXT_INPUT_LENGTH } from "../rules/limits.ts";
import type { AnyChannel, World } from "../state/world.ts";
import { checkPicked } from "./component-input.ts";

export type ModalInput = {
  values: Record<string, string | string[]>;
  files: Record<string, readonly GivenFile[]>;
  /** Stores a file and gives it an id. */
  hand(file: GivenFile): APIAttachment;
};

/** The ids and files that submitted values name, collected while the values are read. */
type Gathered = { ids: string[]; attachments: APIAttachment[] };

/**
 * What was filled into a modal, as the bot receives it; `ids` must be resolved.
 * @throws ActError
 */
export function toModalData(
  world: World,
  channel: AnyChannel,
  modal: APIModalInteractionResponseCallbackData,
  input: ModalInput,
): { data: object } & Gathered {
  const gathered: Gathered = { ids: [], attachments: [] };
  const asked = new Set<string>();
  const submit = (component: APIComponentInLabel): object => {
    asked.add(component.custom_id);
    if (component.type === ComponentType.FileUpload) return toUploaded(component, input, gathered);
    return toSubmitted(world, channel, component, input.values[component.custom_id], gathered);
  };
  const components = modal.components.map((component): object => {
    const { type, id } = component;
    if (component.type === ComponentType.ActionRow) return { type, id, components: component.components.map(submit) };
    return component.type === ComponentType.Label ? { type, id, component: submit(component.component) } : { type, id };
  });
  for (const customId of [...Object.keys(input.values), ...Object.keys(input.files)]) {
    if (!asked.has(customId)) throw new ActError(`This modal does not ask for "${customId}".`);
  }
  return { data: { custom_id: modal.custom_id, components }, ...gathered };
}

function toUploaded(
  {
    type,
    id,
    custom_id,
    required = true,
    min_values: min = 1,
    max_values: max = 1,
    file_types,
  }: APIFileUploadComponent,
  { files, hand }: ModalInput,
  { attachments }: Gathered,
): object {
  const picked = files[custom_id] ?? [];
  const fewest = required || picked.length > 0 ? min : 0;
  if (picked.length < fewest || picked.length > max) {
    throw new ActError(`"${custom_id}" asks for ${min} to ${max} files, not ${picked.length}.`);
  }
  const wrong = picked.find((file) => !fitsFileTypes(file.name, file_types));
  if (wrong) throw new ActError(`"${custom_id}" takes no file like ${wrong.name}.`);
  const uploaded = picked.map(hand);
  attachments.push(...uploaded);
  return { type, id, custom_id, values: uploaded.map((attachment) => attachment.id) };
}

function toSubmitted(
  world: World,
  channel: AnyChannel,
  component: Exclude<APIComponentInLabel, APIFileUploadComponent>,
  given: string | string[] | undefined,
  { ids }: Gathered,
): object {
  const { type, id, custom_id } = component;
  const submitted = { type, id, custom_id };
  const picked = Array.isArray(given) ? given : given === undefined || given === "" ? [] : [given];
  switch (component.type) {
    case ComponentType.TextInput:
      return { ...submitted, value: checkText(component, picked[0] ?? component.value ?? "") };
    case ComponentType.Checkbox:
      return { ...submitted, value: picked[0] === "true" };
    case ComponentType.RadioGroup:
      checkOptions(component, picked, component.required === false ? 0 : 1, 1);
      return { ...submitted, value: picked[0] ?? null };
    case ComponentType.CheckboxGroup: {
      const most = component.max_values ?? component.options.length;
      checkOptions(component, picked, component.min_values ?? (component.required === false ? 0 : 1), most);
      return { ...submitted, values: picked };
    }
    default:
      ids.push(...checkPicked(world, channel, component, picked).ids);
      return { ...submitted, values: picked };
  }
}

function checkText(input: APITextInputComponent, value: string): string {
  const { custom_id, min_length: min = 0, max_length: max = TEXT_INPUT_LENGTH, required = true } = input;
  const length = lengthOf(value);
  if (length === 0 && required) throw new ActError(`"${custom_id}" has to be filled in.`);
  if (length > 0 && length < min) throw new ActError(`"${custom_id}" needs at least ${min} characters.`);
  if (length > max) throw new ActError(`"${custom_id}" takes at most ${max} characters.`);
  return value;
}

function checkOptions(
  group: { custom_id: string; options: readonly { value: string }[] },
  picked: readonly string[],
  min: number,
  max: number,
): void {
  if (picked.length < min || picked.length > max) {
    throw new ActError(`Between ${min} and ${max} values have to be picked in "${group.custom_id}".`);
  }
  for (const value of picked) {
    if (!group.options.some((option) => option.value === value))
      throw new ActError(`"${value}" cannot be picked here.`);
  }
}
