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

/** What a table of the program says of the code. */
export type ListedCode = Pick<CodeOverride, 'status' | 'failureClass'>;

/** receipts looked at in one transaction */
const RANGE = 100_000;
/** odd receipts changed in one transaction */
const ODD_AT_ONCE = 20_000;

/**
 * From now on the code means this, whatever the tables of the program say; also in the receipts that are stored: those
 * whose code was in no table or was classified before, and of a listed code those that say just what the list says.
 * Their number. Ranges are changed one after the other: when it is interrupted, say the same again.
 */
export async function classifyCode(
  db: Db,
  override: CodeOverride,
  listed: ListedCode | null,
  now: Temporal.Instant,
): Promise<number> {
  const { provider, field, code, status, failureClass, evidence, decidedBy } = override;
  const key = { provider, field, code };
  const before: unknown = await db('code_overrides').where(key).first('status');
  const said = {
    status: MESSAGE_STATUSES[status],
    failure_class: FAILURE_CLASSES[failureClass].number,
    evidence,
    decided_by: decidedBy,
    decided_at: toColumn(now),
  };
  await db.transaction(async (trx) => {
    await trx('code_overrides')
      .insert({ ...key, ...said })
      .onConflict(['provider', 'field', 'code'])
      .merge();
    const object = `${provider} ${field} ${code}`;
    const detail = { status, failureClass, evidence };
    await writeAudit(trx, { actor: decidedBy, action: 'code-classify', object, detail }, now);
  });
  const bindings = { ...key, status: said.status, failureClass: said.failure_class };
  const changed = await readOddAgain(db, bindings);
  // a listed code that was classified before has its receipts among the odd ones
  return listed === null || before !== undefined
    ? changed
    : changed + (await readListed(db, bindings, listed));
}

async function readOddAgain(db: Db, bindings: Bindings & CodeKey): Promise<number> {
  const { provider, field, code } = bindings;
  const left = (after: number) =>
    db('odd_receipts').where({ provider, field, code }).where('message_id', '>', after);
  let changed = 0;
  for (let after = 0; ; ) {
    const full: unknown = await left(after).orderBy('message_id').offset(ODD_AT_ONCE).first('message_id');
    const last: unknown = full ?? (await left(after).max({ message_id: 'message_id' }).first());
    const upTo = messageIdOf(last);
    if (upTo === null) return changed;
    changed += await inRange(db, ['touch-classified', 'classify-receipts'], { ...bindings, after, upTo });
    after = upTo;
  }
}

async function readListed(
  db: Db,
  bindings: Bindings & CodeKey,
  { status, failureClass }: ListedCode,
): Promise<number> {
  const said = {
    ...bindings,
    listedStatus: MESSAGE_STATUSES[status],
    listedClass: FAILURE_CLASSES[failureClass].number,
  };
  const last = await db('receipts').max({ last: 'id' }).first();
  let changed = 0;
  for (let after = 0; after < Number(last?.last ?? 0); after += RANGE) {
    const range = { ...said, after, upTo: after + RANGE };
    changed += await inRange(db, ['touch-listed', 'note-listed', 'classify-listed'], range);
  }
  return changed;
}

type CodeKey = { readonly provider: string; readonly field: string; readonly code: string };

/** What the last statement changed. */
function inRange(db: Db, statements: readonly string[], range: Bindings): Promise<number> {
  return db.transaction(async (trx) => {
    let changed = 0;
    for (const name of statements) changed = await run({ trx }, name, range);
    return changed;
  });
}

function messageIdOf(row: unknown): number | null {
  const id: unknown = typeof row === 'object' && row !== null ? Reflect.get(row, 'message_id') : null;
  return id === null || id === undefined ? null : Number(id);
}
