import { parseAddress } from '../mail/address.ts';
import { composeEml } from '../mail/eml.ts';
import type { MailContent } from '../mail/mail-content.ts';
import type { Mailer } from '../mail/mailer.ts';
import type { Db } from '../store/connect.ts';
import { claimTelling, listUntoldFailures, type UntoldFailure } from '../store/runs-told.ts';
import type { SenderSettings } from './dispatch-save.ts';

export type TellNeeds = {
  readonly db: Db;
  readonly mailer: Mailer;
  readonly sender: SenderSettings;
};

/** `outcome`: sent, repeated (told less than a day ago), or what the mail server made of it. */
export type Told = {
  readonly run: number;
  readonly schedule: string;
  readonly reason: string | null;
  readonly outcome: string;
};

/**
 * Tells the owner of a schedule that a report did not go out, once, and then for a day no more about this schedule.
 * Not through the ledger: when the mail server is the cause, the log and the metrics have it.
 */
export async function tellOwners(needs: TellNeeds, now: Temporal.Instant): Promise<readonly Told[]> {
  const told: Told[] = [];
  for (const failure of await listUntoldFailures(needs.db, now)) {
    if (!(await claimTelling(needs.db, failure.runId, now))) continue;
    const outcome = failure.isRepeated ? 'repeated' : await send(needs, failure, now);
    told.push({ run: failure.runId, schedule: failure.scheduleKey, reason: failure.reason, outcome });
  }
  return told;
}

async function send(
  { mailer, sender }: TellNeeds,
  failure: UntoldFailure,
  now: Temporal.Instant,
): Promise<string> {
  const owner = parseAddress(failure.owner, 'owner');
  const { mail, bytes } = composeEml(
    {
      ...sender,
      content: contentOf(failure),
      replyTo: null,
      date: now,
      runKey: `failed-${failure.runId}`,
      scheduleKey: null,
      publicUrl: null,
    },
    owner,
  );
  const outcome = await mailer.send({
    from: mail.envelope.from,
    to: owner.address,
    bytes,
    beforeBody: async () => undefined,
  });
  return outcome.kind;
}

function contentOf({ runId, scheduleKey, title, state, reason }: UntoldFailure): MailContent {
  const what = state === 'failed' ? 'was not made' : 'did not reach everybody';
  const lines = [
    `The report "${title}" of the schedule ${scheduleKey} ${what}.`,
    `Reason: ${reason ?? 'none was stored'}.`,
    `Details: sms-reports runs show ${runId}`,
    state === 'failed'
      ? `Once it is mended: sms-reports runs retry ${runId}`
      : `Again: sms-reports runs resend ${runId}`,
    'Further failures of this schedule are not mailed for a day; `sms-reports runs list --state failed` has them.',
  ];
  return {
    subject: `${title}: the report ${what}`,
    text: `${lines.join('\n')}\n`,
    html: `<!doctype html><html lang="en"><body>${lines.map((line) => `<p>${escaped(line)}</p>`).join('')}</body></html>`,
    attachments: [],
  };
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
