import type { PageEvent } from "../view.ts";
import { change } from "./state.ts";

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5000;

export type Connection = {
  /** Closes the present socket, if any, and opens one as this member; null means the first member. */
  connect(userId: string | null): void;
  retry(): void;
};

/** Keeps a socket open, and opens it again whenever it is lost, for example when the sandbox restarts. */
export function createConnection(receive: (event: PageEvent) => void): Connection {
  let socket: WebSocket | null = null;
  let member: string | null = null;
  let wait = FIRST_WAIT_MS;
  let retrying: ReturnType<typeof setTimeout> | undefined;

  function open(): void {
    clearTimeout(retrying);
    const query = member === null ? "" : `?as=${encodeURIComponent(member)}`;
    const opened = new WebSocket(`ws://${location.host}/page/socket${query}`);
    socket = opened;
    opened.addEventListener("message", ({ data }) => {
      if (socket !== opened) return;
      wait = FIRST_WAIT_MS;
      receive(JSON.parse(String(data)) as PageEvent);
    });
    opened.addEventListener("close", () => {
      if (socket !== opened) return;
      change({ connection: "lost" });
      retrying = setTimeout(open, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    });
  }

  function leave(): void {
    const left = socket;
    socket = null;
    left?.close();
  }

  return {
    connect(userId) {
      member = userId;
      leave();
      open();
    },
    retry() {
      leave();
      open();
    },
  };
}
