import { setTimeout as wait } from 'node:timers/promises';
import { CLEANED } from './source-day.ts';
import type { World } from './world.ts';

export const REVIEWER = { header: 'X-Signed-In', name: 'anna' } as const;

export type Reviewer = {
  /** no more faults: what is left to do is done. false = it never went through */
  readonly finish: () => Promise<boolean>;
};

type Deed = { readonly kind: 'apply' | 'undo'; readonly reason: string };

/** Two of the batches are taken back while faults go on; the judge takes back the others. */
const DEEDS: readonly Deed[] = CLEANED.flatMap((reason, index) => [
  { kind: 'apply', reason } as const,
  ...(index % 2 === 0 ? [{ kind: 'undo', reason } as const] : []),
]);
const BETWEEN_MS = 120;
const PATIENCE_MS = 4_000;
const MOST_TRIES = 60;

/** Once the faults are over it waits longer from try to try: a web process may still stand up. */
function pauseMs(tries: number): number {
  return BETWEEN_MS * Math.min(Math.max(1, tries), 10);
}

/** A person who cleans the list on the review pages; what was not answered is looked at, and done again if need be. */
export function startReviewer(world: World): Reviewer {
  let areFaultsOver = false;
  const working = (async () => {
    for (const deed of DEEDS) {
      let tries = 0;
      while (!(await isDone(world, deed).catch(() => false))) {
        if (areFaultsOver) tries += 1;
        if (tries >= MOST_TRIES) return false;
        await attempt(world, deed).catch(() => undefined);
        await wait(pauseMs(tries));
      }
    }
    return true;
  })();
  return {
    finish: () => {
      areFaultsOver = true;
      return working;
    },
  };
}

/** As the page shows it after a reload; read past the proxy. */
async function isDone({ db }: World, { kind, reason }: Deed): Promise<boolean> {
  const states: readonly string[] = await db('recommendations').where({ reason }).distinct().pluck('state');
  const wanted = kind === 'apply' ? ['applied', 'undoing', 'undone'] : ['undone'];
  return states.length > 0 && states.every((state) => wanted.includes(state));
}

async function attempt(world: World, { kind, reason }: Deed): Promise<void> {
  const url = world.pool.web()?.url() ?? null;
  if (url === null) return;
  if (kind === 'apply') {
    const page = await look(url, `/apply?reason=${reason}`);
    const count = field(page, 'count');
    const seen = { csrf: field(page, 'csrf'), fingerprint: field(page, 'fingerprint') };
    await send(url, '/apply', { ...seen, reason, count, typed: count, large: 'yes' });
    return;
  }
  const row: { readonly batch: number; readonly n: number } | undefined = await world
    .db('recommendations')
    .where({ reason, state: 'applied' })
    .groupBy('batch_id')
    .first('batch_id as batch', world.db.raw('COUNT(*) AS n'));
  if (row === undefined) return;
  const page = await look(url, `/batches/${row.batch}`);
  const typed = String(row.n);
  await send(url, `/batches/${row.batch}/undo`, { csrf: field(page, 'csrf'), reason: 'a mistake', typed });
}

async function look(url: string, path: string): Promise<string> {
  const response = await fetch(`${url}${path}`, {
    headers: { [REVIEWER.header]: REVIEWER.name },
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  return response.text();
}

async function send(url: string, path: string, form: Readonly<Record<string, string>>): Promise<void> {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      [REVIEWER.header]: REVIEWER.name,
      Origin: url,
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(form),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  await response.text();
}

function field(page: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
}
