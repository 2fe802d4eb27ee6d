import type { Counts } from '../../core/counts.ts';
import type { Outcome } from '../../core/experiments/outcome.ts';
import type { Db } from '../connect.ts';
import { loadCohorts } from '../counts/load-cohorts.ts';

const DAYS = 90;

/**
 * How often the campaigns of the 90 days before had this outcome, per message tried, 0..1: what a test nobody planned is
 * expected to show. Of revenue the share of buyers; attributed conversions of the primary kind stand for every kind.
 * null = no campaign that could have had it.
 */
export async function trailingRate(
  db: Db,
  outcome: Outcome,
  before: Temporal.Instant,
): Promise<number | null> {
  const window = { from: before.subtract({ hours: 24 * DAYS }), to: before, timezone: 'UTC' };
  const campaigns = await loadCohorts(db, { window, by: 'campaign', durations: false });
  const parts = campaigns.map(({ cohort }) => casesOf(outcome, cohort.counts));
  const tried = parts.reduce((sum, part) => sum + part.of, 0);
  return tried === 0 ? null : parts.reduce((sum, part) => sum + part.cases, 0) / tried;
}

function casesOf(outcome: Outcome, counts: Counts): { readonly cases: number; readonly of: number } {
  const of = counts.attempted - counts.canceled;
  switch (outcome.kind) {
    case 'click':
      return counts.linkedContacts === 0 ? { cases: 0, of: 0 } : { cases: counts.clickingContacts, of };
    case 'conversion':
    case 'revenue':
      return { cases: counts.convertingContacts, of };
    case 'opt-out':
      return { cases: counts.optedOutContacts, of };
    case 'non-delivery':
      return {
        cases: of - counts.delivered - counts.inProcess,
        of: of - counts.inProcess,
      };
  }
}
