import { ButtonStyle, ComponentType } from "discord.js";
import { row, text, type View, view } from "../message.ts";

/** How a member can ask for a form again: by the same button, in the same menu, or with the same command. */
export type Again =
  | { kind: "button"; customId: string }
  | { kind: "menu" }
  /** `name` as members write it: `/course import`. */
  | { kind: "command"; name: string };

/** For a form that could not be opened in time. */
export function slowFormView(again: Again): View {
  switch (again.kind) {
    case "button":
      return view(
        "plain",
        text("That took too long to open. Please try again:"),
        row({
          type: ComponentType.Button,
          style: ButtonStyle.Primary,
          label: "Try again",
          custom_id: again.customId,
        }),
      );
    case "menu":
      return view("plain", text("That took too long to open. Please choose again."));
    case "command":
      return view("plain", text(`That took too long to open. Please use \`${again.name}\` again.`));
  }
}
