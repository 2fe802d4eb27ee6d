import { CRASH_POINTS, type CrashPoint, type Reach } from './core/crash-points.ts';
import { Failure } from './core/failure.ts';

/** `rec.apply_chunk:2:kill`: at the second time that point is reached, as kill -9 would. `throw` fails, `stop` is SIGSTOP. */
export function reachOf(faultPoint: string | undefined): Reach {
  if (faultPoint === undefined) return () => undefined;
  const [name, nth = '1', how = 'kill'] = faultPoint.split(':');
  const point = CRASH_POINTS.find((known) => known === name);
  if (point === undefined)
    throw new Failure('bad-config', `FAULT_POINT: must start with one of ${CRASH_POINTS.join(', ')}`);
  let seen = 0;
  return (reached) => {
    if (reached !== point) return;
    seen += 1;
    if (seen === Number(nth)) act(how, point);
  };
}

/** The same work, and a point where it is done. */
export function reachAfter<A extends readonly unknown[], R>(
  work: (...given: A) => Promise<R>,
  reach: Reach,
  point: CrashPoint,
): (...given: A) => Promise<R> {
  return async (...given) => {
    const result = await work(...given);
    reach(point);
    return result;
  };
}

function act(how: string, point: CrashPoint): void {
  if (how === 'throw') throw new Failure('internal', `FAULT_POINT ${point}`);
  process.kill(process.pid, how === 'stop' ? 'SIGSTOP' : 'SIGKILL');
  // the signal comes a moment later; nothing more may happen before it does
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, how === 'stop' ? 0 : 10_000);
}
