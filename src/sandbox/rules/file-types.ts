import type { FileUploadType } from "discord-api-types/v10";
import type { Form } from "./form.ts";
import { FILE_TYPES } from "./limits.ts";

/** The groups that Discord names. Source: https://docs.discord.com/developers/reference#file-type-filtering. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  image: [".png", ".gif", ".jpg", ".jpeg", ".jfif", ".webp", ".avif"],
  video: [".mp4", ".mov", ".qt", ".webm"],
  audio: [".mp3", ".m4a", ".wav", ".ogg", ".opus", ".flac"],
};

/** `file_types`: groups, or extensions with their dot, which Discord keeps in lower case. */
export function readFileTypes(form: Form): { file_types?: FileUploadType[] } {
  const asked = form.list("file_types", { max: FILE_TYPES });
  if (!asked) return {};
  const types = asked.flatMap((value, index) => {
    const type = typeof value === "string" ? value.toLowerCase() : "";
    if (isFileType(type)) return [type];
    const message = "Must be image, video, audio or an extension that begins with a dot.";
    form.problems.add([...form.at("file_types"), index], "BASE_TYPE_CHOICES", message);
    return [];
  });
  return { file_types: types };
}

function isFileType(type: string): type is FileUploadType {
  return type in GROUPS || /^\.[^.\s/\\]+$/.test(type);
}

/** Whether a file may be chosen. Only its name counts. */
export function fitsFileTypes(name: string, types: readonly string[] | undefined): boolean {
  if (!types || types.length === 0) return true;
  const lower = name.toLowerCase();
  return types.flatMap((type) => GROUPS[type] ?? [type]).some((extension) => lower.endsWith(extension));
}
