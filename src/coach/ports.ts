import type { Attachments, Catalog, CourseShelf } from "./course-ports.ts";
import type { Enrolments, ProgressStore, Quizzes } from "./learner-ports.ts";
import type { Deliveries, Reminders, Sender } from "./reminder-ports.ts";

/** What the coach needs from the world. Instants are UTC epoch milliseconds. */

export type Clock = {
  now(): number;
  /** Runs `task` once `instant` is reached; the returned function cancels it. */
  at(instant: number, task: () => void | Promise<void>): () => void;
};

export type Log = {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
};

export type Ports = {
  clock: Clock;
  log: Log;
  catalog: Catalog;
  shelf: CourseShelf;
  attachments: Attachments;
  enrolments: Enrolments;
  progress: ProgressStore;
  quizzes: Quizzes;
  reminders: Reminders;
  deliveries: Deliveries;
  sender: Sender;
  /** A fresh delivery id: see `Delivery.id`. */
  newDeliveryId(): string;
};
