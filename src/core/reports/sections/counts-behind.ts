import type { Cohort, Money } from '../../counts.ts';
import { sumCounts } from '../../metrics/count-sum.ts';
import type { Measure } from '../../metrics/measured.ts';
import type { Metric } from '../../metrics/metric.ts';
import { count, money, type Phrase, say } from '../figure.ts';
import { counted, joinWith } from '../words.ts';

/** What stands behind a value: "8,870 of 112,300 contacts"; empty where there is nothing to count. */
export function countsBehind(metric: Metric, measured: Measure, cohort: Cohort): Phrase {
  switch (metric.unit) {
    case 'rate':
      if (measured.numerator === null || measured.denominator === null) return [];
      return say`${count(measured.numerator)} of ${counted(measured.denominator, ...metric.of)}`;
    case 'duration': {
      if (measured.denominator === null || measured.denominator === 0) return [];
      const [one, many] = metric.of === 'clickAge' ? CLICKED : DELIVERED;
      return counted(measured.denominator, one, many);
    }
    case 'money':
      return amountBehind(measured, metric.denominator, cohort);
    case 'ratio': {
      if (measured.reason !== null) return [];
      const isMixed = measured.currency === null;
      const amounts = cohort.money.filter(({ costMicro, revenueMicro }) =>
        isMixed ? costMicro > 0 && revenueMicro !== 0 : costMicro > 0,
      );
      const said = joinWith('; ', amounts.map(amountsBehind));
      return isMixed ? say`for each 1.00 spent: ${said}` : said;
    }
  }
}

/** "8,870 of 112,300" where the row has said of what. */
export function sharesBehind(metric: Metric, { numerator, denominator }: Measure): Phrase {
  if (metric.unit !== 'rate' || numerator === null || denominator === null) return [];
  return say`${count(numerator)} of ${count(denominator)}`;
}

function amountsBehind({ currency, costMicro, revenueMicro }: Money): Phrase {
  return say`${money(currency, revenueMicro)} revenue, ${money(currency, costMicro)} cost`;
}

const CLICKED = ['clicked message', 'clicked messages'] as const;
const CONVERSIONS = ['conversion', 'conversions'] as const;
const DELIVERED = ['delivered message', 'delivered messages'] as const;

function amountBehind(
  measured: Measure,
  denominator: Parameters<typeof sumCounts>[0] | null,
  cohort: Cohort,
): Phrase {
  if (denominator === null) {
    return measured.reason === null ? say`for ${counted(cohort.counts.attempted, 'message')}` : [];
  }
  const [one, many] = denominator === 'conversions' ? CONVERSIONS : DELIVERED;
  const behind = counted(sumCounts(denominator, cohort.counts), one, many);
  if (measured.numerator === null || measured.currency === null) return measured.denominator ? behind : [];
  return say`${money(measured.currency, measured.numerator)} over ${behind}`;
}
