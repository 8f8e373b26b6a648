import type { FaultSpec, Mishap } from "../../contract.ts";
import type { Act } from "../act-schema.ts";
import type { ActResult } from "../view.ts";

async function post(path: string, body: unknown): Promise<ActResult> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    return { kind: "failed", reason: "The sandbox is not there. Is it still running?" };
  }
  if (!response.ok) {
    const reason = (await response.text()).trim();
    return { kind: "failed", reason: reason || "The sandbox met a problem of its own; its terminal says which." };
  }
  return (await response.json()) as ActResult;
}

export function act(what: Act): Promise<ActResult> {
  return post("/page/act", what);
}

export type ClockStep =
  | { action: "advance"; milliseconds: number }
  | { action: "next-timer" }
  | { action: "pause" | "resume" };

export function moveClock(step: ClockStep): Promise<ActResult> {
  return post("/page/clock", step);
}

export type FaultAct =
  | { verb: "addFault"; input: FaultSpec }
  | { verb: "causeMishap"; input: Mishap }
  | { verb: "clearFault"; input: { id: string } }
  | { verb: "clearFaults"; input: null };

export function changeFaults(what: FaultAct): Promise<ActResult> {
  return post("/page/faults", what);
}

export function playTour(): Promise<ActResult> {
  return post("/page/tour", {});
}
