import type { Deliveries, Delivery, DueSchedules, Payload, Recipient } from "../../coach/reminders/ports.ts";
import type { Occurrence } from "../../reminders/due.ts";
import type { Refusal } from "../../study/enrolment.ts";
import type { Database } from "./database.ts";
import { and, asc, eq, isNotNull, isNull, lte, sql } from "./drizzle.ts";
import { prepareDueSchedules } from "./due-schedules.ts";
import { prepareHolds } from "./holds.ts";
import { deliveries, enrolments, occurrences } from "./schema.ts";

type Row = Omit<Delivery, "recipient"> & { guildId: string; userId: string | null; channelId: string | null };

export function createDeliveryStore(database: Database): Deliveries {
  const { orm } = database;
  const due = prepareDueSchedules(database);
  const columns = {
    id: deliveries.id,
    guildId: deliveries.guildId,
    userId: deliveries.userId,
    channelId: deliveries.channelId,
    payload: deliveries.payload,
    claimedAt: deliveries.claimedAt,
    attempts: deliveries.attempts,
    uncertainSince: deliveries.uncertainSince,
  };
  const isIt = eq(deliveries.id, sql.placeholder("id"));
  const isUnsent = and(isNull(deliveries.sentAt), isNull(deliveries.endedAt));
  const isLeased = eq(deliveries.leasedBy, sql.placeholder("worker"));
  const canGo = and(isUnsent, isNull(deliveries.heldSince));
  const ofLearner = eq(deliveries.enrolmentId, sql.placeholder("enrolmentId"));
  const holds = prepareHolds(database);

  const waiting = orm
    .select(columns)
    .from(deliveries)
    .where(and(canGo, lte(deliveries.nextAttemptAt, sql.placeholder("now"))))
    .orderBy(asc(deliveries.nextAttemptAt), asc(deliveries.id))
    .limit(sql.placeholder("limit"))
    .prepare();
  const nextAttempt = orm
    .select({ at: deliveries.nextAttemptAt })
    .from(deliveries)
    .where(canGo)
    .orderBy(asc(deliveries.nextAttemptAt))
    .limit(1)
    .prepare();
  const lease = orm
    .update(deliveries)
    .set({
      leasedBy: sql`${sql.placeholder("worker")}`,
      nextAttemptAt: sql`${sql.placeholder("until")}`,
      attempts: sql`${deliveries.attempts} + 1`,
      uncertainSince: sql`coalesce(${deliveries.uncertainSince}, ${sql.placeholder("now")})`,
    })
    .where(isIt)
    .prepare();
  const insert = orm
    .insert(deliveries)
    .values({
      id: sql.placeholder("id"),
      guildId: sql.placeholder("guildId"),
      userId: sql.placeholder("userId"),
      channelId: sql.placeholder("channelId"),
      enrolmentId: sql.placeholder("enrolmentId"),
      payload: sql.placeholder("payload"),
      claimedAt: sql.placeholder("now"),
      attempts: 1,
      uncertainSince: sql.placeholder("now"),
      leasedBy: sql.placeholder("worker"),
      nextAttemptAt: sql.placeholder("until"),
    })
    .prepare();
  const insertOccurrence = orm
    .insert(occurrences)
    .values({
      scheduleId: sql.placeholder("scheduleId"),
      dueAt: sql.placeholder("dueAt"),
      deliveryId: sql.placeholder("deliveryId"),
    })
    .prepare();
  const wasHandedOut = orm
    .select({ deliveryId: occurrences.deliveryId })
    .from(occurrences)
    .where(
      and(eq(occurrences.scheduleId, sql.placeholder("scheduleId")), eq(occurrences.dueAt, sql.placeholder("dueAt"))),
    )
    .prepare();
  const keptFor = orm
    .select(columns)
    .from(deliveries)
    .where(and(eq(deliveries.enrolmentId, sql.placeholder("enrolmentId")), isUnsent))
    .orderBy(asc(deliveries.claimedAt), asc(deliveries.id))
    .prepare();
  const markSent = orm
    .update(deliveries)
    .set({
      sentAt: sql`${sql.placeholder("now")}`,
      sentChannelId: sql`${sql.placeholder("channelId")}`,
      messageId: sql`${sql.placeholder("messageId")}`,
      leasedBy: null,
    })
    .where(and(isIt, isUnsent))
    .prepare();
  const markFailed = orm
    .update(deliveries)
    .set({
      failure: sql`${sql.placeholder("reason")}`,
      nextAttemptAt: sql`${sql.placeholder("nextAttemptAt")}`,
      leasedBy: null,
    })
    .where(and(isIt, isUnsent, isLeased))
    .prepare();
  /** As it was before it was claimed. */
  const putBack = orm
    .update(deliveries)
    .set({
      failure: sql`${sql.placeholder("reason")}`,
      nextAttemptAt: sql`${sql.placeholder("until")}`,
      leasedBy: null,
      attempts: sql`${sql.placeholder("attempts")}`,
      uncertainSince: sql`${sql.placeholder("uncertainSince")}`,
    })
    .where(and(isIt, isUnsent, isLeased))
    .returning({ enrolmentId: deliveries.enrolmentId })
    .prepare();
  const end = orm
    .update(deliveries)
    .set({
      failure: sql`${sql.placeholder("reason")}`,
      fate: sql`${sql.placeholder("fate")}`,
      endedAt: sql`${sql.placeholder("now")}`,
      leasedBy: null,
    })
    .where(and(isIt, isUnsent, isLeased))
    .returning({ enrolmentId: deliveries.enrolmentId })
    .prepare();
  const missed = orm
    .select({ id: deliveries.id, payload: deliveries.payload })
    .from(deliveries)
    .where(and(ofLearner, isNotNull(deliveries.endedAt), isNull(deliveries.namedIn)))
    .orderBy(asc(deliveries.endedAt), asc(deliveries.id))
    .prepare();
  const nameIn = orm
    .update(deliveries)
    .set({ namedIn: sql`${sql.placeholder("deliveryId")}` })
    .where(isIt)
    .prepare();
  const nameAgain = orm
    .update(deliveries)
    .set({ namedIn: null })
    .where(eq(deliveries.namedIn, sql.placeholder("id")))
    .prepare();
  const closeDirectMessages = orm
    .update(enrolments)
    .set({
      directMessagesClosedAt: sql`${sql.placeholder("now")}`,
      toldOfClosedDirectMessages: false,
      refusal: sql`${sql.placeholder("refusal")}`,
    })
    .where(and(eq(enrolments.id, sql.placeholder("enrolmentId")), isNull(enrolments.directMessagesClosedAt)))
    .prepare();

  function nextDueAt(): number | null {
    const instants = [due.nextDueAt(), nextAttempt.get()?.at ?? null].filter((at) => at !== null);
    return instants.length === 0 ? null : Math.min(...instants);
  }

  type Claim = Parameters<Deliveries["claim"]>[0];

  /** What the learner's ended deliveries could not bring, which the delivery `id` names instead. */
  function takeMissed(payload: Payload, id: string): Pick<Extract<Payload, { kind: "reminder" }>, "missed"> {
    if (payload.kind !== "reminder") return {};
    const ended = missed.all({ enrolmentId: payload.enrolmentId });
    if (ended.length === 0) return {};
    for (const row of ended) nameIn.run({ id: row.id, deliveryId: id });
    return { missed: ended.flatMap((row) => occurrencesOf(row.payload)) };
  }

  /** Writes the delivery for the due schedules of one owner; null if all occurrences were claimed before. */
  function handOut(schedules: DueSchedules, { worker, now, until, newId, take }: Claim): Delivery | null {
    const { recipient, payload, next } = take(schedules);
    for (const { scheduleId, dueAt } of next) due.moveOn(scheduleId, dueAt);
    const fresh = payload.occurrences.filter((occurrence) => wasHandedOut.get(occurrence) === undefined);
    if (fresh.length === 0) return null;
    const id = newId();
    const delivery = {
      id,
      recipient,
      payload: { ...payload, occurrences: fresh, ...takeMissed(payload, id) },
      claimedAt: now,
      attempts: 0,
      uncertainSince: null,
    };
    insert.run({
      ...toColumns(recipient),
      id: delivery.id,
      enrolmentId: payload.kind === "reminder" ? payload.enrolmentId : null,
      payload: delivery.payload,
      now,
      worker,
      until,
    });
    for (const occurrence of fresh) insertOccurrence.run({ ...occurrence, deliveryId: delivery.id });
    return delivery;
  }

  function close(enrolmentId: number, refusal: Refusal, now: number): void {
    closeDirectMessages.run({ enrolmentId, refusal, now });
    holds.followLearner(enrolmentId, now);
  }

  return {
    async claim(input) {
      const { now, limit } = input;
      // This read takes no write lock, and most of the time nothing is due.
      const next = nextDueAt();
      if (limit <= 0 || next === null || next > now) return [];
      return database.write(() => {
        const again = waiting.all({ now, limit }).map(toDelivery);
        for (const { id } of again) lease.run({ id, worker: input.worker, until: input.until, now });
        const fresh = due
          .byOwner(now, limit - again.length)
          .map((schedules) => handOut(schedules, input))
          .filter((delivery) => delivery !== null);
        return [...again, ...fresh];
      });
    },

    async keptFor(enrolmentId) {
      return keptFor.all({ enrolmentId }).map(toDelivery);
    },

    async markSent(id, sent, now) {
      const where = { channelId: sent?.channelId ?? null, messageId: sent?.messageId ?? null };
      await database.write(() => {
        const { changes } = markSent.run({ id, now, ...where });
        if (changes > 0 && sent === null) nameAgain.run({ id });
      });
    },

    async markFailed(id, worker, reason, nextAttemptAt) {
      await database.write(() => markFailed.run({ id, worker, reason, nextAttemptAt }));
    },

    async postpone({ id, attempts, uncertainSince }, worker, reason, until) {
      await database.write(() => putBack.run({ id, worker, reason, until, attempts, uncertainSince }));
    },

    async markClosed({ id, attempts, uncertainSince }, worker, refusal, now) {
      await database.write(() => {
        const back = putBack.get({ id, worker, reason: refusal, until: now, attempts, uncertainSince });
        if (back !== undefined && back.enrolmentId !== null) close(back.enrolmentId, refusal, now);
      });
    },

    async end(id, worker, { fate, reason, now }) {
      await database.write(() => {
        const ended = end.get({ id, worker, fate, reason, now });
        // Nobody sends to an account that is gone, until it turns out that it is not.
        if (fate === "gone" && ended !== undefined && ended.enrolmentId !== null) close(ended.enrolmentId, "gone", now);
      });
    },

    async nextDueAt() {
      return database.read(nextDueAt);
    },
  };
}

/** Everything that a delivery was to name. */
function occurrencesOf(payload: Payload): readonly Occurrence[] {
  return payload.kind === "reminder" ? [...(payload.missed ?? []), ...payload.occurrences] : payload.occurrences;
}

function toColumns(recipient: Recipient) {
  const { guildId } = recipient;
  return recipient.kind === "member"
    ? { guildId, userId: recipient.userId, channelId: null }
    : { guildId, userId: null, channelId: recipient.channelId };
}

function toDelivery({ guildId, userId, channelId, ...delivery }: Row): Delivery {
  return { ...delivery, recipient: toRecipient(guildId, userId, channelId) };
}

function toRecipient(guildId: string, userId: string | null, channelId: string | null): Recipient {
  if (userId !== null) return { kind: "member", guildId, userId };
  if (channelId !== null) return { kind: "channel", guildId, channelId };
  throw new TypeError("a delivery has no recipient");
}
