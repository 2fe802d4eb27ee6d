import type { Reading } from '../reading.ts';
import { explainRate } from './change-of-rate.ts';
import { explainCost } from './cost-per-message.ts';
import { EXPLAINED_RATES, type Explanation } from './explanation.ts';
import { explainRange } from './out-of-range.ts';
import { explainTimeToClick } from './time-to-click.ts';
import { explainUnknown } from './unknown-receipts.ts';

/** What moved the figures; empty when no rule is sure. To add one: a file that returns its explanations, a line here. */
export function explain(reading: Reading): readonly Explanation[] {
  return [
    ...EXPLAINED_RATES.flatMap((id) => explainRate(reading, id)),
    ...explainRange(reading),
    ...explainUnknown(reading),
    ...explainCost(reading),
    ...explainTimeToClick(reading),
  ];
}
