import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInLabel,
  type APIComponentInMessageActionRow,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type APISelectMenuOption,
  ButtonStyle,
  type ChannelType,
  ComponentType,
  type FileUploadType,
  TextInputStyle,
} from "discord.js";
import type { ActionCodec } from "./actions/codec.ts";
import type { ActionFrom, Feature, Inputs, InputType } from "./actions/declare.ts";
import { clip } from "./clip.ts";
import {
  MAX_BUTTON_LABEL,
  MAX_FORM_TITLE,
  MAX_INPUT_DESCRIPTION,
  MAX_INPUT_LABEL,
  MAX_OPTION_LABEL,
} from "./limits.ts";

/** The parts of messages that lead to an action, each taking only the actions that are declared for it. */

export type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

type PressStyle = ButtonStyle.Primary | ButtonStyle.Secondary | ButtonStyle.Success | ButtonStyle.Danger;

export type Form = APIModalInteractionResponseCallbackData;

type MenuOption = { label: string; value: string; description?: string };

type Asked = { label: string; description?: string };
/** Inputs have to be filled in unless they are `optional`. */
type Chosen = Asked & { optional?: true; atMost?: number };

/** What an input of a form looks like, by what it takes. */
type InputSpecs = {
  text: Asked & {
    optional?: true;
    /** Several lines. */
    long?: true;
    minLength?: number;
    maxLength?: number;
    /** What the input already holds when the form opens. */
    value?: string;
    placeholder?: string;
  };
  /** `fileTypes`: extensions with their dot, or groups. Discord looks at the name alone. */
  file: Chosen & { fileTypes?: readonly FileUploadType[] };
  option: Chosen & { options: readonly MenuOption[] };
  user: Chosen;
  role: Chosen;
  mentionable: Chosen;
  channel: Chosen & { channelTypes?: readonly ChannelType[] };
};

type InputsOf<F extends Feature, Kind> = Kind extends keyof F
  ? F[Kind]["from"] extends { inputs: infer I extends Inputs }
    ? { [Name in keyof I]: InputSpecs[I[Name]] }
    : never
  : never;

const ENTITY_MENUS = {
  user: ComponentType.UserSelect,
  role: ComponentType.RoleSelect,
  mentionable: ComponentType.MentionableSelect,
} as const;

export function createPressables<F extends Feature>({ encode, declarationOf }: ActionCodec<F>) {
  function entityMenu<Of extends keyof typeof ENTITY_MENUS>(of: Of) {
    return (
      action: ActionFrom<F, { kind: "menu"; of: Of }>,
      placeholder: string,
      { atMost = 1 }: { atMost?: number } = {},
    ): Row =>
      toRow({ type: ENTITY_MENUS[of], custom_id: encode(action), placeholder, min_values: 1, max_values: atMost });
  }

  return {
    button(
      label: string,
      action: ActionFrom<F, { kind: "button" }>,
      options: { style?: PressStyle; disabled?: boolean } = {},
    ): APIButtonComponent {
      return {
        type: ComponentType.Button,
        style: options.style ?? ButtonStyle.Secondary,
        label: clip(label, MAX_BUTTON_LABEL),
        custom_id: encode(action),
        ...(options.disabled ? { disabled: true } : {}),
      };
    },
    /** A menu to choose one or (with `many`) several options from; null without options. */
    select(
      action: ActionFrom<F, { kind: "menu"; of: "option" }>,
      placeholder: string,
      options: readonly MenuOption[],
      many = false,
    ): Row | null {
      if (options.length === 0) return null;
      return toRow({
        type: ComponentType.StringSelect,
        custom_id: encode(action),
        placeholder,
        options: options.map(toOption),
        min_values: 1,
        max_values: many ? options.length : 1,
      });
    },
    /** Menus of what the server has; `atMost` is 25 at most. */
    selectUsers: entityMenu("user"),
    selectRoles: entityMenu("role"),
    selectMentionables: entityMenu("mentionable"),
    selectChannels(
      action: ActionFrom<F, { kind: "menu"; of: "channel" }>,
      placeholder: string,
      { channelTypes, atMost = 1 }: { channelTypes?: readonly ChannelType[]; atMost?: number } = {},
    ): Row {
      return toRow({
        type: ComponentType.ChannelSelect,
        custom_id: encode(action),
        placeholder,
        ...(channelTypes === undefined ? {} : { channel_types: [...channelTypes] }),
        min_values: 1,
        max_values: atMost,
      });
    },
    /** A form of one to five inputs, in the order in which `inputs` names them. */
    form<A extends ActionFrom<F, { kind: "form"; inputs: Inputs }>>(
      action: A,
      title: string,
      inputs: InputsOf<F, A["kind"]>,
    ): Form {
      const { from } = declarationOf(action.kind);
      if (from.kind !== "form") throw new TypeError(`${action.kind} is not submitted`);
      const specs: Record<string, InputSpecs[InputType]> = inputs;
      return {
        custom_id: encode(action),
        title: clip(title, MAX_FORM_TITLE),
        components: Object.entries(specs).flatMap(([name, spec]) => {
          const type = from.inputs[name];
          return type === undefined ? [] : [toLabel(spec, toInput(name, type, spec))];
        }),
      };
    },
  };
}

