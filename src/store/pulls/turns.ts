import type { Db } from '../connect.ts';

/**
 * Milliseconds until this account may be asked, `everyMs` after the question before, whichever process put it and
 * whenever: the quota is the account's, and a restart does not renew it.
 */
export async function reserveTurn(db: Db, source: string, everyMs: number): Promise<number> {
  await db('pull_sources').insert({ source }).onConflict('source').ignore();
  return db.transaction(async (trx) => {
    const row = await trx('pull_sources')
      .where({ source })
      .forUpdate()
      .first('next_request_at', trx.raw('UTC_TIMESTAMP(3) AS now'));
    const nowMs = millisecondsOf(row?.now);
    const turnMs = Math.max(nowMs, millisecondsOf(row?.next_request_at));
    await trx('pull_sources')
      .where({ source })
      .update({ next_request_at: new Date(turnMs + everyMs) });
    return turnMs - nowMs;
  });
}

/** Nobody may ask for so long; the platform said so. */
export async function putOffTurns(db: Db, source: string, milliseconds: number): Promise<void> {
  await db('pull_sources')
    .where({ source })
    .update({
      next_request_at: db.raw(
        'GREATEST(COALESCE(next_request_at, UTC_TIMESTAMP(3)), UTC_TIMESTAMP(3) + INTERVAL ? SECOND)',
        [Math.ceil(milliseconds / 1_000)],
      ),
    });
}

function millisecondsOf(value: unknown): number {
  return value instanceof Date ? value.getTime() : 0;
}
