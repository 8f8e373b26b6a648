import type { Schedule } from "../../reminders/schedule.ts";
import type { Enrolment } from "../../study/enrolment.ts";
import { glanceAtLearner } from "../learning/find-learner.ts";
import type { Learner, Who } from "../learning/learner.ts";
import { keepAll } from "../ports.ts";
import { type Result, succeed } from "../problem.ts";
import type { Delivery, ReminderPorts } from "./ports.ts";

/** What waits for a learner who cannot be reached. */
export type KeptReminders = {
  learner: Learner;
  why: Unreachable;
  deliveries: readonly Delivery[];
  /** Schedules that fell due since then and are not claimed yet. */
  due: readonly Schedule[];
};

/**
 * If a member uses a command this long after a refusal, direct messages are tried again without asking. Milliseconds.
 */
const RETRY_AFTER_MS = 3_600_000;

/** What a learner is told about. A member who acts has an account, whatever Discord said: then no server is shared. */
export type Unreachable = "closed" | "no-server";

function whyOf({ refusal }: Pick<Enrolment, "refusal">): Unreachable {
  return refusal === null || refusal === "closed" ? "closed" : "no-server";
}

/**
 * What waits for the learner, if they have not been told about it yet; else null. Marks it as told. If they were told
 * long enough ago, tries to send it again instead. So it does if they act in the server that they were said not to be in.
 */
export async function takeNotice(ports: ReminderPorts, who: Who): Promise<KeptReminders | null> {
  const enrolmentId = await findRefused(ports, who);
  if (enrolmentId === null) return null;
  const found = await glanceAtLearner(ports, { userId: who.userId, enrolmentId });
  if (!found.ok) return null;
  const now = ports.clock.now();
  const decided = await ports.learners.decide<"tell" | "retry" | "wait">({
    enrolmentId,
    course: null,
    decide({ enrolment }) {
      const { directMessagesClosedAt: closedAt, toldOfClosedDirectMessages: told } = enrolment;
      if (closedAt === null) return keepAll("wait");
      const isBack = "guildId" in who && whyOf(enrolment) === "no-server";
      if (!told && !isBack) return { value: "tell", changes: [{ kind: "mark-told" }] };
      if (!isBack && now - closedAt < RETRY_AFTER_MS) return keepAll("wait");
      return { value: "retry", changes: [{ kind: "reopen-direct-messages", at: now }] };
    },
  });
  if (decided.kind !== "decided" || decided.value === "wait") return null;
  if (decided.value === "retry") {
    await retry(ports, enrolmentId);
    return null;
  }
  return {
    learner: found.value,
    why: whyOf(found.value.enrolment),
    deliveries: await ports.deliveries.keptFor(enrolmentId),
    due: (await ports.learners.schedules(enrolmentId)).filter(({ dueAt }) => dueAt <= now),
  };
}

/** The enrolment whose message was refused, in any of the member's courses in the server; null if there is none. */
async function findRefused(ports: ReminderPorts, who: Who): Promise<number | null> {
  if ("guildId" in who) return ports.learners.refusing(who.guildId, who.userId);
  const record = await ports.learners.byId(who.enrolmentId);
  return record === null || record.enrolment.directMessagesClosedAt === null ? null : record.enrolment.id;
}

/** Whether Discord accepted what was kept. `trying`: it is not sent yet, by this process or another. */
export type Retried = "open" | Unreachable | "trying";

/** Sends the kept reminders again, because the learner says that their direct messages are open. */
export async function retryDirectMessages(
  ports: ReminderPorts,
  who: Who,
): Promise<Result<{ learner: Learner; outcome: Retried }>> {
  const found = await glanceAtLearner(ports, who);
  if (!found.ok) return found;
  const enrolmentId = found.value.enrolment.id;
  await ports.learners.decide({
    enrolmentId,
    course: null,
    decide: () => ({ value: null, changes: [{ kind: "reopen-direct-messages", at: ports.clock.now() }] }),
  });
  return succeed({ learner: found.value, outcome: await retry(ports, enrolmentId) });
}

/**
 * Delivers now. If direct messages are still refused, marks this as told, so that the learner does not hear it twice.
 */
async function retry(ports: ReminderPorts, enrolmentId: number): Promise<Retried> {
  if (!(await ports.worker.deliverNow(enrolmentId))) return "trying";
  const after = await ports.learners.decide<Retried>({
    enrolmentId,
    course: null,
    decide: ({ enrolment }) =>
      enrolment.directMessagesClosedAt === null
        ? keepAll("open")
        : { value: whyOf(enrolment), changes: [{ kind: "mark-told" }] },
  });
  if (after.kind === "decided" && after.value !== "open") return after.value;
  // Something else may have failed, such as Discord itself: what was kept is there only once it is sent.
  return (await ports.deliveries.keptFor(enrolmentId)).length === 0 ? "open" : "trying";
}
