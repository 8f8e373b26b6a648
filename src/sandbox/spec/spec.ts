import type { ZodMiniType } from "zod/mini";
import type { SpecReport, SpecViolation } from "../contract.ts";
import type { Refusal } from "../refusal.ts";
import { RateLimited } from "../rest/rate-limits.ts";
import type { Call, Reply } from "../rest/router.ts";
import type { TrafficCheck } from "../rest/traffic-check.ts";
import { Problems } from "../rules/form.ts";
import type { Issue } from "./issues.ts";
import { findIssues } from "./issues.ts";
import { EVENT_SCHEMAS, RATE_LIMITED_SCHEMA, REFUSAL_SCHEMA, ROUTE_SCHEMAS } from "./schemas.ts";

/** Checks the sandbox's traffic against the schema that Discord publishes. */
export class Spec implements SpecReport, TrafficCheck {
  readonly #refuses: boolean;
  readonly #checked = new Set<string>();
  readonly #violations = new Map<string, SpecViolation>();

  /** @param refuses whether to refuse a request that does not fit the schema */
  constructor(refuses: boolean) {
    this.#refuses = refuses;
  }

  checked(): string[] {
    return [...this.#checked];
  }

  violations(): SpecViolation[] {
    return [...this.#violations.values()];
  }

  /** @throws Refusal 50035 */
  checkRequest(what: string, { body, list }: Call): void {
    const schema = ROUTE_SCHEMAS[what]?.request;
    if (schema === undefined) this.#note({ what, part: "request", problems: ["This route has no schema."] });
    if (!schema) return;
    const issues = this.#check(what, "request", schema, list ?? body);
    if (!this.#refuses) return;
    const problems = new Problems();
    for (const { path, code, message } of issues) problems.add(path, code, message);
    problems.throwIfAny();
  }

  checkResponse(what: string, { body }: Reply): void {
    const schema = ROUTE_SCHEMAS[what]?.response;
    if (schema && body !== undefined) this.#check(what, "response", schema, toWire(body));
  }

  checkRefusal(what: string, refusal: Refusal): void {
    const schema = refusal instanceof RateLimited ? RATE_LIMITED_SCHEMA : REFUSAL_SCHEMA;
    this.#check(what, "response", schema, toWire(refusal.body()));
  }

  checkEvent(name: string, json: string): void {
    const schema = EVENT_SCHEMAS[name];
    if (schema) this.#check(name, "event", schema, JSON.parse(json));
  }

  #check(what: string, part: SpecViolation["part"], schema: ZodMiniType, value: unknown): Issue[] {
    this.#checked.add(`${part} ${what}`);
    const issues = findIssues(schema, value);
    if (issues.length > 0) this.#note({ what, part, problems: issues.map(describe) });
    return issues;
  }

  #note(violation: SpecViolation): void {
    this.#violations.set(JSON.stringify(violation), violation);
  }
}

function describe({ path, code, message }: Issue): string {
  return `${path.join(".")} ${code}: ${message}`;
}

/** As it arrives: without undefined fields. */
function toWire(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body));
}
