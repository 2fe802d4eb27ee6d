import { Failure } from '../core/failure.ts';
import { recipientLocale } from '../core/runs/recipient-locale.ts';
import type { RunOptions } from '../core/runs/run-options.ts';
import { type NamedAddress, parseAddress } from '../mail/address.ts';
import type { MailContent } from '../mail/mail-content.ts';
import type { Db } from '../store/connect.ts';
import { saveDispatches } from '../store/dispatches.ts';
import type { Run } from '../store/runs.ts';
import { type MailAsked, prepareDispatches } from './dispatch-prepare.ts';

export type SenderSettings = {
  readonly from: NamedAddress;
  readonly messageIdDomain: string;
  readonly secretKey: string;
  /** null = no List-Unsubscribe */
  readonly publicUrl: string | null;
};

/**
 * In the transaction that makes the run `rendered`: parts and one queued dispatch per recipient, each with the mail of
 * the recipient's locale. Throws `internal` when `contents` lacks one.
 */
export async function saveMailsOfRun(
  settings: SenderSettings,
  trx: Db,
  run: Pick<Run, 'id' | 'options' | 'deadlineAt'>,
  contents: ReadonlyMap<string, MailContent>,
  now: Temporal.Instant,
): Promise<void> {
  const { options } = run;
  const prepared = prepareDispatches(
    {
      ...settings,
      replyTo: options.replyTo === null ? null : parseAddress(options.replyTo, 'replyTo'),
      date: now,
      runKey: String(run.id),
      scheduleKey: options.schedule?.key ?? null,
    },
    mailsAsked(options, contents),
  );
  await saveDispatches(trx, { runId: run.id, now, deadlineAt: run.deadlineAt, ...prepared });
}

function mailsAsked(options: RunOptions, contents: ReadonlyMap<string, MailContent>): readonly MailAsked[] {
  const localeOf = recipientLocale(options);
  return options.recipients.map((recipient) => {
    const locale = localeOf(recipient);
    const content = contents.get(locale);
    if (content === undefined) throw new Failure('internal', `the report was not rendered in ${locale}`);
    return { recipient, content };
  });
}
