import { explainNumber, type RuleNeed } from '../core/cleaning/explain-number.ts';
import { type Failed, sumFailures } from '../core/cleaning/number-evidence.ts';
import type { CleaningSettings } from '../core/cleaning/settings.ts';
import { maskPhone } from '../core/phone-number.ts';
import { listRecommendations, type Recommendation } from '../store/cleaning/recommendations.ts';
import type { Db } from '../store/connect.ts';
import { type ContactRow, findContactsOf } from '../store/contact/find-contacts.ts';
import {
  type ContactEvent,
  type ContactSuppression,
  type CountedFailure,
  readContactEvents,
  readCountedActivity,
  readCountedFailures,
  readSuppressionsOf,
} from '../store/contact/read-contact-file.ts';
import { openPhoneKeys, type PhoneSecret } from './open-phone-keys.ts';

export type ExplainedContact = {
  readonly contacts: readonly (Omit<ContactRow, 'phoneHmac' | 'phoneEnc'> & {
    readonly phoneMasked: string | null;
  })[];
  readonly suppressions: readonly ContactSuppression[];
  readonly recommendations: readonly Recommendation[];
  /** empty = no search has looked at the number yet */
  readonly rules: readonly RuleNeed[];
  /** failures that did not count: one of many together, an outage */
  readonly leftOut: number;
  /** the latest first */
  readonly events: readonly ContactEvent[];
};

type ExplainNeeds = { readonly db: Db; readonly secretKey: PhoneSecret; readonly cleaning: CleaningSettings };

/** Why a number is flagged, suppressed, or neither. Null = no contact with that id or number. */
export async function explainContact(
  { db, secretKey, cleaning }: ExplainNeeds,
  wanted: { readonly contactId: string } | { readonly e164: string },
  { now, size }: { readonly now: Temporal.Instant; readonly size: number },
): Promise<ExplainedContact | null> {
  const keys = await openPhoneKeys(db, secretKey);
  const found = await findContactsOf(
    db,
    'e164' in wanted ? { phoneHmacs: keys.hashes(wanted.e164) } : { contactId: wanted.contactId },
  );
  const [first] = found;
  if (first === undefined) return null;
  const numbers = found.map(({ number }) => number);
  const failures = await readCountedFailures(db, first.personId);
  return {
    contacts: found.map(({ phoneHmac: _hmac, phoneEnc, ...one }) => ({
      ...one,
      phoneMasked: phoneEnc === null ? null : maskPhone(keys.decrypt(phoneEnc)),
    })),
    suppressions: await readSuppressionsOf(db, numbers),
    recommendations: await listRecommendations(
      db,
      { contactNumbers: numbers },
      { limit: 100, order: 'newest' },
    ),
    rules: await rulesOf(db, { person: first.personId, contacts: numbers }, failures, cleaning, now),
    leftOut: failures.filter(({ isLeftOut }) => isLeftOut).length,
    events: await readContactEvents(db, numbers, size),
  };
}

async function rulesOf(
  db: Db,
  { person, contacts }: { readonly person: number; readonly contacts: readonly number[] },
  failures: readonly CountedFailure[],
  cleaning: CleaningSettings,
  now: Temporal.Instant,
): Promise<readonly RuleNeed[]> {
  const activity = await readCountedActivity(db, person, contacts);
  if (activity === null && failures.length === 0) return [];
  const counted = failures.flatMap(({ weight, isLeftOut, ...one }): readonly Failed[] =>
    weight === null || isLeftOut ? [] : [{ ...one, weight }],
  );
  const { delivered, deliveredSilent, engagedS, positiveS } = activity ?? {
    delivered: 0,
    deliveredSilent: 0,
    engagedS: 0,
    positiveS: 0,
  };
  const silentDays = engagedS === 0 ? null : Math.floor((now.epochMilliseconds / 1_000 - engagedS) / 86_400);
  const since = positiveS === 0 ? null : positiveS * 1_000;
  return explainNumber(sumFailures(counted, since), { delivered, deliveredSilent, silentDays }, cleaning);
}
