import { contactAction } from '../core/findings/contact-action.ts';
import type { Findings } from '../core/findings/findings.ts';
import type { FindingContactRow } from '../render/exports/finding-contact-lines.ts';
import type { FlaggedPerson } from '../store/findings/list-flagged.ts';

/** Six places are more than is known of a probability. */
const PLACES = 6;

/** `findings`: for how many texts a week a segment bears. */
export function contactRow(person: FlaggedPerson, { segments }: Findings): FindingContactRow {
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
  };
}

function rounded(value: number | null): number | null {
  return value === null ? null : Number(value.toFixed(PLACES));
}
