import type { Rule } from "./rule.ts";

/** Two rules of a learner are the same reminder if and only if their keys are equal. A lesson has only one timer. */
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
