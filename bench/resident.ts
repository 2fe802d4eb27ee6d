const EVERY_MS = 500;

/** The answer, and the most memory this process held in each half of the time it took, in MB: what grows shows. */
export async function residentIn<T>(
  work: () => Promise<T>,
): Promise<{ readonly answer: T; readonly halves: readonly [number, number] }> {
  const seen: number[] = [];
  const look = (): void => void seen.push(process.memoryUsage.rss() / 1e6);
  look();
  const timer = setInterval(look, EVERY_MS);
  try {
    const answer = await work();
    look();
    const middle = Math.ceil(seen.length / 2);
    return { answer, halves: [Math.max(...seen.slice(0, middle)), Math.max(...seen.slice(middle), 0)] };
  } finally {
    clearInterval(timer);
  }
}
