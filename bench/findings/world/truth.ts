import { numberAt } from './ledger.ts';
import { CAUSES, NUMBERS } from './people.ts';
import type { World } from './send.ts';

/** What was planted, for whoever reads only the files. Hours are local, effects on the logit. */
export function truthOf({ plan, people, campaigns }: World) {
  const contacts = Array.from({ length: people.count }, (_, contact) => contact);
  const withNumber = (kind: (typeof NUMBERS)[number]): readonly string[] =>
    contacts
      .filter((contact) => NUMBERS[numberAt(people.number, contact)] === kind)
      .map((contact) => `c${contact}`);
  return {
    seed: plan.seed,
    is_null: plan.isNull,
    as_of: new Date(plan.asOfDay * 86_400_000).toISOString(),
    segments: plan.segments.map(({ id, kind, truth }) => ({ segment_id: id, kind, truth })),
    hours: plan.hours,
    own_hours: plan.ownHours,
    campaigns: campaigns
      .filter(({ plant, startDay }) => plant !== null && startDay < plan.asOfDay)
      .map(({ id, plant, strength }) => ({ campaign_id: id, plant, strength })),
    contacts: contacts
      .filter(
        (contact) => numberAt(people.cause, contact) > 0 && numberAt(people.fromDay, contact) < plan.asOfDay,
      )
      .map((contact) => ({
        contact_id: `c${contact}`,
        cause: CAUSES[numberAt(people.cause, contact)],
        from_day: numberAt(people.fromDay, contact),
        to_day: numberAt(people.toDay, contact),
      })),
    numbers: {
      invalid: withNumber('invalid-from'),
      landline: withNumber('landline'),
      transient: withNumber('transient'),
    },
  };
}
