import type { Db } from '../store/connect.ts';
import { listLeft, lockSchedule } from '../store/left-recipients.ts';
import type { Run } from '../store/runs.ts';
import { addressKey } from './address-key.ts';

/** The run for those who have not left its schedule since it was planned. */
export async function withoutLeft(db: Db, run: Run): Promise<Run> {
  const { schedule, recipients } = run.options;
  if (schedule === null) return run;
  const left = new Set((await listLeft(db, schedule.key)).map(({ recipientKey }) => recipientKey));
  if (left.size === 0) return run;
  return {
    ...run,
    options: { ...run.options, recipients: recipients.filter((one) => !left.has(addressKey(one))) },
  };
}

/** The same in the transaction that writes the mails: nobody leaves between the look and the commit. */
export async function lockedWithoutLeft(trx: Db, run: Run): Promise<Run> {
  if (run.options.schedule !== null) await lockSchedule(trx, run.options.schedule.key);
  return withoutLeft(trx, run);
}
