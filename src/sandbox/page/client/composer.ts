import type { CommandView } from "../view.ts";
import { type CommandForm, createCommandForm } from "./command-form.ts";
import { meantCommand } from "./command-match.ts";
import { createCommandPicker } from "./command-picker.ts";
import { button, element, region } from "./dom.ts";
import { createFileTray } from "./file-tray.ts";
import { sendable } from "./given-file.ts";
import { icon } from "./icons.ts";
import { say, sendCommand } from "./interaction.ts";
import { channelLabel, currentCommands, findChannel } from "./names.ts";
import { change, state, watch } from "./state.ts";

const LONGEST_MESSAGE = 2000;
const UNREADABLE = "The file could not be read. Is it still there?";

/** Where messages are typed; a `/` at the beginning leads to the bot's commands. */
export function showComposer(): void {
  const composer = region(".composer");
  const text = element("textarea", {
    class: "composer-text",
    rows: 1,
    maxlength: LONGEST_MESSAGE,
    "aria-autocomplete": "list",
  });
  const picker = createCommandPicker(text, begin);
  const send = button({ class: "icon-button composer-send", "aria-label": "Send" }, [icon("send")], () => submit());
  const tray = createFileTray(() => text.focus());
  const line = element("div", { class: "composer-line" }, [tray.picker, text, send]);
  let form: CommandForm | null = null;

  function grow(): void {
    text.style.height = "auto";
    text.style.height = `${text.scrollHeight}px`;
  }

  function end(): void {
    form?.element.remove();
    form?.panel.remove();
    form = null;
    text.hidden = false;
    tray.picker.hidden = false;
  }

  function begin(command: CommandView): void {
    const { channelId } = state;
    if (channelId === null) return;
    text.value = "";
    grow();
    text.hidden = true;
    tray.picker.hidden = true;
    form = createCommandForm({
      command,
      channelId,
      send(options, files) {
        end();
        text.focus();
        void sendWithFiles(channelId, command, options, files);
      },
      cancel() {
        end();
        text.focus();
      },
    });
    line.prepend(form.element);
    composer.prepend(form.panel);
    form.focus();
  }

  async function sendWithFiles(
    channelId: string,
    command: CommandView,
    options: Parameters<typeof sendCommand>[2],
    files: Record<string, File>,
  ): Promise<void> {
    const reading = Object.entries(files).map(async ([name, file]) => [name, await sendable(file)] as const);
    let read: Parameters<typeof sendCommand>[3];
    try {
      read = Object.fromEntries(await Promise.all(reading));
    } catch {
      change({ problem: UNREADABLE });
      return;
    }
    await sendCommand(channelId, command, options, read);
  }

  function submit(): void {
    if (form) {
      form.submit();
      return;
    }
    const content = text.value.trim();
    if ((content === "" && tray.isEmpty()) || state.channelId === null) return;
    void sayAndClear(state.channelId, content);
  }

  /** Text that could not be sent stays, so that the member can try again. */
  async function sayAndClear(channelId: string, content: string): Promise<void> {
    const typed = text.value;
    const files = tray.empty();
    text.value = "";
    grow();
    picker.show(null);
    if (await sayWithFiles(channelId, content, files)) return;
    tray.add(files);
    if (text.value !== "") return;
    text.value = typed;
    grow();
  }

  async function sayWithFiles(channelId: string, content: string, files: readonly File[]): Promise<boolean> {
    let read: Parameters<typeof say>[2];
    try {
      read = await Promise.all(files.map(sendable));
    } catch {
      change({ problem: UNREADABLE });
      return false;
    }
    return say(channelId, content, read);
  }

  text.addEventListener("input", () => {
    grow();
    const typed = /^\/(?<command>[^\n]*)$/.exec(text.value)?.groups?.command ?? null;
    const meant = typed === null ? null : meantCommand(currentCommands(), typed);
    picker.show(meant ? null : typed);
    if (meant) begin(meant);
  });
  text.addEventListener("blur", () => picker.show(null));
  text.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (picker.press(event.key)) event.preventDefault();
    else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    }
  });

  composer.append(picker.element, tray.element, line);
  watch(
    () => [state.channelId, state.self, state.guilds, state.directMessages],
    () => {
      const channel = findChannel(state.channelId);
      const label = channel ? `Message ${channelLabel(channel)}` : "Message";
      text.setAttribute("aria-label", label);
      text.placeholder = label;
    },
  );
  watch(
    () => [state.channelId, state.self],
    () => {
      end();
      picker.show(null);
      if (matchMedia("(hover: hover)").matches && state.self) text.focus();
    },
  );
}
