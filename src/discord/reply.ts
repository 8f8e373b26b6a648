import type { Result } from "../coach/problem.ts";
import type { View } from "./message.ts";
import type { Form } from "./pressables.ts";

/** The outcome of one interaction. Only the dispatcher turns it into calls to Discord. */
export type Reply =
  /**
   * A message of its own, private to the member (in a server) unless the command is a public one. `aside` is another
   * one, which only the member sees.
   */
  | { kind: "message"; view: View; files: readonly ReplyFile[]; aside: View | null }
  /**
   * Replaces the message that was pressed, with only the files given here. `aside` is a message that only the presser
   * sees. `forAll`: the view is as public as a message that everyone sees. One that is not never replaces such a
   * message: the presser gets it as a message of their own.
   */
  | { kind: "update"; view: View; files: readonly ReplyFile[]; aside: View | null; forAll: boolean };

/** Only a handler that says `opensForm` may reply with it: it cannot be deferred. */
export type FormReply = { kind: "form"; form: Form };

/** A file to send along. The view shows it by its name: see `file`, `mediaGallery` and `thumbnail` in `message.ts`. */
export type ReplyFile = {
  name: string;
  bytes: Uint8Array;
  /** What a picture shows, for those who cannot see it. */
  description?: string;
};

export function reply(view: View, files: readonly ReplyFile[] = [], aside: View | null = null): Reply {
  return { kind: "message", view, files, aside };
}

export function update(
  view: View,
  {
    files = [],
    aside = null,
    forAll = false,
  }: { files?: readonly ReplyFile[]; aside?: View | null; forAll?: boolean } = {},
): Reply {
  return { kind: "update", view, files, aside, forAll };
}

export function openForm(form: Form): FormReply {
  return { kind: "form", form };
}

/** The same reply with each of its views changed. */
export function mapViews(found: Reply | FormReply, change: (view: View) => View): Reply | FormReply {
  switch (found.kind) {
    case "form":
      return found;
    case "message":
    case "update":
      return { ...found, view: change(found.view), aside: found.aside === null ? null : change(found.aside) };
  }
}

export function textFile(name: string, text: string): ReplyFile {
  return { name, bytes: new TextEncoder().encode(text) };
}

/** Makes a reply from the result of a use case. Leaves a problem as it is, for the dispatcher to phrase. */
export function mapResult<T, U>(result: Result<T>, make: (value: T) => U): Result<U> {
  return result.ok ? { ok: true, value: make(result.value) } : result;
}
