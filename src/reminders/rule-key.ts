import type { Rule } from "./rule.ts";

const MINUTE = 60_000;

/** Two rules of a learner are the same reminder if and only if their keys are equal. A lesson has only one timer. */
export function ruleKey(rule: Rule): string {
  switch (rule.kind) {
    case "timer":
      return timerKey(rule.lessonId);
    case "once":
      return rule.lessonId === null ? `once:${rule.at}` : `once:${rule.at}:${rule.lessonId}`;
    case "moment":
      // "In 2 hours", said twice within a minute, is said once.
      return `moment:${Math.floor(rule.instant / MINUTE)}:${rule.lessonId ?? ""}`;
    case "weekly":
      return `weekly:${rule.weekday}:${rule.time}`;
  }
}

export function timerKey(lessonId: string): string {
  return `timer:${lessonId}`;
}
