import { setTimeout as wait } from 'node:timers/promises';
import { HOURS, idsTold } from './source-day.ts';
import type { World } from './world.ts';

export const HOOK_SECRET = 'secret-of-the-faults-hook-42';
export const HOOKS_YAML = `hooks:
  link_mobility/plain:
    auth: { by: header, secrets: [faults] }
`;

/** The receipts of one hour in one request, as far as the provider knows. */
export type Told = {
  readonly hour: number;
  /** `performance.now` of the first try */
  readonly postedMs: number;
  /** of the first 200; null = never acknowledged */
  readonly acknowledgedMs: number | null;
  /** tries that were not answered 200 */
  readonly refused: number;
};

export type Callers = {
  readonly told: () => readonly Told[];
  readonly answers: () => ReadonlyMap<string, number>;
  /** tries so far, whatever the answer */
  readonly calls: () => number;
  /** or until it has nothing more to tell, or so many turns are over: a process that was stopped does not answer */
  readonly untilCalled: (calls: number, mostMs: number) => Promise<void>;
  /** no more faults: what is to come again does, until it is acknowledged. false = it never was */
  readonly finish: () => Promise<boolean>;
};

const BETWEEN_MS = 100;
const TURN_MS = 25;
const PATIENCE_MS = 4_000;
const MOST_TRIES = 100;
/** A provider gives some events up when they are not taken the first time: nothing may hide behind a second try. */
const isGivenUp = (hour: number): boolean => hour % 4 === 3;
/** and tells others again although they were taken */
const isToldAgain = (hour: number): boolean => hour % 5 === 0;

/** A provider that calls our hook while the web process, MySQL and the way to it die. */
export function startCallers(world: World): Callers {
  const told = new Map<number, Told>();
  const answers = new Map<string, number>();
  let areFaultsOver = false;
  let calls = 0;
  let isDone = false;
  const call = async (hour: number): Promise<boolean> => {
    // a provider that finds nobody has told nothing
    if ((world.pool.web()?.url() ?? null) === null) return false;
    const before = told.get(hour) ?? { hour, postedMs: performance.now(), acknowledgedMs: null, refused: 0 };
    told.set(hour, { ...before, refused: before.refused + 1 });
    const answer = await post(world, hour);
    calls += 1;
    answers.set(answer, (answers.get(answer) ?? 0) + 1);
    if (answer !== '200') return false;
    const acknowledgedMs = before.acknowledgedMs ?? performance.now();
    told.set(hour, { ...before, acknowledgedMs });
    return true;
  };
  const calling = (async () => {
    for (let hour = 0; hour < HOURS && !areFaultsOver; hour += 1) {
      while (!areFaultsOver && (world.pool.web()?.url() ?? null) === null) await wait(BETWEEN_MS);
      await call(hour);
      if (isToldAgain(hour)) await call(hour);
      await wait(BETWEEN_MS);
    }
    isDone = true;
  })();
  return {
    told: () => [...told.values()],
    answers: () => answers,
    calls: () => calls,
    untilCalled: async (wanted, mostMs) => {
      for (let turn = 0; turn < mostMs / TURN_MS && calls < wanted && !isDone; turn += 1) await wait(TURN_MS);
    },
    finish: async () => {
      areFaultsOver = true;
      await calling;
      for (let hour = 0; hour < HOURS; hour += 1) {
        const isOpen = (told.get(hour)?.acknowledgedMs ?? null) === null;
        const isTried = told.has(hour);
        if (!isOpen || (isTried && isGivenUp(hour))) continue;
        let tries = 0;
        while (!(await call(hour))) {
          tries += 1;
          if (tries >= MOST_TRIES) return false;
          await wait(100 * Math.min(tries, 10));
        }
      }
      return true;
    },
  };
}

/** The status, or in a word why there is none. */
async function post({ pool }: World, hour: number): Promise<string> {
  const url = pool.web()?.url() ?? null;
  if (url === null) return 'nobody listens';
  const receipts = idsTold(hour).map((id) => ({
    id,
    resultCode: 1001,
    timestamp: '2026-10-24T23:59:00Z',
    operator: 'no.telenor',
  }));
  try {
    const response = await fetch(`${url}/hooks/link_mobility/plain`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Hook-Secret': HOOK_SECRET },
      body: JSON.stringify(receipts),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await response.text();
    return String(response.status);
  } catch {
    return 'no answer';
  }
}
