import { change, state } from "./state.ts";

export type Route = { as: string | null; channel: string | null };

/** The member and the channel stand in the address, so that a reload, a bookmark and "back" find them again. */
export function readRoute(): Route {
  const hash = new URLSearchParams(location.hash.slice(1));
  return { as: hash.get("as"), channel: hash.get("channel") };
}

export function hrefOf(userId: string, channelId: string | null): string {
  return `#${new URLSearchParams({ as: userId, ...(channelId === null ? {} : { channel: channelId }) })}`;
}

/** Makes the address say what is shown, without a step in the history: used where nobody chose it. */
export function settleRoute(): void {
  if (state.self) history.replaceState(null, "", hrefOf(state.self.id, state.channelId));
}

export function goTo(userId: string, channelId: string | null): void {
  location.hash = hrefOf(userId, channelId);
}

/** @param onMember told when the address names another member */
export function followRoute(onMember: (userId: string) => void): void {
  addEventListener("hashchange", () => {
    const { as, channel } = readRoute();
    if (as !== null && as !== state.self?.id) onMember(as);
    else if (channel !== null) change({ channelId: channel, placesOpen: false });
  });
}
