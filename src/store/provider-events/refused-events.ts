import { hash as digest } from 'node:crypto';
import { maskPhonesIn } from '../../core/phone-number.ts';
import { toColumn } from '../column-values.ts';
import type { Db } from '../connect.ts';
import { isRetryableError } from '../retryable-error.ts';
import { selectRows } from '../select-rows.ts';

/** Events of one request to a hook that could not be read. */
export type HookRefusals = {
  /** name in hooks.yaml */
  readonly hook: string;
  /** how many there were, at least as many as `first` */
  readonly count: number;
  readonly first: readonly RefusedText[];
};

export type RefusedText = {
  readonly field: string;
  readonly reason: string;
  /** start of the event as the provider wrote it, phones masked */
  readonly said: string;
};

export type RefusedEventKept = RefusedText & {
  readonly hook: string;
  readonly seen: number;
  readonly firstAt: Temporal.Instant;
  readonly lastAt: Temporal.Instant;
};

export type HookRefusalCount = { readonly hook: string; readonly refused: number; readonly kept: number };

const MOST_OF_A_HOOK = 1_000;
/** different ones in one transaction; good events wait behind it */
const MOST_AT_ONCE = 100;
const KEPT_DAYS = 30;
const ATTEMPTS = 5;

/**
 * Counts refused events and keeps the first of each request, the same once: at most 100 a call, 1,000 of a hook, where
 * the oldest go first, and none longer than 30 days after it came last. Committed when this returns.
 */
export async function keepRefusedEvents(
  db: Db,
  requests: readonly HookRefusals[],
  now: Temporal.Instant,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await db.transaction(async (trx) => {
        await addCounts(trx, requests, now);
        await addTexts(trx, requests, now);
        await dropOld(trx, [...new Set(requests.map(({ hook }) => hook))], now);
      });
      return;
    } catch (error) {
      if (attempt === ATTEMPTS || !isRetryableError(error)) throw error;
    }
  }
}

async function addCounts(trx: Db, requests: readonly HookRefusals[], now: Temporal.Instant): Promise<void> {
  const counts = new Map<string, number>();
  for (const { hook, count } of requests) counts.set(hook, (counts.get(hook) ?? 0) + count);
  const day = now.toString().slice(0, 10);
  for (const hook of [...counts.keys()].sort()) {
    await trx('hook_refusals')
      .insert({ hook, day, refused: counts.get(hook) })
      .onConflict(['hook', 'day'])
      .merge({ refused: trx.raw('hook_refusals.refused + ?', [counts.get(hook) ?? 0]) });
  }
}

async function addTexts(trx: Db, requests: readonly HookRefusals[], now: Temporal.Instant): Promise<void> {
  const at = toColumn(now);
  const rows = new Map<string, { readonly hash: Buffer; readonly row: object; seen: number }>();
  for (const { hook, first } of requests) {
    for (const text of first) {
      const said = cut(maskPhonesIn(text.said), 2000);
      const reason = cut(maskPhonesIn(text.reason), 300);
      const row = { hook, field: cut(text.field, 64), reason, said, first_at: at, last_at: at };
      const hash = hashOf([hook, row.field, reason, said]);
      const key = hash.toString('hex');
      const known = rows.get(key);
      if (known === undefined) rows.set(key, { hash, row, seen: 1 });
      else known.seen += 1;
    }
  }
  for (const key of [...rows.keys()].slice(0, MOST_AT_ONCE).sort()) {
    const { hash, row, seen } = rows.get(key) ?? {};
    await trx('refused_events')
      .insert({ ...row, event_hash: hash, seen })
      .onConflict(['event_hash'])
      .merge({ seen: trx.raw('refused_events.seen + ?', [seen ?? 1]), last_at: at });
  }
}

async function dropOld(trx: Db, hooks: readonly string[], now: Temporal.Instant): Promise<void> {
  const oldest = toColumn(now.subtract({ hours: 24 * KEPT_DAYS }));
  await trx('refused_events').where('last_at', '<', oldest).orderBy('last_at').limit(1_000).delete();
  for (const hook of hooks) {
    const [row] = await trx('refused_events').where({ hook }).count({ rows: '*' });
    const over = Number(row?.rows) - MOST_OF_A_HOOK;
    if (over > 0) await trx('refused_events').where({ hook }).orderBy('last_at').limit(over).delete();
  }
}

/** The latest first. */
export async function listRefusedEvents(
  db: Db,
  hook: string | null,
  limit: number,
): Promise<readonly RefusedEventKept[]> {
  const rows: readonly Record<string, unknown>[] = await db('refused_events')
    .modify((query) => {
      if (hook !== null) void query.where({ hook });
    })
    .orderBy([
      { column: 'last_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit)
    .select('hook', 'field', 'reason', 'said', 'seen', 'first_at', 'last_at');
  return rows.map((row) => ({
    hook: String(row.hook),
    field: String(row.field),
    reason: String(row.reason),
    said: String(row.said),
    seen: Number(row.seen),
    firstAt: toInstant(row.first_at),
    lastAt: toInstant(row.last_at),
  }));
}

/** Of the last 30 days, by hook. */
export async function countRefusedEvents(db: Db): Promise<readonly HookRefusalCount[]> {
  const rows = await selectRows(db, 'provider-events/count-refused');
  return rows.map(({ hook, refused, kept }) => ({
    hook: String(hook),
    refused: Number(refused),
    kept: Number(kept),
  }));
}

function toInstant(value: unknown): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(value instanceof Date ? value.getTime() : 0);
}

function hashOf(parts: readonly string[]): Buffer {
  return Buffer.from(digest('sha256', JSON.stringify(parts), 'hex').slice(0, 32), 'hex');
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : Array.from(text).slice(0, most).join('');
}
