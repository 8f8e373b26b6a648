import type { Refusal } from "../refusal.ts";
import type { Call, Reply } from "./router.ts";

/** Checks requests and replies. `what` is a method and a route's pattern. */
export type TrafficCheck = {
  /** @throws Refusal 50035 if the request must be refused */
  checkRequest(what: string, call: Call): void;
  checkResponse(what: string, reply: Reply): void;
  checkRefusal(what: string, refusal: Refusal): void;
};
