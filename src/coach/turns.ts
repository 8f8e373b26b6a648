/**
 * Takes what one member asks one after the other. A use case reads, judges and then writes; two of the same member
 * pressed at once (leave and Done, the last two lessons of a phase) would each judge what the other is about to change.
 */
export function createTurns(): <T>(userId: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return (userId, work) => {
    const turn = (last.get(userId) ?? Promise.resolve()).then(work, work);
    last.set(userId, turn);
    const forget = () => {
      if (last.get(userId) === turn) last.delete(userId);
    };
    turn.then(forget, forget);
    return turn;
  };
}
