import { change, state } from "./state.ts";

export type Route = { as: string | null; channel: string | null };

/** The address holds the member and the channel, so that a reload, a bookmark and "back" find them again. */
export function readRoute(): Route {
  const hash = new URLSearchParams(location.hash.slice(1));
  return { as: hash.get("as"), channel: hash.get("channel") };
}

export function hrefOf(userId: string, channelId: string | null): string {
  return `#${new URLSearchParams({ as: userId, ...(channelId === null ? {} : { channel: channelId }) })}`;
}

/** Updates the address without a step in the history, for changes that nobody chose. */
export function settleRoute(): void {
  if (state.self) history.replaceState(null, "", hrefOf(state.self.id, state.channelId));
}

export function goTo(userId: string, channelId: string | null): void {
  location.hash = hrefOf(userId, channelId);
}

/** @param onMember called when the address names another member */
export function followRoute(onMember: (userId: string) => void): void {
  addEventListener("hashchange", () => {
    const { as, channel } = readRoute();
    if (as !== null && as !== state.self?.id) onMember(as);
    else if (channel !== null) change({ channelId: channel, placesOpen: false });
  });
}
