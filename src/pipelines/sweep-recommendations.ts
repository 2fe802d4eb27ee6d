import { type LifeEvent, PROPOSAL_DAYS } from '../core/cleaning/life-cycle.ts';
import { lockOverdue } from '../store/cleaning/lock-overdue.ts';
import { auditRecommendations, moveRecommendations } from '../store/cleaning/move-recommendations.ts';
import { toColumn } from '../store/column-values.ts';
import type { Db } from '../store/connect.ts';
import { databaseNow } from '../store/database-clock.ts';
import { retriedTransaction } from '../store/retried-transaction.ts';

export type SweptRecommendations = { readonly expired: number; readonly woken: number };

type ByTheClock = Extract<LifeEvent, 'expire' | 'wake'>;

/** In one transaction, so that nobody who decides waits long. */
const AT_ONCE = 1_000;

/**
 * What the clock does to recommendations: a proposal or an approval nobody acted on in time ends, a snoozed one is
 * proposed again. By the database clock; any number of workers may do it. Whether what ended still holds, the next
 * search tells.
 */
export async function sweepRecommendations(db: Db): Promise<SweptRecommendations> {
  return { expired: await sweepAll(db, 'expire'), woken: await sweepAll(db, 'wake') };
}

async function sweepAll(db: Db, event: ByTheClock): Promise<number> {
  let swept = 0;
  for (;;) {
    const moved = await retriedTransaction(db, (trx) => sweepSome(trx, event));
    swept += moved;
    if (moved < AT_ONCE) return swept;
  }
}

async function sweepSome(trx: Db, event: ByTheClock): Promise<number> {
  const now = await databaseNow(trx);
  const due = await lockOverdue(trx, event, now, AT_ONCE);
  if (due.length === 0) return 0;
  const decideBy = toColumn(now.add({ hours: PROPOSAL_DAYS * 24 }));
  await moveRecommendations(
    trx,
    due,
    event,
    now,
    event === 'wake' ? { snoozed_until: null, expires_at: decideBy } : {},
  );
  await auditRecommendations(
    trx,
    due,
    { actor: 'system', action: `recommendation-${event}`, detail: {} },
    now,
  );
  return due.length;
}
