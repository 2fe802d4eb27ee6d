import { BURST_RECIPIENTS } from '../../core/click-verdict.ts';
import { NO_RECEIPT_AFTER_SECONDS } from '../../core/message-status.ts';
import type { Db } from '../connect.ts';
import { statement } from '../roll-up/statement.ts';
import { runFor, type View } from './view.ts';
import { createPastTables, type WorkEngine } from './work-tables.ts';

/**
 * Messages and clicks as they stood at the moment of the view, from receipts and hits that had come in, into
 * `experiment_messages` and `experiment_clicks`. Persons are those of today. Needs `experiment_persons`.
 */
export async function fillPastTables(trx: Db, view: View, engine: WorkEngine): Promise<void> {
  await createPastTables(trx, engine);
  await runFor(trx, 'take-past-messages', view);
  await runFor(trx, 'take-past-receipts', view);
  await trx.raw(statement('experiments/settle-past-messages'), {
    asOf: view.asOf,
    age: view.age,
    noReceiptAfter: NO_RECEIPT_AFTER_SECONDS,
  });
  await trx.raw(statement('experiments/judge-past-clicks'), {
    asOfTime: view.asOfTime,
    recipients: BURST_RECIPIENTS,
  });
}
