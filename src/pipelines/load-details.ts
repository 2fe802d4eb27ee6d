import type { ProviderRules } from '../core/provider-rules.ts';
import type { BillingApplied, PerformanceDetails } from '../core/reports/performance-details.ts';
import type { Db } from '../store/connect.ts';
import type { CohortFilter } from '../store/counts/load-cohorts.ts';
import { loadTexts } from '../store/counts/load-texts.ts';
import { sumBills } from '../store/counts/sum-bills.ts';
import { sumClicks } from '../store/counts/sum-clicks.ts';
import { sumUnbilled, type UnbilledCost } from '../store/counts/sum-unbilled.ts';
import { loadOptOutHonour } from './load-opt-out-honour.ts';

/** What a performance report tells besides its counts, read one after the other from one snapshot. */
export async function loadDetails(
  db: Db,
  filter: CohortFilter,
  campaignIds: readonly string[],
  asOf: Temporal.Instant,
  rules: ProviderRules,
): Promise<PerformanceDetails> {
  const texts = await loadTexts(db, campaignIds);
  const clicks = await sumClicks(db, filter);
  return {
    texts: texts.map((text) => ({ ...text, packing: rules.packing.get(text.provider ?? '') ?? {} })),
    bills: await sumBills(db, filter),
    billing: applied(rules, await sumUnbilled(db, filter, rules.billOn)),
    clicks: clicks.sums,
    links: clicks.links,
    optOuts: await loadOptOutHonour(db, filter, asOf),
  };
}

function applied({ billOn }: ProviderRules, unbilled: readonly UnbilledCost[]): readonly BillingApplied[] {
  return [...billOn].flatMap(([provider, rule]): readonly BillingApplied[] => {
    const own = unbilled.filter((one) => one.provider === provider);
    if (own.length === 0) return [];
    const currencies = Map.groupBy(own, ({ currency }) => currency);
    return [
      {
        provider,
        billOn: rule,
        messages: own.reduce((sum, { messages }) => sum + messages, 0),
        leftOut: [...currencies]
          .map(([currency, all]) => ({
            currency,
            costMicro: all.reduce((sum, { costMicro }) => sum + costMicro, 0),
          }))
          .toSorted((a, b) => (a.currency < b.currency ? -1 : 1)),
      },
    ];
  });
}
