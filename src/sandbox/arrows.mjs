import manifest from "./package.json" with { type: "json" };

/**
 * The arrows between the sandbox's own rooms, lowest room first. From the sandbox, a room only imports what its rule
 * names. The files next to the rooms wire them together and may import everything.
 */

const HERE = "^src/sandbox/";

/** @param {string[]} names */
const files = (...names) => names.map((name) => `${HERE}${name}\\.ts$`);
/** @param {string[]} names */
const rooms = (...names) => names.map((name) => `${HERE}${name}/`);

/** What the sandbox's users know about it, and files that belong to no room. */
const BASE = files(
  "act-error",
  "acts",
  "contract",
  "fault-schemas",
  "fields",
  "refusal",
  "seeded-random",
  "snowflake",
  "wire-log",
);

/**
 * @param {string} room
 * @param {string[]} may what of the sandbox it imports besides itself
 * @returns {import("dependency-cruiser").IForbiddenRuleType}
 */
const room = (room, may) => ({
  name: `sandbox-${room.replace("/", "-")}`,
  severity: "error",
  from: { path: `${HERE}${room}/`, pathNot: room === "page" ? [`${HERE}page/client/`] : [] },
  to: { path: HERE, pathNot: [...rooms(room), ...may] },
});

const DECLARED = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });

/** @type {import("dependency-cruiser").IForbiddenRuleType[]} */
export const sandboxArrows = [
  {
    name: "sandbox-declares-its-packages",
    severity: "error",
    from: { path: HERE },
    to: { path: "(^|/)node_modules/", pathNot: DECLARED.map((name) => `(^|/)node_modules/${name}/`) },
  },
  {
    name: "sandbox-base",
    severity: "error",
    from: { path: BASE },
    to: { path: HERE, pathNot: BASE },
  },
  room("state", BASE),
  room("rules", BASE),
  room("messages", [...BASE, ...rooms("rules", "state")]),
  room("gateway", [...BASE, ...rooms("state")]),
  room("interactions", [...BASE, ...rooms("rules", "state", "messages")]),
  room("actor", [...BASE, ...rooms("rules", "state", "messages", "interactions")]),
  // The member who presses labels only knows what anyone can read in a message.
  room("member", files("contract", "messages/parts")),
  room("rest", [...BASE, ...rooms("rules", "state", "messages", "interactions")]),
  room("spec", [...BASE, ...files("rules/form"), ...rooms("rest")]),
  // The page acts through the actor, and never sees the world itself.
  room("page", [...BASE, ...files("control-verbs")]),
  {
    name: "sandbox-page-client",
    severity: "error",
    from: { path: `${HERE}page/client/` },
    to: { pathNot: [...rooms("page/client"), ...files("contract", "page/view", "page/act-schema")] },
  },
];
