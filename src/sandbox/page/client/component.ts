import type { ButtonView, ComponentView, MessageView, SelectView } from "../view.ts";
import { button, type Child, element } from "./dom.ts";
import { icon } from "./icons.ts";
import { useComponent } from "./interaction.ts";
import { link, renderMarkdown } from "./markdown.ts";
import { file, gallery, picture } from "./media.ts";
import { createSelect } from "./select.ts";
import { spoiler } from "./spoiler.ts";
import { state } from "./state.ts";

function buttonText(view: ButtonView): Child[] {
  return [
    view.emoji === null ? null : element("span", { class: "emoji" }, [view.emoji]),
    view.label === null ? null : element("span", {}, [view.label]),
  ];
}

function renderButton(view: ButtonView, message: MessageView): HTMLElement {
  const text = buttonText(view);
  if (view.url !== null) return link(view.url, [...text, icon("open")], { class: "button button-link" });
  const { customId } = view;
  const pending = state.pending.get(message.id);
  const isPending = customId !== null && pending === customId;
  return button(
    {
      class: `button button-${view.style}${isPending ? " button-pending" : ""}`,
      disabled: view.disabled,
      "data-focus": customId,
      "aria-busy": isPending ? "true" : null,
      // Still to be reached by keyboard, so that the focus is not lost while an answer is awaited.
      "aria-disabled": pending !== undefined && !view.disabled ? "true" : null,
    },
    isPending ? [element("span", { class: "button-text" }, text), dots()] : text,
    () => {
      if (customId !== null) void useComponent(message, customId, null);
    },
  );
}

export function dots(): HTMLElement {
  const dot = () => element("span", { class: "dot" });
  return element("span", { class: "dots", "aria-hidden": "true" }, [dot(), dot(), dot()]);
}

function renderSelect(view: SelectView, message: MessageView): HTMLElement {
  return createSelect({
    view,
    disabled: view.disabled || state.pending.has(message.id),
    commit: (values) => void useComponent(message, view.customId, values),
  });
}

function renderRowItem(view: ButtonView | SelectView, message: MessageView): HTMLElement {
  return view.kind === "button" ? renderButton(view, message) : renderSelect(view, message);
}

function renderText(text: Parameters<typeof renderMarkdown>[0]): HTMLElement {
  return element("div", { class: "markdown" }, renderMarkdown(text));
}

function renderSection(view: Extract<ComponentView, { kind: "section" }>, message: MessageView): HTMLElement {
  const { accessory } = view;
  return element("div", { class: "section" }, [
    element("div", { class: "section-texts" }, view.texts.map(renderText)),
    element("div", { class: "section-accessory" }, [
      accessory.kind === "button" ? renderButton(accessory, message) : picture(accessory.media, "picture-thumbnail"),
    ]),
  ]);
}

function renderContainer(view: Extract<ComponentView, { kind: "container" }>, message: MessageView): HTMLElement {
  const parts = view.components.map((part) => renderComponent(part, message));
  const box = element("div", { class: view.colour ? "container container-accent" : "container" }, parts);
  if (view.colour) box.style.setProperty("--accent", view.colour);
  return view.spoiler ? spoiler([box], "div") : box;
}

export function renderComponent(view: ComponentView, message: MessageView): HTMLElement {
  switch (view.kind) {
    case "row":
      return element(
        "div",
        { class: "row" },
        view.components.map((item) => renderRowItem(item, message)),
      );
    case "container":
      return renderContainer(view, message);
    case "section":
      return renderSection(view, message);
    case "text":
      return renderText(view.text);
    case "gallery":
      return gallery(view.items);
    case "file":
      return file(view.file);
    case "separator":
      return element("div", {
        class: `separator${view.large ? " separator-large" : ""}${view.line ? " separator-line" : ""}`,
        role: view.line ? "separator" : null,
      });
  }
}