function toRow(component: APIComponentInMessageActionRow): Row {
  return { type: ComponentType.ActionRow, components: [component] };
}

function toOption({ label, value, description }: MenuOption): APISelectMenuOption {
  return {
    label: clip(label, MAX_OPTION_LABEL),
    value,
    ...(description === undefined ? {} : { description: clip(description, MAX_OPTION_LABEL) }),
  };
}

function toLabel({ label, description }: Asked, component: APIComponentInLabel): APILabelComponent {
  return {
    type: ComponentType.Label,
    label: clip(label, MAX_INPUT_LABEL),
    ...(description === undefined ? {} : { description: clip(description, MAX_INPUT_DESCRIPTION) }),
    component,
  };
}

/** The caller pairs each type with its own spec: `InputsOf` has checked that. */
function toInput(name: string, type: InputType, spec: InputSpecs[InputType]): APIComponentInLabel {
  const { optional = false, atMost = 1 } = spec as Chosen;
  // Discord wants no least number, or one of at least 1, unless the input may be left out.
  const shared = { custom_id: name, required: !optional, max_values: atMost };
  switch (type) {
    case "text":
      return toTextInput(name, spec);
    case "file": {
      const { fileTypes } = spec as InputSpecs["file"];
      return {
        type: ComponentType.FileUpload,
        ...shared,
        ...(fileTypes === undefined ? {} : { file_types: [...fileTypes] }),
      };
    }
    case "option":
      return {
        type: ComponentType.StringSelect,
        ...shared,
        options: (spec as InputSpecs["option"]).options.map(toOption),
      };
    case "channel": {
      const { channelTypes } = spec as InputSpecs["channel"];
      return {
        type: ComponentType.ChannelSelect,
        ...shared,
        ...(channelTypes === undefined ? {} : { channel_types: [...channelTypes] }),
      };
    }
    case "user":
    case "role":
    case "mentionable":
      return { type: ENTITY_MENUS[type], ...shared };
  }
}

function toTextInput(name: string, spec: InputSpecs["text"]): APIComponentInLabel {
  const { optional = false, long, minLength, maxLength, value, placeholder } = spec;
  return {
    type: ComponentType.TextInput,
    custom_id: name,
    style: long ? TextInputStyle.Paragraph : TextInputStyle.Short,
    required: !optional,
    ...(minLength === undefined ? {} : { min_length: minLength }),
    ...(maxLength === undefined ? {} : { max_length: maxLength }),
    ...(value === undefined ? {} : { value }),
    ...(placeholder === undefined ? {} : { placeholder }),
  };
}
