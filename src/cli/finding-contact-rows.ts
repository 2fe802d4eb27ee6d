import { contactAction } from '../core/findings/contact-action.ts';
import type { Findings } from '../core/findings/findings.ts';
import type { FindingContactRow } from '../render/exports/finding-contact-lines.ts';
import type { FlaggedPerson } from '../store/findings/list-flagged.ts';
import type { BadNumber } from './bad-numbers.ts';

/** Six places are more than is known of a probability. */
const PLACES = 6;

/** `findings`: for how many texts a week a segment bears. */
export function contactRow(
  person: FlaggedPerson,
  { segments }: Findings,
  bad: BadNumber | undefined,
): FindingContactRow {
  const action = contactAction(person.flag, person.dose.in30);
  const isFewer = action === 'pause' || action === 'lower';
  const segment = segments.find((one) => one.segment === person.segment);
  return {
    contact_id: person.contactId,
    segment_id: person.segment,
    flag: person.flag,
    action,
    texts_per_week: isFewer ? (segment?.textsPerWeek ?? null) : null,
    score: rounded(person.score),
    lapsed: rounded(person.lapsed),
    silence: rounded(person.silence),
    dose7: person.dose.in7,
    dose30: person.dose.in30,
    dose90: person.dose.in90,
    delivered_recent: person.recent.delivered,
    clicked_recent: person.recent.clicked,
    expected_recent: rounded(person.recent.expected),
    delivered_earlier: person.earlier.delivered,
    clicked_earlier: person.earlier.clicked,
    expected_earlier: rounded(person.earlier.expected),
    last_delivered_at: person.lastDeliveredAt?.toString() ?? null,
    last_click_at: person.lastClickAt?.toString() ?? null,
    last_order_at: person.lastOrderAt?.toString() ?? null,
    fatigue_flag: person.flag === 'fatigued' ? 1 : 0,
    ...numberCells(bad),
  };
}

/** Somebody whose number is bad, and whom nothing else flags. */
export function badNumberRow(contactId: string, bad: BadNumber): FindingContactRow {
  return { ...NOTHING, contact_id: contactId, segment_id: bad.segment, fatigue_flag: 0, ...numberCells(bad) };
}

function numberCells(bad: BadNumber | undefined) {
  return { invalid: bad?.invalid === true ? 1 : 0, landline: bad?.landline === true ? 1 : 0 };
}

const NOTHING = {
  flag: null,
  action: null,
  texts_per_week: null,
  score: null,
  lapsed: null,
  silence: null,
  dose7: null,
  dose30: null,
  dose90: null,
  delivered_recent: null,
  clicked_recent: null,
  expected_recent: null,
  delivered_earlier: null,
  clicked_earlier: null,
  expected_earlier: null,
  last_delivered_at: null,
  last_click_at: null,
  last_order_at: null,
} as const;

function rounded(value: number | null): number | null {
  return value === null ? null : Number(value.toFixed(PLACES));
}
