import type { Cohort, Money } from '../counts.ts';
import { type Figure, money, type Phrase, say, text } from '../reports/figure.ts';
import { joinPhrases } from '../reports/words.ts';
import { sumCounts } from './count-sum.ts';
import { type Measure, unmeasured } from './measured.ts';
import type { MoneyMetric, RatioMetric } from './metric.ts';

/** Cost, revenue, cost per conversion, revenue per delivered message: one figure per currency. */
export function measureMoney(metric: MoneyMetric, cohort: Cohort): Measure {
  const key = metric.numerator === 'cost' ? 'costMicro' : 'revenueMicro';
  const denominator = metric.denominator === null ? null : sumCounts(metric.denominator, cohort.counts);
  if (denominator !== null && denominator <= 0) return unmeasured(metric, metric.whenEmpty, 0);
  const amounts = cohort.money.filter((entry) => entry[key] !== 0);
  const [first] = amounts;
  if (first === undefined) {
    const missing = metric.numerator === 'cost' ? 'no cost recorded' : 'no revenue recorded';
    return unmeasured(metric, missing, denominator);
  }
  if (metric.id === 'revenue-per-delivered' && amounts.length > 1) {
    return unmeasured(metric, say`revenue in ${listCurrencies(amounts)}`, denominator);
  }
  if (metric.id === 'cost-per-conversion') {
    const clash = clashOfCurrencies(cohort.money);
    if (clash !== null) return unmeasured(metric, clash, denominator);
  }
  const per = (entry: Money): number => Math.round(entry[key] / (denominator ?? 1));
  const figures = amounts.map((entry) => money(entry.currency, per(entry)));
  const single = amounts.length === 1;
  return {
    id: metric.id,
    figure: joinFigures(figures),
    value: single ? per(first) : null,
    numerator: single ? first[key] : null,
    denominator,
    currency: single ? first.currency : null,
    reason: null,
  };
}

/** (revenue - cost) / cost for each currency that has both; a lone currency may have no revenue. */
export function measureReturn(metric: RatioMetric, cohort: Cohort): Measure {
  const { attempted, canceled, inProcess } = cohort.counts;
  if (attempted - canceled - inProcess <= 0) return unmeasured(metric, 'no message with a final state yet');
  const spent = cohort.money.filter((entry) => entry.costMicro > 0);
  if (spent.length === 0) return unmeasured(metric, metric.whenEmpty);
  const earned = cohort.money.filter((entry) => entry.revenueMicro !== 0);
  const both = spent.filter((entry) => entry.revenueMicro !== 0);
  const comparable = spent.length === 1 && earned.length === 0 ? spent : both;
  const [first] = comparable;
  if (first === undefined || comparable.length < Math.max(spent.length, earned.length)) {
    return unmeasured(metric, currenciesApart(spent, earned));
  }
  const ratioOf = (entry: Money): number => (entry.revenueMicro - entry.costMicro) / entry.costMicro;
  if (comparable.length === 1) {
    const value = ratioOf(first);
    const numerator = first.revenueMicro - first.costMicro;
    const figure: Figure = { kind: 'ratio', value };
    return {
      id: metric.id,
      figure,
      value,
      numerator,
      denominator: first.costMicro,
      currency: first.currency,
      reason: null,
    };
  }
  // as money, so that each return says its currency: what came back per 1.00 spent
  const figures = comparable.map((entry) => money(entry.currency, Math.round(ratioOf(entry) * 1e6)));
  const figure: Figure = { kind: 'list', figures };
  return {
    id: metric.id,
    figure,
    value: null,
    numerator: null,
    denominator: null,
    currency: null,
    reason: null,
  };
}

/** Neither conversions nor messages are counted per currency, so a cost per conversion needs one currency on both sides. */
function clashOfCurrencies(all: readonly Money[]): Phrase | null {
  const spent = all.filter((entry) => entry.costMicro > 0);
  const earned = all.filter((entry) => entry.revenueMicro !== 0);
  if (spent.length > 1) return say`cost in ${listCurrencies(spent)}`;
  const isShared = earned.every((entry) => spent.some((cost) => cost.currency === entry.currency));
  return isShared ? null : currenciesApart(spent, earned);
}

function currenciesApart(spent: readonly Money[], earned: readonly Money[]): Phrase {
  if (earned.length === 0) return say`cost in ${listCurrencies(spent)}, no revenue`;
  return say`cost in ${listCurrencies(spent)}, revenue in ${listCurrencies(earned)}`;
}

function listCurrencies(all: readonly Money[]): Phrase {
  return joinPhrases(all.map((entry): Phrase => [text(entry.currency)]));
}

function joinFigures(figures: readonly Figure[]): Figure {
  const [only] = figures;
  return figures.length === 1 && only !== undefined ? only : { kind: 'list', figures };
}
