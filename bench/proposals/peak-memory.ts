/** The answer, and how much higher the heap stood while it was worked out, in MB. */
export async function peakOf<T>(
  work: () => Promise<T>,
): Promise<{ readonly answer: T; readonly mb: number }> {
  const before = heap();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, heap());
  }, 50);
  try {
    const answer = await work();
    return { answer, mb: (Math.max(most, heap()) - before) / 1e6 };
  } finally {
    clearInterval(timer);
  }
}

function heap(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
