import type { Coach } from "../../../src/coach/coach.ts";
import type { Learner, Who } from "../../../src/coach/learning/learner.ts";
import type { Result } from "../../../src/coach/problem.ts";
import { ruleKey } from "../../../src/reminders/rule-key.ts";
import { GUILD } from "../coach.ts";
import type { Said } from "./acknowledged.ts";
import type { CourseAct, LearnerAct } from "./acts.ts";

/** What members can press: the messages on their screens, including old ones. */
export type Seen = {
  /** Enrolments by `<member>/<course>`, the newest last. */
  enrolments: Map<string, number[]>;
  /** Quizzes by member. */
  quizzes: Map<string, number[]>;
};

/** `null` if the reply was a problem. Then the bot has promised nothing. */
type Outcome = readonly Said[] | null;

const SAMPLE = { guildId: GUILD, userId: "admin", courseId: "sample" };
const LESSON = "lesson:";

const shown = ({ enrolment, progress }: Learner): Said => ({ kind: "progress", enrolmentId: enrolment.id, progress });
const current = ({ enrolment }: Learner): Said => ({ kind: "current", enrolmentId: enrolment.id });

function ifDone<Value>(result: Result<Value>, say: (value: Value) => Said[]): Outcome {
  return result.ok ? say(result.value) : null;
}

/** Does what a member asks for. Resolves to what the bot said it had done. */
export async function performForLearner(coach: Coach, act: LearnerAct, seen: Seen): Promise<Outcome> {
  const { member: userId, course: courseId } = act;
  const known = seen.enrolments.get(`${userId}/${courseId}`) ?? [];
  const enrolmentId = known.at(-1);
  // A press names the enrolment that its message was about. A member without a message types a command.
  const who: Who = enrolmentId === undefined ? { guildId: GUILD, userId, courseId } : { userId, enrolmentId };
  const { learning, reminders, quizzes, cohort } = coach;
  switch (act.kind) {
    case "join":
      return ifDone(
        await learning.joinCourse({ guildId: GUILD, userId, courseId, timeZone: act.zone }),
        ({ learner }) => {
          const { id } = learner.enrolment;
          if (id !== enrolmentId) seen.enrolments.set(`${userId}/${courseId}`, [...known, id]);
          return [{ kind: "joined", enrolmentId: id, userId, zone: act.zone }, current(learner), shown(learner)];
        },
      );
    case "leave":
      if (act.erase) {
        if (enrolmentId === undefined) return null;
        return ifDone(await learning.eraseProgress({ userId, enrolmentId }), () => [
          { kind: "left", enrolmentId, erased: true },
        ]);
      }
      return ifDone(await learning.leaveCourse(who), ({ learner }) => [
        { kind: "left", enrolmentId: learner.enrolment.id, erased: false },
      ]);
    case "start":
      return ifDone(await learning.startLesson({ ...who, lessonId: act.lesson }), ({ learner, lesson, timer: set }) => {
        const timer: Said = { kind: "timer", enrolmentId: learner.enrolment.id, lessonId: lesson.id };
        return [shown(learner), current(learner), ...(set?.kind === "set" ? [timer] : [])];
      });
    case "complete":
      return ifDone(await learning.completeLesson({ ...who, lessonId: act.lesson }), ({ learner, lesson }) => [
        shown(learner),
        current(learner),
        { kind: "timer-ended", enrolmentId: learner.enrolment.id, lessonIds: [lesson.id] },
      ]);
    case "snooze":
      return ifDone(
        await learning.snoozeTimer({ ...who, lessonId: act.lesson, minutes: act.minutes }),
        ({ learner, lesson, timer }) => [
          shown(learner),
          ...(timer === null
            ? []
            : [{ kind: "timer" as const, enrolmentId: learner.enrolment.id, lessonId: lesson.id }]),
        ],
      );
    case "tick":
      return ifDone(await learning.tickItems({ ...who, keys: act.keys, ticked: act.ticked }), ({ learner }) => {
        const { id } = learner.enrolment;
        const { completed, ticks } = learner.progress;
        const asked = act.keys.filter((key) => key.startsWith(LESSON)).map((key) => key.slice(LESSON.length));
        if (act.ticked) return [shown(learner), { kind: "timer-ended", enrolmentId: id, lessonIds: asked }];
        const lessons = asked.filter((lesson) => !completed.has(lesson));
        const items = act.keys.filter((key) => !key.startsWith(LESSON) && !ticks.has(key));
        return [shown(learner), { kind: "not-done", enrolmentId: id, lessons, ticks: items }];
      });
    case "weekly":
    case "once": {
      const added =
        act.kind === "weekly"
          ? await reminders.addWeeklyReminder({ ...who, weekday: act.weekday, time: act.time })
          : await reminders.addOnceReminder({ ...who, when: act.when, lessonId: null });
      return ifDone(added, ({ learner, reminder: { rule } }) => [
        { kind: "reminder", enrolmentId: learner.enrolment.id, key: ruleKey(rule), rule },
      ]);
    }
    case "remove": {
      const listed = await reminders.listReminders(who);
      if (!listed.ok) return null;
      const { which } = act;
      const place = which === "all" ? null : listed.value.reminders[which % Math.max(1, listed.value.reminders.length)];
      const reminderIds = place === null ? ("all" as const) : place === undefined ? [] : [place.id];
      const keys = place === null ? null : place === undefined ? [] : [ruleKey(place.rule)];
      return ifDone(await reminders.removeReminders({ ...who, reminderIds }), ({ learner }) => [
        { kind: "reminders-removed", enrolmentId: learner.enrolment.id, keys },
      ]);
    }
    case "quiz":
      return ifDone(await quizzes.beginQuiz({ ...who, lessonId: act.lesson }), ({ quiz }) => {
        seen.quizzes.set(userId, [...(seen.quizzes.get(userId) ?? []), quiz.id]);
        return [];
      });
    case "answer": {
      const own = seen.quizzes.get(userId) ?? [];
      const quizId = own[act.quiz % Math.max(1, own.length)];
      if (quizId === undefined) return null;
      const { position, choice } = act;
      return ifDone(
        await quizzes.answerQuestion({ userId, quizId, position, choices: [choice] }),
        ({ learner, response }) =>
          response === null
            ? []
            : [{ kind: "response", quizId, enrolmentId: learner.enrolment.id, position, choices: response.choices }],
      );
    }
    case "hide":
      return ifDone(await cohort.setHidden({ guildId: GUILD, userId, hidden: act.hidden }), ({ hidden }) => [
        { kind: "hidden", userId, hidden },
      ]);
    case "notice":
      await reminders.takeNotice(who);
      return [];
    case "retry":
      return ifDone(await reminders.retryDirectMessages(who), () => []);
  }
}

