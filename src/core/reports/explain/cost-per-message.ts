import type { Cohort } from '../../counts.ts';
import { type Figure, money, type Phrase, relative, say, text } from '../figure.ts';
import type { Reading } from '../reading.ts';
import { clearCostChange, type Explanation, type MessageCost } from './explanation.ts';

/** Share of the change that makes one campaign worth naming (judgement). */
const CAMPAIGN_SHARE = 0.5;

/**
 * Cost per message = parts per message × price of a part: each side of the change by symmetric weights, Δ(pu) = Δp ū +
 * Δu p̄ (Das Gupta, Demography 15 (1978) 99-112, two factors). Amounts are known, not estimated: no interval.
 */
export function explainCost(reading: Reading): readonly Explanation[] {
  const cost = clearCostChange(reading.input);
  if (cost === null) return [];
  const { now, before } = cost;
  const byParts = (now.parts - before.parts) * ((now.price + before.price) / 2);
  const byPrice = (now.price - before.price) * ((now.parts + before.parts) / 2);
  const said = sayChange(cost, byParts / before.each, byPrice / before.each);
  const driver = driverOf(reading, cost);
  return [
    {
      id: 'cost-per-message',
      line: driver === null ? say`${said}.` : say`${said}; most of it in ${text(driver)}.`,
    },
  ];
}

/** A side that brought less than a tenth of the change is not worth a clause (judgement). */
const LEAST_SIDE = 0.1;

function sayChange({ currency, now, before }: MessageCost, byParts: number, byPrice: number): Phrase {
  const each = (micro: number): Figure => money(currency, Math.round(micro));
  const change = now.each / before.each - 1;
  const head = say`A message cost ${each(now.each)} after ${each(before.each)} (${relative(change)})`;
  const parts = say`${ratio(now.parts)} parts a message after ${ratio(before.parts)}`;
  const price = say`${each(now.price)} a part after ${each(before.price)}`;
  if (Math.abs(byParts) < LEAST_SIDE * Math.abs(change)) return say`${head}: ${price}`;
  if (Math.abs(byPrice) < LEAST_SIDE * Math.abs(change)) return say`${head}: ${parts}`;
  return say`${head}: ${relative(byParts)} came with ${parts}, ${relative(byPrice)} with ${price}`;
}

/** The campaign whose messages brought most of the change. */
function driverOf({ input: { campaigns } }: Reading, { currency, now, before }: MessageCost): string | null {
  const sending = campaigns.filter(({ cohort }) => cohort.counts.attempted > 0);
  if (sending.length < 2) return null;
  const all = sending.reduce((sum, { cohort }) => sum + cohort.counts.attempted, 0);
  const brought = sending.map(({ name, cohort }) => {
    const { attempted } = cohort.counts;
    const own = costOf(cohort, currency) / attempted;
    // like the others of the window: no news of this campaign
    const rest = (now.each * all - own * attempted) / Math.max(1, all - attempted);
    const isApart = now.each > before.each ? own > rest : own < rest;
    return {
      name,
      share: isApart ? ((attempted / all) * (own - before.each)) / (now.each - before.each) : 0,
    };
  });
  const [most] = brought.toSorted((a, b) => b.share - a.share);
  return most !== undefined && most.share >= CAMPAIGN_SHARE ? most.name : null;
}

function costOf({ money: amounts }: Cohort, currency: string): number {
  return amounts.find((entry) => entry.currency === currency)?.costMicro ?? 0;
}

function ratio(value: number): Figure {
  return { kind: 'ratio', value };
}
