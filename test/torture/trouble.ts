import type { FaultSpec, Mishap, Sandbox } from "../../src/sandbox/contract.ts";
import type { Dice } from "./dice.ts";

/** Where faults strike: what deliveries ask Discord for. */
const ROUTES = [
  "POST /channels/{channel}/messages",
  "POST /channels/{channel}/messages",
  "POST /users/@me/channels",
  "GET /channels/{channel}/messages",
];

export type Trouble = {
  /** Perhaps ends what is wrong, and perhaps lets something else go wrong. */
  stir(): void;
  /** Something happens to the gateway. */
  shake(): void;
  end(): void;
  /** How often each kind of trouble was made. */
  made: ReadonlyMap<string, number>;
};

export function createTrouble({ actor }: Sandbox, dice: Dice): Trouble {
  const made = new Map<string, number>();
  const count = (kind: string) => made.set(kind, (made.get(kind) ?? 0) + 1);

  function thinkUpFault(): FaultSpec {
    const aim = { route: dice.pick(ROUTES), times: dice.between(1, 6) };
    const effect = dice.pick(["before", "after", "after"] as const);
    switch (dice.between(1, 5)) {
      case 1:
        return {
          kind: "rate-limit",
          scope: dice.pick(["user", "shared"]),
          retryAfterMs: dice.between(200, 3_000),
          ...aim,
        };
      case 2:
        return {
          kind: "rate-limit",
          scope: "global",
          retryAfterMs: dice.between(200, 1_500),
          route: aim.route,
          times: 1,
        };
      case 3:
        return { kind: "bad-gateway", effect, ...aim };
      case 4:
        return { kind: "reset", effect, ...aim };
      default:
        return {
          kind: "latency",
          milliseconds: dice.between(50, 900),
          jitterMs: 300,
          seed: dice.between(1, 999),
          ...aim,
        };
    }
  }

  function thinkUpMishap(): Mishap {
    return dice.pick<Mishap>([
      { kind: "reconnect" },
      { kind: "invalid-session", resumable: dice.chance(0.5) },
      { kind: "drop-connections" },
      { kind: "drop-sessions" },
      { kind: "close", code: 4000 },
    ]);
  }

  return {
    made,
    stir() {
      if (dice.chance(0.5)) actor.faults.clearAll();
      if (!dice.chance(0.75)) return;
      const fault = thinkUpFault();
      actor.faults.add(fault);
      count("effect" in fault ? `${fault.kind} ${fault.effect}` : fault.kind);
    },
    shake() {
      const mishap = thinkUpMishap();
      actor.faults.cause(mishap);
      count(mishap.kind);
    },
    end: () => actor.faults.clearAll(),
  };
}
