import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage: unknown = runInNewContext('gc');

const EVERY_MS = 500;

/** The answer, and how much higher what is in use stood while it was worked out, in MB; what nobody holds is no matter. */
export async function peakOf<T>(
  work: () => Promise<T>,
): Promise<{ readonly answer: T; readonly mb: number }> {
  const before = held();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, held());
  }, EVERY_MS);
  try {
    const answer = await work();
    return { answer, mb: (Math.max(most, held()) - before) / 1e6 };
  } finally {
    clearInterval(timer);
  }
}

function held(): number {
  if (typeof collectGarbage === 'function') collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
