import { ACTIONS, type Evidence, type EvidenceEvent } from '../core/cleaning/recommendation.ts';
import type { Offer } from '../core/cleaning/renewal.ts';
import { DAY_MS } from '../core/cleaning/rule.ts';
import { type SavingRange, savingOf } from '../core/cleaning/saving.ts';
import type { CleaningSettings } from '../core/cleaning/settings.ts';
import { maskPhone } from '../core/phone-number.ts';
import type { PhoneKeys } from '../crypto/phones.ts';
import type { CandidateFailure } from '../store/cleaning/propose/load-candidates.ts';
import type { Shown } from '../store/cleaning/propose/load-shown.ts';
import type { Written } from '../store/cleaning/propose/save-recommendations.ts';
import type { ContactOffers } from './judge-candidate.ts';

/** Newest events a reviewer is shown; the counts are of all. */
export const SHOWN_EVENTS = 20;

export type WriteContext = {
  readonly shown: Shown;
  readonly settings: CleaningSettings;
  readonly keys: PhoneKeys;
};

/** An offer with everything that is stored of it. */
export function writeOffer(
  { candidate, contact }: ContactOffers,
  offer: Offer & { readonly evidence: readonly CandidateFailure[] },
  { shown, settings, keys }: WriteContext,
): Written {
  const { activity } = candidate;
  const { proposal, evidence: failures } = offer;
  // a rest of some days is no saving of 90
  const isForGood = ACTIONS[proposal.action].takesOut && proposal.action !== 'pause';
  const saves = isForGood || proposal.action === 'merge';
  const saving = saves ? savingOf(shown.sendings.get(contact.id) ?? [], settings.billOn) : null;
  const revenue = revenueOf(shown, contact.id, saving);
  const first = failures.at(-1);
  return {
    proposal,
    contact,
    person: candidate.person,
    phoneMasked: contact.phoneEnc === null ? null : maskPhone(keys.decrypt(contact.phoneEnc)),
    evidence: evidenceOf(offer, candidate, shown, contact),
    evidenceHash: offer.evidenceHash,
    firstEvidenceMs: first === undefined ? null : first.sentS * 1000,
    lastEvidenceMs: offer.lastEvidenceMs,
    lastPositiveMs: msOrNull(activity.positiveS),
    lastDeliveredMs: msOrNull(activity.lastDeliveredS),
    lastClickMs: msOrNull(activity.lastClickS),
    saving,
    currency: saving?.currency ?? revenue?.currency ?? null,
    revenueMicro: revenue?.micro ?? null,
  };
}

function evidenceOf(
  offer: Parameters<typeof writeOffer>[1],
  { activity, failures: all, person }: ContactOffers['candidate'],
  shown: Shown,
  contact: ContactOffers['contact'],
): Evidence {
  const { evidence: failures, proposal } = offer;
  const count = (weight: string): number => failures.filter((failure) => failure.weight === weight).length;
  const first = failures.at(-1)?.sentS ?? 0;
  const since = activity.positiveS;
  return {
    events: failures.slice(0, SHOWN_EVENTS).map((failure) => eventOf(failure, shown)),
    strong: count('strong'),
    medium: count('medium'),
    weak: count('weak'),
    campaigns: new Set(failures.map(({ campaign }) => campaign)).size,
    spanDays: Math.floor((((failures[0]?.sentS ?? first) - first) * 1000) / DAY_MS),
    excludedAsOutage: all.filter(({ isLeftOut, sentS }) => isLeftOut && sentS > since).length,
    delivered: activity.delivered,
    humanClicks: shown.clicks.get(person) ?? 0,
    orders: (shown.revenue.get(contact.id) ?? []).reduce((sum, { orders }) => sum + orders, 0),
    phoneVerdict: contact.verdict,
    because: proposal.because,
  };
}

function eventOf(failure: CandidateFailure, shown: Shown): EvidenceEvent {
  const message = shown.messages.get(failure.message);
  const sentMs = failure.sentS * 1000;
  return {
    messageId: message?.messageId ?? '',
    campaignId: message?.campaignId ?? '',
    campaign: message?.campaign ?? '',
    sentMs,
    occurredMs: message?.occurredMs ?? sentMs,
    provider: failure.provider,
    code: failure.code === '' ? null : failure.code,
    carrier: failure.carrier === '' ? null : failure.carrier,
    failureClass: failure.failureClass,
    weight: failure.weight ?? 'weak',
  };
}

/** In the currency of the saving, else where most came in. */
function revenueOf(
  shown: Shown,
  contact: number,
  saving: SavingRange | null,
): { readonly currency: string; readonly micro: number } | null {
  const own = (shown.revenue.get(contact) ?? []).filter(({ currency }) => currency !== '');
  if (saving !== null) return own.find(({ currency }) => currency === saving.currency) ?? null;
  return own.toSorted((left, right) => right.micro - left.micro)[0] ?? null;
}

function msOrNull(seconds: number): number | null {
  return seconds === 0 ? null : seconds * 1000;
}
