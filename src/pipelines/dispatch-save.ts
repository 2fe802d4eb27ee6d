import { type NamedAddress, parseAddress } from '../mail/address.ts';
import type { MailContent } from '../mail/mail-content.ts';
import type { Db } from '../store/connect.ts';
import { saveDispatches } from '../store/dispatches.ts';
import type { Run } from '../store/runs.ts';
import { prepareDispatches } from './dispatch-prepare.ts';

export type SenderSettings = {
  readonly from: NamedAddress;
  readonly messageIdDomain: string;
  readonly secretKey: string;
  /** null = no List-Unsubscribe */
  readonly publicUrl: string | null;
};

/** In the transaction that makes the run `rendered`: parts and one queued dispatch per recipient. */
export async function saveMailsOfRun(
  settings: SenderSettings,
  trx: Db,
  run: Pick<Run, 'id' | 'options' | 'deadlineAt'>,
  content: MailContent,
  now: Temporal.Instant,
): Promise<void> {
  const { options } = run;
  const prepared = prepareDispatches(
    {
      ...settings,
      content,
      replyTo: options.replyTo === null ? null : parseAddress(options.replyTo, 'replyTo'),
      date: now,
      runKey: String(run.id),
      scheduleKey: options.schedule?.key ?? null,
    },
    options.recipients,
  );
  await saveDispatches(trx, { runId: run.id, now, deadlineAt: run.deadlineAt, ...prepared });
}
