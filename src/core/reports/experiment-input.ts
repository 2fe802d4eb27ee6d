import type { JudgedTest } from '../experiments/judged-test.ts';
import type { TestMemory } from '../experiments/test-memory.ts';
import type { PerformanceInput } from './performance-input.ts';

/** All that the report on tests is made from. */
export type ExperimentInput = Pick<
  PerformanceInput,
  | 'title'
  | 'locale'
  | 'window'
  | 'days'
  | 'asOf'
  | 'newest'
  | 'usualSilenceSeconds'
  | 'staleAfterSeconds'
  | 'sourceReachesTo'
  | 'filter'
  | 'notices'
  | 'run'
> & {
  /** live or finished in the window */
  readonly tests: readonly JudgedTest[];
  /** past tests of the same themes; null = not asked for */
  readonly memory: TestMemory | null;
};
