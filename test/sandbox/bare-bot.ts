import { once } from "node:events";
import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { TOKEN } from "./stage.ts";

export type Frame = { op: number; t: string | null; s: number | null; d: Record<string, unknown> };

/** A bot without a library. */
export async function connect(url: string) {
  const socket = new WebSocket(`${url.replace("http", "ws")}/gateway?v=10&encoding=json`);
  onTestFinished(() => socket.terminate());
  const frames: Frame[] = [];
  const waiting = new Set<() => void>();
  socket.on("message", (raw) => {
    frames.push(JSON.parse(String(raw)));
    for (const look of waiting) look();
  });
  const frame = (isWanted: (frame: Frame) => boolean) =>
    new Promise<Frame>((resolve) => {
      const look = () => {
        const found = frames.find(isWanted);
        if (!found) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  const closed = once(socket, "close").then(([code]) => Number(code));
  const send = (payload: object) => socket.send(JSON.stringify(payload));
  await frame(({ op }) => op === 10);
  return { send, frame, closed, frames };
}

export const identify = (token = TOKEN, intents: unknown = 1, shard: unknown = undefined) => ({
  op: 2,
  d: { token, intents, shard, properties: {} },
});
