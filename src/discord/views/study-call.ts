import type { OutgoingMessage } from "../../coach/reminders/ports.ts";
import { button, row, text, textOf, type View, view } from "../message.ts";
import { LATE_MS } from "./reminder-message.ts";
import { momentOf, nameOf } from "./words.ts";

/** In a server's channel: it is time to study together. */
export function studyCallView({ content, occurrences, now }: Extract<OutgoingMessage, { kind: "study-call" }>): View {
  const last = occurrences.at(-1);
  const late = last !== undefined && now - last.dueAt > LATE_MS;
  return view(
    "reminder",
    textOf([
      content === null ? "📖 It is study time." : `📖 It is study time: **${nameOf(content.course.title)}**.`,
      late ? `-# It was meant for ${momentOf(last.dueAt)}; I could not post it then.` : null,
    ]),
    text("`/learn` shows each of you your next lesson."),
    content === null || content.archived ? null : row(button("Join", { kind: "join", courseId: content.course.id })),
  );
}
