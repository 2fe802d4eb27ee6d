import type { JudgedTest } from '../../experiments/judged-test.ts';
import { outcomeId } from '../../experiments/outcome.ts';
import { type TestMemory, type ThemeComparison, themeKey } from '../../experiments/test-memory.ts';
import { type Phrase, relative, say, text } from '../figure.ts';
import type { Fact } from '../report-model.ts';
import { counted, joinWith } from '../words.ts';

/** Pairs of arms a reader still takes in (judgement). */
const MOST_PAIRS = 3;

/** "CTA first against CTA last: 11 tests, 2 wins, 1 loss, pooled +3 % (−2 % to +8 %)"; null where nothing is remembered. */
export function composeMemory({ plan }: JudgedTest, memory: TestMemory | null): Fact | null {
  const theme = memory?.themes.find(
    (one) =>
      themeKey(one.theme) === themeKey(plan.theme) &&
      one.tested === plan.tested &&
      one.outcome === outcomeId(plan.primary),
  );
  const known = (theme?.comparisons ?? []).filter(({ tests }) => tests.length > 1).slice(0, MOST_PAIRS);
  if (known.length === 0) return null;
  return { label: 'Past tests of this theme', said: [...joinWith('; ', known.map(sayComparison)), '.'] };
}

function sayComparison({ reference, compared, tests, wins, losses, pooled }: ThemeComparison): Phrase {
  const pair = say`${text(compared)} against ${text(reference)}`;
  const [all, won, lost] = [
    counted(tests.length, 'test'),
    counted(wins, 'win'),
    counted(losses, 'loss', 'losses'),
  ];
  if (pooled === null) return say`${pair}: ${all}, ${won}, ${lost}`;
  const [lift, lower, upper] = [relative(pooled.lift), relative(pooled.lower), relative(pooled.upper)];
  return say`${pair}: ${all}, ${won}, ${lost}, pooled ${lift} (${lower} to ${upper})`;
}
