import { parseAddress } from '../mail/address.ts';
import { composeEml } from '../mail/eml.ts';
import type { HostCircuit } from '../mail/host-circuit.ts';
import type { MailContent } from '../mail/mail-content.ts';
import type { Mailer } from '../mail/mailer.ts';
import type { Db } from '../store/connect.ts';
import { readMailPause } from '../store/mail-gate.ts';
import {
  claimTelling,
  listUntoldFailures,
  releaseTelling,
  type UntoldFailure,
  wasStreakTold,
} from '../store/runs-told.ts';
import type { SenderSettings } from './dispatch-save.ts';

export type TellNeeds = {
  readonly db: Db;
  readonly mailer: Mailer;
  readonly circuit: Pick<HostCircuit, 'enter' | 'unused' | 'troubled' | 'worked'>;
  readonly sender: SenderSettings;
};

/** `outcome`: sent, repeated (of a streak that was told), or what the mail server made of it. */
export type Told = {
  readonly run: number;
  readonly schedule: string;
  readonly reason: string | null;
  readonly outcome: string;
};

/**
 * Tells the owner of a schedule that a report did not go out: the first of a streak, which ends with one that does.
 * Not through the ledger. While the mail server is in trouble, which is why many a report fails, the notice waits.
 */
export async function tellOwners(needs: TellNeeds, now: Temporal.Instant): Promise<readonly Told[]> {
  const told: Told[] = [];
  if ((await readMailPause(needs.db)) !== null) return told;
  for (const failure of await listUntoldFailures(needs.db)) {
    const isRepeated = await wasStreakTold(needs.db, failure);
    if (!isRepeated && needs.circuit.enter(now) !== null) break;
    if (!(await claimTelling(needs.db, failure.runId, now))) {
      if (!isRepeated) needs.circuit.unused(now);
      continue;
    }
    const outcome = isRepeated ? 'repeated' : await send(needs, failure, now);
    told.push({ run: failure.runId, schedule: failure.scheduleKey, reason: failure.reason, outcome });
  }
  return told;
}

async function send(needs: TellNeeds, failure: UntoldFailure, now: Temporal.Instant): Promise<string> {
  const { db, mailer, circuit } = needs;
  const outcome = await mailer.send({ ...mailOf(needs, failure, now), beforeBody: async () => undefined });
  if (outcome.kind === 'temporary' && outcome.scope === 'host')
    circuit.troubled(now, { config: outcome.config, reason: outcome.reply.text });
  else circuit.worked();
  if (outcome.kind === 'temporary') await releaseTelling(db, failure, now);
  return outcome.kind;
}

function mailOf({ sender }: TellNeeds, failure: UntoldFailure, now: Temporal.Instant) {
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
  return { from: mail.envelope.from, to: owner.address, bytes };
}

function contentOf({ runId, scheduleKey, title, state, reason }: UntoldFailure): MailContent {
  const what = state === 'failed' ? 'was not made' : 'did not reach everybody';
  const lines = [
    `The report "${title}" of the schedule ${scheduleKey} ${what}.`,
    `Reason: ${reason ?? 'none was stored'}.`,
    `Details: sms-reports runs show ${runId}`,
    state === 'failed'
      ? `Once it is mended: sms-reports runs retry ${runId}`
      : `Those that failed, again: sms-reports runs resend ${runId}; one that perhaps arrived: sms-reports runs settle`,
    'Further failures of this schedule are not mailed until a report of it has gone out; `sms-reports runs list` has them.',
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
