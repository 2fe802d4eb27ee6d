/** One after another; null = too many wait already. */
export function createSignInQueue(most: number): <T>(work: () => Promise<T>) => Promise<T | null> {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  return async (work) => {
    if (waiting >= most) return null;
    waiting += 1;
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    try {
      return await mine;
    } finally {
      waiting -= 1;
    }
  };
}
