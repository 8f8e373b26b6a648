import { button, element } from "./dom.ts";
import { icon } from "./icons.ts";
import { link } from "./markdown.ts";

export function openLightbox(url: string, description: string, origin: string): void {
  const close = button({ class: "icon-button", "aria-label": "Close" }, [icon("close")], () => dialog.close());
  const dialog = element("dialog", { class: "lightbox", "aria-label": description }, [
    close,
    element("img", { src: url, alt: description }),
    link(origin, ["Open in browser"]),
  ]);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
