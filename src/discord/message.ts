import {
  type APIButtonComponent,
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  type APIContainerComponent,
  type APIFileComponent,
  type APIMediaGalleryComponent,
  type APIMessageTopLevelComponent,
  type APISectionComponent,
  type APISeparatorComponent,
  type APITextDisplayComponent,
  ButtonStyle,
  ComponentType,
} from "discord.js";
import { actions } from "./actions/index.ts";
import { clip } from "./clip.ts";
import { MAX_BUTTON_LABEL } from "./limits.ts";
import { createPressables, type Row } from "./pressables.ts";

/** A message as the views make it: Components V2 only, so it can be edited into any other view. */
export type View = { components: APIMessageTopLevelComponent[] };

/** The parts of a view that lead to an action of this bot. */
export const { button, select, form } = createPressables(actions);

/** As discord.js takes it. Without the wrapper it would walk through every object to rename keys that fit already. */
export function encodeView({ components }: View) {
  return components.map((component) => ({ toJSON: () => component }));
}

/** The stripe beside a message. */
export const ACCENT = {
  lesson: 0x4f6bed,
  done: 0x2e9e6b,
  quiz: 0x9457d1,
  reminder: 0xd98324,
  plain: 0x6b7280,
} as const;

export function view(accent: keyof typeof ACCENT, ...parts: (APIComponentInContainer | null)[]): View {
  const container: APIContainerComponent = {
    type: ComponentType.Container,
    accent_color: ACCENT[accent],
    components: parts.filter((part) => part !== null),
  };
  return { components: [container] };
}

export function text(content: string): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content };
}

/** Null when there is nothing to say, so that a view can leave the part out. */
export function textOf(lines: readonly (string | null)[]): APITextDisplayComponent | null {
  const kept = lines.filter((line) => line !== null);
  return kept.length === 0 ? null : text(kept.join("\n"));
}

/** The first heading of a view, and the first of its small lines, which name the lesson or course that it is about. */
export function headingOf({ components }: View): { heading: string | null; note: string | null } {
  const lines = components
    .flatMap((part) => (part.type === ComponentType.Container ? part.components : []))
    .flatMap((part) => (part.type === ComponentType.TextDisplay ? part.content.split("\n") : []));
  const after = (mark: RegExp) => lines.find((each) => mark.test(each))?.replace(mark, "") ?? null;
  return { heading: after(/^#{1,3} /), note: after(/^-# /) };
}

export function line(): APISeparatorComponent {
  return { type: ComponentType.Separator, divider: true };
}

/** Shows a file of the reply, to download. */
export function file(name: string): APIFileComponent {
  return { type: ComponentType.File, file: attached(name) };
}

/** A picture among the reply's files, by its name. `description` is for those who cannot see it. */
export type Picture = { name: string; description?: string };

/** Shows one to ten pictures of the reply. */
export function mediaGallery(...pictures: readonly Picture[]): APIMediaGalleryComponent {
  return { type: ComponentType.MediaGallery, items: pictures.map(toMedia) };
}

/** One to three texts with a small picture of the reply beside them. */
export function thumbnail(picture: Picture, ...texts: readonly string[]): APISectionComponent {
  return {
    type: ComponentType.Section,
    components: texts.map(text),
    accessory: { type: ComponentType.Thumbnail, ...toMedia(picture) },
  };
}

function toMedia({ name, description }: Picture) {
  return { media: attached(name), ...(description === undefined ? {} : { description }) };
}

function attached(name: string): { url: string } {
  return { url: `attachment://${name}` };
}

/** Null without buttons: Discord refuses an empty row. */
export function row(...components: (APIComponentInMessageActionRow | null)[]): Row | null {
  const kept = components.filter((component) => component !== null);
  return kept.length === 0 ? null : { type: ComponentType.ActionRow, components: kept };
}

export function linkButton(label: string, url: string): APIButtonComponent {
  return { type: ComponentType.Button, style: ButtonStyle.Link, label: clip(label, MAX_BUTTON_LABEL), url };
}
