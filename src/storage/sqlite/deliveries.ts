import type { Deliveries, Delivery, DueSchedules, Recipient } from "../../coach/reminders/ports.ts";
import type { Database } from "./database.ts";
import { and, asc, eq, isNull, lte, or, sql } from "./drizzle.ts";
import { prepareDueSchedules } from "./due-schedules.ts";
import { reachable } from "./learner-columns.ts";
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
  };
  const isIt = eq(deliveries.id, sql.placeholder("id"));
  const isUnsent = isNull(deliveries.sentAt);
  const isLeased = eq(deliveries.leasedBy, sql.placeholder("worker"));
  /** The delivery goes to a channel, or to a learner who can be reached. */
  const canGo = or(isNull(deliveries.enrolmentId), reachable);

  const waiting = orm
    .select(columns)
    .from(deliveries)
    .leftJoin(enrolments, eq(enrolments.id, deliveries.enrolmentId))
    .where(and(isUnsent, lte(deliveries.nextAttemptAt, sql.placeholder("now")), canGo))
    .orderBy(asc(deliveries.nextAttemptAt), asc(deliveries.id))
    .limit(sql.placeholder("limit"))
    .prepare();
  const nextAttempt = orm
    .select({ at: deliveries.nextAttemptAt })
    .from(deliveries)
    .leftJoin(enrolments, eq(enrolments.id, deliveries.enrolmentId))
    .where(and(isUnsent, canGo))
    .orderBy(asc(deliveries.nextAttemptAt))
    .limit(1)
    .prepare();
  const lease = orm
    .update(deliveries)
    .set({ leasedBy: sql`${sql.placeholder("worker")}`, nextAttemptAt: sql`${sql.placeholder("until")}` })
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
      attempts: sql`${deliveries.attempts} + 1`,
    })
    .where(and(isIt, isUnsent))
    .prepare();
  const markFailed = orm
    .update(deliveries)
    .set({
      failure: sql`${sql.placeholder("reason")}`,
      nextAttemptAt: sql`${sql.placeholder("nextAttemptAt")}`,
      leasedBy: null,
      attempts: sql`${deliveries.attempts} + 1`,
    })
    .where(and(isIt, isUnsent, isLeased))
    .prepare();
  const endLease = orm
    .update(deliveries)
    .set({ nextAttemptAt: sql`${sql.placeholder("now")}`, leasedBy: null })
    .where(and(isIt, isUnsent, isLeased))
    .returning({ enrolmentId: deliveries.enrolmentId })
    .prepare();
  const closeDirectMessages = orm
    .update(enrolments)
    .set({ directMessagesClosedAt: sql`${sql.placeholder("now")}`, toldOfClosedDirectMessages: false })
    .where(and(eq(enrolments.id, sql.placeholder("enrolmentId")), isNull(enrolments.directMessagesClosedAt)))
    .prepare();

  function nextDueAt(): number | null {
    const instants = [due.nextDueAt(), nextAttempt.get()?.at ?? null].filter((at) => at !== null);
    return instants.length === 0 ? null : Math.min(...instants);
  }

  type Claim = Parameters<Deliveries["claim"]>[0];

  /** Writes the delivery for the due schedules of one owner; null if all occurrences were claimed before. */
  function handOut(schedules: DueSchedules, { worker, now, until, newId, take }: Claim): Delivery | null {
    const { recipient, payload, next } = take(schedules);
    for (const { scheduleId, dueAt } of next) due.moveOn(scheduleId, dueAt);
    const fresh = payload.occurrences.filter((occurrence) => wasHandedOut.get(occurrence) === undefined);
    if (fresh.length === 0) return null;
    const delivery = {
      id: newId(),
      recipient,
      payload: { ...payload, occurrences: fresh },
      claimedAt: now,
      attempts: 0,
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

  return {
    async claim(input) {
      const { now, limit } = input;
      // This read takes no write lock, and most of the time nothing is due.
      const next = nextDueAt();
      if (limit <= 0 || next === null || next > now) return [];
      return database.write(() => {
        const again = waiting.all({ now, limit }).map(toDelivery);
        for (const { id } of again) lease.run({ id, worker: input.worker, until: input.until });
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
      await database.write(() => markSent.run({ id, now, ...where }));
    },

    async markFailed(id, worker, reason, nextAttemptAt) {
      await database.write(() => markFailed.run({ id, worker, reason, nextAttemptAt }));
    },

    async markClosed(id, worker, now) {
      await database.write(() => {
        const ended = endLease.get({ id, worker, now });
        if (ended !== undefined) closeDirectMessages.run({ enrolmentId: ended.enrolmentId, now });
      });
    },

    async nextDueAt() {
      return database.read(nextDueAt);
    },
  };
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
