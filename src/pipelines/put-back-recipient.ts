import { Failure } from '../core/failure.ts';
import { shownText } from '../core/shown-text.ts';
import { parseAddress } from '../mail/address.ts';
import { writeAudit } from '../store/audit.ts';
import type { Db } from '../store/connect.ts';
import { removeLeft } from '../store/left-recipients.ts';
import { requireSchedule } from './manage-schedules.ts';

/**
 * One who left a scheduled report gets it again from the next run on, as long as the schedule names the address. Throws
 * `bad-input` for an unknown schedule or no address, `bad-state` when the address has not left it.
 */
export async function putBackRecipient(
  { db, now, actor }: { readonly db: Db; readonly now: Temporal.Instant; readonly actor: string },
  scheduleKey: string,
  address: string,
): Promise<void> {
  const { key } = parseAddress(address, 'address');
  await db.transaction(async (trx) => {
    const schedule = await requireSchedule(trx, scheduleKey);
    if (!(await removeLeft(trx, schedule.key, key)))
      throw new Failure('bad-state', `${shownText(key)} has not left ${schedule.key}`);
    const detail = { recipient: key };
    await writeAudit(trx, { actor, action: 'schedule-put-back', object: schedule.key, detail }, now);
  });
}
