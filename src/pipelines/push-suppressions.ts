import { withMargin } from '../core/cleaning/with-margin.ts';
import { errorLine } from '../core/error-line.ts';
import { Failure } from '../core/failure.ts';
import { maskPhone } from '../core/phone-number.ts';
import { splitPhone } from '../core/split-phone.ts';
import { createMarketingPlatform } from '../remote/marketing-platform.ts';
import { writeAudit } from '../store/audit.ts';
import { lastPushAt, PUSH_ACTION, readNumberFixes } from '../store/cleaning/last-push.ts';
import { readSuppressedNumbers } from '../store/cleaning/suppressed-numbers.ts';
import type { Db } from '../store/connect.ts';
import { databaseNow } from '../store/database-clock.ts';
import { holdSettledPhoneKey } from '../store/phones/phone-key.ts';
import { claimPull, releasePull } from '../store/pulls/lease.ts';
import { retriedTransaction } from '../store/retried-transaction.ts';
import { openPhoneKeys } from './open-phone-keys.ts';
import { MARKETING_PLATFORM } from './platform-pull.ts';
import { askingOf, type PullNeeds } from './pull-marketing-platform.ts';

type PushRequest = {
  /** null = what changed since the last push that reached its end, with an hour before it */
  readonly since: Temporal.Instant | null;
  /** contact ids are profile ids of the platform: correct numbers there too */
  readonly changesNumbers: boolean;
  readonly isDryRun: boolean;
  readonly actor: string;
};

export type PushReport = {
  readonly since: Temporal.Instant | null;
  readonly numbers: number;
  readonly fixes: number;
  readonly requests: number;
  /** not taken by the platform, such as a number of no profile; reasons masked, at most 20 */
  readonly refused: number;
  readonly reasons: readonly string[];
};

type PushNeeds = Pick<PullNeeds, 'db' | 'secretKey' | 'account' | 'plan' | 'owner' | 'limits' | 'pause'>;
type Phone = { readonly prefix: string; readonly number: string };
type Question = { readonly shown: string; readonly ask: () => Promise<void> };

const MOST_REASONS = 20;

/**
 * Unsubscribes suppressed numbers in every list of MarketingPlatform, at the pace the account allows; the same twice
 * changes nothing there. It only ever takes out, so pauses are left out: the platform knows no end of them. Fails with `locked`, `bad-config` or `remote-unreachable`; begin again.
 */
export async function pushSuppressions(needs: PushNeeds, request: PushRequest): Promise<PushReport> {
  const { db, plan } = needs;
  if (plan.lists.length === 0)
    throw new Failure(
      'bad-config',
      'MARKETING_PLATFORM_LISTS: is required to push, the lists to unsubscribe from',
    );
  const since = request.since ?? (await sinceLastPush(db));
  const asOf = await databaseNow(db);
  const found = await findPhones(needs, since, request.changesNumbers);
  const { phones, fixes } = found;
  const counts = { since, numbers: phones.length, fixes: fixes.length };
  if (request.isDryRun) return { ...counts, requests: 0, refused: 0, reasons: [] };
  const lease = await claimPull(db, MARKETING_PLATFORM, needs.owner);
  if (lease === null) throw new Failure('locked', 'another process asks MarketingPlatform now');
  try {
    const asking = askingOf(needs, lease);
    const platform = createMarketingPlatform(needs.account, asking.needs);
    const reasons = await askAll([
      ...phones.flatMap(({ shown, phone }) =>
        plan.lists.map((list) => ({ shown, ask: () => platform.unsubscribeMobile(list, phone) })),
      ),
      ...fixes.map(({ shown, profile, phone }) => ({
        shown,
        ask: () => platform.changeMobile(profile, phone),
      })),
    ]);
    const report = { ...counts, requests: asking.count(), refused: reasons.length };
    await retriedTransaction(db, (trx) => {
      const { since: _, ...detail } = { ...report, asOf: asOf.toString() };
      const entry = { actor: request.actor, action: PUSH_ACTION, object: MARKETING_PLATFORM, detail };
      return writeAudit(trx, entry, asOf);
    });
    await releasePull(db, lease, null);
    return { ...report, reasons: reasons.slice(0, MOST_REASONS) };
  } catch (error) {
    await releasePull(db, lease, errorLine(error)).catch(() => undefined);
    throw error;
  }
}

/** Reasons of those the platform would not take; anything worse ends it. */
async function askAll(questions: readonly Question[]): Promise<readonly string[]> {
  const reasons: string[] = [];
  for (const { shown, ask } of questions) {
    try {
      await ask();
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'remote-refused') throw error;
      reasons.push(`${shown}: ${error.message}`);
    }
  }
  return reasons;
}

type Found = {
  readonly phones: readonly { readonly shown: string; readonly phone: Phone }[];
  readonly fixes: readonly { readonly shown: string; readonly profile: string; readonly phone: Phone }[];
};

async function findPhones(
  { db, secretKey }: PushNeeds,
  since: Temporal.Instant | null,
  changesNumbers: boolean,
): Promise<Found> {
  const phones: Found['phones'][number][] = [];
  const query = { since, sender: null, isLifted: false, isForGood: true };
  await db.transaction(
    async (trx: Db) => {
      await holdSettledPhoneKey(trx);
      const keys = await openPhoneKeys(trx, secretKey);
      for await (const { sealed } of readSuppressedNumbers(trx, query))
        for (const { phoneEnc } of sealed) {
          const e164 = keys.decrypt(phoneEnc);
          const phone = splitPhone(e164);
          if (phone !== null) phones.push({ shown: maskPhone(e164), phone });
        }
    },
    { isolationLevel: 'repeatable read' },
  );
  const fixes = changesNumbers ? await readNumberFixes(db, since) : [];
  const keys = await openPhoneKeys(db, secretKey);
  return {
    phones,
    fixes: fixes.flatMap(({ contactId, candidateEnc }) => {
      const e164 = keys.decrypt(candidateEnc);
      const phone = splitPhone(e164);
      const isProfile = /^[1-9]\d{0,17}$/.test(contactId);
      return isProfile && phone !== null ? [{ shown: maskPhone(e164), profile: contactId, phone }] : [];
    }),
  };
}

/** Clocks differ, and a transaction may have been under way; the same number twice does no harm. */
async function sinceLastPush(db: Db): Promise<Temporal.Instant | null> {
  const at = await lastPushAt(db, MARKETING_PLATFORM);
  return at === null ? null : withMargin(at);
}
