import type { Cohort } from '../../counts.ts';
import { count, rate, say, text } from '../figure.ts';
import { campaignWithMost, outsideOwnRange } from '../own-range.ts';
import type { Reading } from '../reading.ts';
import { counted } from '../words.ts';
import type { Explanation } from './explanation.ts';

/** Points above the highest of the own windows from which on it is worth a sentence (judgement). */
const NOTABLE = 0.01;

/** Messages nobody ever answered for have become more than ever: a gap of the provider, not a failure of numbers. */
export function explainUnknown(reading: Reading): readonly Explanation[] {
  const outside = outsideOwnRange(reading, 'unknown-share', 'above');
  if (outside === null) return [];
  const { now, past, limit, windows } = outside;
  if (now.successes / now.n - limit < NOTABLE) return [];
  const usual = past.successes / past.n;
  const finalOf = ({ counts }: Cohort): number => counts.attempted - counts.canceled - counts.inProcess;
  const most = campaignWithMost(reading, (cohort) => cohort.counts.unknown - usual * finalOf(cohort));
  const said = say`${rate(now.successes / now.n)} of ${counted(now.n, 'message')} never got a final receipt, in your last ${count(windows)} windows at most ${rate(limit)}`;
  if (most === null) return [{ id: 'unknown-receipts', line: say`${said}.` }];
  const { unknown } = most.cohort.counts;
  return [
    {
      id: 'unknown-receipts',
      line: say`${said}; most of them in ${text(most.name)} (${count(unknown)} of ${count(finalOf(most.cohort))}).`,
    },
  ];
}
