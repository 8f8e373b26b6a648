/**
 * A member of one server studying one course. It outlives leaving: `leftAt` is set, progress is kept. Instants are UTC
 * epoch milliseconds.
 */
export type Enrolment = {
  id: number;
  guildId: string;
  userId: string;
  courseId: string;
  /** IANA name. */
  timeZone: string;
  /** Hidden learners appear on no page that others see. */
  hidden: boolean;
  joinedAt: number;
  /** When the member last joined, returned to or chose this course. */
  activatedAt: number;
  leftAt: number | null;
  /** When Discord refused a direct message (50007); reminders wait until the learner has them open again. */
  directMessagesClosedAt: number | null;
  /** Whether the learner was told about that since. */
  toldOfClosedDirectMessages: boolean;
};

/** The courses that a member is in, the one that their commands mean first. */
export function activeOf(enrolments: readonly Enrolment[]): Enrolment[] {
  return enrolments
    .filter(({ leftAt }) => leftAt === null)
    .sort((a, b) => b.activatedAt - a.activatedAt || b.id - a.id);
}

/** The courses that a member left and whose progress is kept, the one that they left last first. */
export function leftOf(enrolments: readonly Enrolment[]): Enrolment[] {
  return enrolments
    .filter(({ leftAt }) => leftAt !== null)
    .sort((a, b) => (b.leftAt ?? 0) - (a.leftAt ?? 0) || b.id - a.id);
}

/**
 * The instant at which an enrolment becomes the member's current one: later than every other, even in the same
 * millisecond.
 */
export function nextActivation(enrolments: readonly Enrolment[], now: number): number {
  return Math.max(now, ...enrolments.map(({ activatedAt }) => activatedAt + 1));
}

export type EnrolmentChange =
  | { kind: "enrol"; courseId: string; timeZone: string; hidden: boolean; joinedAt: number; activatedAt: number }
  /**
   * Back after leaving. Leaving took every waiting message along, so an old refusal of direct messages is forgotten.
   * Reminders waited meanwhile: see `resumed`.
   */
  | { kind: "return"; enrolmentId: number; timeZone: string; activatedAt: number }
  | { kind: "change-zone"; enrolmentId: number; timeZone: string }
  | { kind: "activate"; enrolmentId: number; activatedAt: number };

export type Enrolling = "joined" | "returned" | "zone-changed" | "unchanged";

/**
 * Enrols a member, or brings them back; the course becomes the one that their commands mean. Their other courses keep
 * their zones: a city that was typed to join something new is no word on those. A member who is in already and states
 * another zone has moved, with every course that they are in.
 */
export function enrol(
  enrolments: readonly Enrolment[],
  { courseId, timeZone, now }: { courseId: string; timeZone: string; now: number },
): { outcome: Enrolling; changes: EnrolmentChange[] } {
  const active = activeOf(enrolments);
  const activatedAt = nextActivation(active, now);
  const known = enrolments.find((own) => own.courseId === courseId);
  if (known === undefined) {
    // A member who hides in one course of this server hides in all of them.
    const hidden = enrolments.some((own) => own.hidden);
    return {
      outcome: "joined",
      changes: [{ kind: "enrol", courseId, timeZone, hidden, joinedAt: now, activatedAt }],
    };
  }
  if (known.leftAt !== null) {
    return { outcome: "returned", changes: [{ kind: "return", enrolmentId: known.id, timeZone, activatedAt }] };
  }
  const moves = active
    .filter((own) => own.timeZone !== timeZone)
    .map((own) => ({ kind: "change-zone", enrolmentId: own.id, timeZone }) as const);
  const isCurrent = active[0]?.id === known.id;
  return {
    outcome: moves.length === 0 ? "unchanged" : "zone-changed",
    changes: [...moves, ...(isCurrent ? [] : [{ kind: "activate", enrolmentId: known.id, activatedAt } as const])],
  };
}
