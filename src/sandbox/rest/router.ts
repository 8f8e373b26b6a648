import type { Fields } from "../fields.ts";
import type { Uploads } from "../messages/attachments.ts";

export type Call = {
  /** The `{parts}` of the route, by name, decoded. */
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  /** The JSON body: an object's fields, or `list` for an array. */
  body: Fields;
  list: readonly unknown[] | null;
  uploads: Uploads;
};

/** `body` undefined: 204 without content. */
export type Reply = { status: number; body?: unknown };
export type Handler = (call: Call) => Reply | Promise<Reply>;

export type Route = {
  method: string;
  /** `/channels/{channel}/messages` */
  pattern: string;
  handle: Handler;
  /** The token in the path authorises; no `Authorization` is needed. */
  open?: boolean;
};

export type Match = { route: Route; params: Record<string, string> };

type Node = { literals: Map<string, Node>; part: { name: string; node: Node } | null; methods: Map<string, Route> };

export const noContent: Reply = { status: 204 };

export function ok(body: unknown): Reply {
  return { status: 200, body };
}

/** A tree of path segments: finding a route takes one look-up per segment, however many routes there are. */
export class Router {
  readonly #root = newNode();

  constructor(routes: readonly Route[]) {
    for (const route of routes) {
      let node = this.#root;
      for (const segment of route.pattern.split("/").slice(1)) node = below(node, segment);
      node.methods.set(route.method, route);
    }
  }

  /** `405` if the path exists with other methods only, `404` if it does not exist. */
  find(method: string, path: string): Match | 404 | 405 {
    const params: Record<string, string> = {};
    let node = this.#root;
    for (const segment of path.split("/").slice(1)) {
      const literal = node.literals.get(segment);
      if (literal) {
        node = literal;
      } else if (node.part && segment !== "") {
        params[node.part.name] = decode(segment);
        node = node.part.node;
      } else {
        return 404;
      }
    }
    if (node.methods.size === 0) return 404;
    const route = node.methods.get(method);
    return route ? { route, params } : 405;
  }
}

function newNode(): Node {
  return { literals: new Map(), part: null, methods: new Map() };
}

function below(node: Node, segment: string): Node {
  const name = /^\{(\w+)\}$/.exec(segment)?.[1];
  if (name !== undefined) {
    node.part ??= { name, node: newNode() };
    if (node.part.name !== name) throw new Error(`{${node.part.name}} and {${name}} are at the same position.`);
    return node.part.node;
  }
  let next = node.literals.get(segment);
  if (!next) {
    next = newNode();
    node.literals.set(segment, next);
  }
  return next;
}

function decode(segment: string): string {
  if (!segment.includes("%")) return segment;
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    if (error instanceof URIError) return segment;
    throw error;
  }
}
