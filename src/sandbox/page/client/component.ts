import type { ButtonView, ComponentView, MessageView, SelectView } from "../view.ts";
import { button, type Child, element } from "./dom.ts";
import { icon } from "./icons.ts";
import { useComponent } from "./interaction.ts";
import { link, renderMarkdown } from "./markdown.ts";
import { file, gallery, picture } from "./media.ts";
import { createSelect } from "./select.ts";
import { spoiler } from "./spoiler.ts";

function buttonText(view: ButtonView): Child[] {
  return [
    view.emoji === null ? null : element("span", { class: "emoji" }, [view.emoji]),
    view.label === null ? null : element("span", {}, [view.label]),
  ];
}

function renderButton(view: ButtonView, message: MessageView): HTMLElement {
  const { customId, url, disabled } = view;
  const text = buttonText(view);
  if (url !== null && !disabled) return link(url, [...text, icon("open")], { class: "button button-link" });
  return button({ class: `button button-${view.style}`, disabled, "data-focus": customId }, text, () => {
    if (customId !== null) void useComponent(message, customId, null);
  });
}

/**
 * Marks the pressed component as waiting, and disables the rest of its message. Nothing is drawn again, so that the
 * focus stays and screen readers do not read the message a second time.
 */
export function showPending(article: HTMLElement, customId: string | null): void {
  for (const control of article.querySelectorAll<HTMLElement>("button[data-focus]:is(.button, .select)")) {
    control.ariaBusy = control.dataset.focus === customId ? "true" : null;
    control.ariaDisabled = customId === null ? null : "true";
  }
}

export function dots(): HTMLElement {
  const dot = () => element("span", { class: "dot" });
  return element("span", { class: "dots", "aria-hidden": "true" }, [dot(), dot(), dot()]);
}

function renderSelect(view: SelectView, message: MessageView): HTMLElement {
  return createSelect({
    view,
    disabled: view.disabled,
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
