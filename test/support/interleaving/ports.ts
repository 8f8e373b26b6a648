/** Calls a method of a port, and does something before or after it. */
export type Around = <T>(name: string, call: () => Promise<T>) => Promise<T>;

/** The same port with each of its asynchronous methods called through `around`. */
export function wrapPort<Port extends object>(
  name: string,
  port: Port,
  around: Around,
  synchronous: readonly string[] = [],
): Port {
  return new Proxy(port, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== "function" || synchronous.includes(String(key))) return member;
      return (...args: unknown[]): Promise<unknown> =>
        around(`${name}.${String(key)}`, () => Reflect.apply(member, target, args) as Promise<unknown>);
    },
  });
}

/** Lets everything run that waits only for a promise or for the next turn of the event loop. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