/** Does what a member who manages the server asks for. */
export async function performForCourse({ courses }: Coach, act: CourseAct): Promise<Outcome> {
  switch (act.kind) {
    case "import": {
      const file = { name: "path.md", address: `text-${act.text}`, bytes: 100 };
      return ifDone(await courses.importCourse({ ...SAMPLE, file }), () => []);
    }
    case "publish": {
      const preview = await courses.previewCourse(SAMPLE);
      if (!preview.ok || preview.value.kind !== "draft") return null;
      const { draft, update } = preview.value.preview;
      const from = act.compared ? (update?.from ?? 0) : null;
      return ifDone(await courses.publishDraft({ ...SAMPLE, draftId: draft.id, from }), ({ number, already }) => [
        { kind: "published", draftId: draft.id, number },
        ...(already ? [] : [{ kind: "archived" as const, archived: false }]),
      ]);
    }
    case "roll-back": {
      const proposed = await courses.proposeRollback({ ...SAMPLE, version: act.version });
      if (!proposed.ok) return null;
      const { from, to } = proposed.value;
      return ifDone(await courses.rollBack({ ...SAMPLE, from, to }), () => [
        { kind: "restored", number: from + 1, to },
      ]);
    }
    case "set-mode":
      return ifDone(await courses.setMode({ ...SAMPLE, mode: act.mode }), () => [{ kind: "mode", mode: act.mode }]);
    case "set-archived":
      return ifDone(await courses.setArchived({ ...SAMPLE, archived: act.archived }), () => [
        { kind: "archived", archived: act.archived },
      ]);
  }
}
