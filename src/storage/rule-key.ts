import type { Rule } from "../reminders/rule.ts";

/** Two rules of one learner with the same key are one reminder. A lesson has one timer, whenever it was started. */
export function ruleKey(rule: Rule): string {
  switch (rule.kind) {
    case "timer":
      return timerKey(rule.lessonId);
    case "once":
      return `once ${rule.at} ${rule.lessonId ?? ""}`;
    case "weekly":
      return `weekly ${rule.weekday} ${rule.time}`;
  }
}

export function timerKey(lessonId: string): string {
  return `timer ${lessonId}`;
}
