import { FAILURE_CLASSES, type FailureClass } from '../../core/failure-class.ts';
import { MESSAGE_STATUSES, type MessageStatus } from '../../core/message-status.ts';
import { writeAudit } from '../audit.ts';
import { toColumn } from '../column-values.ts';
import type { Db } from '../connect.ts';
import type { Bindings } from '../select-rows.ts';
import { run } from './merge-session.ts';

export type CodeOverride = {
  readonly provider: string;
  /** field of the receipt that holds the code */
  readonly field: string;
  readonly code: string;
  readonly status: MessageStatus;
  readonly failureClass: FailureClass;
  /** value of the code as proof that the number is bad */
  readonly evidence: string;
  readonly decidedBy: string;
};

const RANGE = 100_000;

/**
 * From now on the code means this, whatever the tables of the program say; also in the receipts that are stored and
 * failed for an unknown reason, or were classified by an earlier word. Their number. Ranges of receipts are changed
 * one after the other: when it is interrupted, say the same again.
 */
export async function classifyCode(db: Db, override: CodeOverride, now: Temporal.Instant): Promise<number> {
  const key = { provider: override.provider, field: override.field, code: override.code };
  const before = await db('code_overrides').where(key).first('status', 'failure_class');
  const said = {
    status: MESSAGE_STATUSES[override.status],
    failure_class: FAILURE_CLASSES[override.failureClass].number,
    evidence: override.evidence,
    decided_by: override.decidedBy,
    decided_at: toColumn(now),
  };
  await db.transaction(async (trx) => {
    await trx('code_overrides')
      .insert({ ...key, ...said })
      .onConflict(['provider', 'field', 'code'])
      .merge();
    const { provider, field, code, status, failureClass, evidence } = override;
    const object = `${provider} ${field} ${code}`;
    const detail = { status, failureClass, evidence };
    await writeAudit(trx, { actor: override.decidedBy, action: 'code-classify', object, detail }, now);
  });
  return readAgain(db, {
    provider: override.provider,
    code: override.code,
    status: said.status,
    failureClass: said.failure_class,
    oldStatus: Number(before?.status ?? said.status),
    oldClass: Number(before?.failure_class ?? said.failure_class),
  });
}

async function readAgain(db: Db, bindings: Bindings): Promise<number> {
  const last = await db('receipts').max({ last: 'id' }).first();
  let changed = 0;
  for (let after = 0; after < Number(last?.last ?? 0); after += RANGE) {
    const range = { ...bindings, after, upTo: after + RANGE };
    changed += await db.transaction(async (trx) => {
      await run({ trx }, 'touch-classified', range);
      return run({ trx }, 'classify-receipts', range);
    });
  }
  return changed;
}
