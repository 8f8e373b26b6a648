import type { Refusal } from "../refusal.ts";
import type { Call, Reply } from "./router.ts";

/** Looks at what is asked and answered. `what` is a method and a route's pattern. */
export type TrafficCheck = {
  /** @throws Refusal 50035 if the request is not to be answered */
  checkRequest(what: string, call: Call): void;
  checkResponse(what: string, reply: Reply): void;
  checkRefusal(what: string, refusal: Refusal): void;
};
