import { putBackRecipient } from '../pipelines/put-back-recipient.ts';
import { listLeft } from '../store/left-recipients.ts';
import { actor } from './actor.ts';
import type { CommandContext } from './context.ts';
import { textTable } from './text-table.ts';

const COLUMNS = ['schedule', 'recipient', 'left (UTC)'].map((title) => ({ title, align: 'left' as const }));

/** `schedules left` */
export async function listThoseWhoLeft(
  context: CommandContext,
  { json }: { readonly json?: boolean },
): Promise<void> {
  const { db } = await context.app();
  const left = await listLeft(db);
  if (json === true) {
    const shown = left.map(({ scheduleKey, recipientKey, leftAt }) => ({
      schedule: scheduleKey,
      recipient: recipientKey,
      left_at: leftAt.toString(),
    }));
    return context.stdout(`${JSON.stringify(shown, null, 2)}\n`);
  }
  if (left.length === 0) return context.stderr('nobody has left a report\n');
  context.stdout(
    textTable(
      COLUMNS,
      left.map((one) => [one.scheduleKey, one.recipientKey, one.leftAt.toString({ smallestUnit: 'minute' })]),
    ),
  );
}

/** `schedules put-back` */
export async function putBack(context: CommandContext, key: string, address: string): Promise<void> {
  const { db, now } = await context.app();
  await putBackRecipient({ db, now: await now(), actor: actor() }, key, address);
  context.stdout(`${key}: ${address} gets it again\n`);
}
