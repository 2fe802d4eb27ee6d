import type { Db } from '../store/connect.ts';
import { listLeft } from '../store/left-recipients.ts';
import type { ScheduleContent } from '../store/schedules.ts';
import { addressKey } from './address-key.ts';

type Named = Pick<ScheduleContent, 'key' | 'recipients'>;

/** The file names who has left: they stay out, and whoever writes the file should know. */
export async function notesOfLeft(db: Db, contents: readonly Named[]): Promise<readonly string[]> {
  const left = await listLeft(db);
  return contents.flatMap(({ key, recipients }) => {
    const named = new Set(recipients.map(addressKey));
    return left
      .filter(({ scheduleKey, recipientKey }) => scheduleKey === key && named.has(recipientKey))
      .map(
        ({ recipientKey }) =>
          `${recipientKey} has left ${key} and gets nothing of it (schedules put-back ${key} ${recipientKey})`,
      );
  });
}
