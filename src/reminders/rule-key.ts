import type { Rule } from "./rule.ts";

/** Equal for two rules of one learner exactly when they are the same reminder. A lesson has one timer, whenever it was started. */
export function ruleKey(rule: Rule): string {
  switch (rule.kind) {
    case "timer":
      return timerKey(rule.lessonId);
    case "once":
      return rule.lessonId === null ? `once:${rule.at}` : `once:${rule.at}:${rule.lessonId}`;
    case "moment":
      return `moment:${rule.instant}:${rule.lessonId ?? ""}`;
    case "weekly":
      return `weekly:${rule.weekday}:${rule.time}`;
  }
}

export function timerKey(lessonId: string): string {
  return `timer:${lessonId}`;
}
