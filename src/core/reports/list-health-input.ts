import type { ListHealth } from '../cleaning/list-health.ts';
import type { PerformanceInput } from './performance-input.ts';

/** All that the report on the list is made from. */
export type ListHealthInput = Pick<
  PerformanceInput,
  'title' | 'locale' | 'window' | 'asOf' | 'total' | 'reviewUrl' | 'notices' | 'run'
> & {
  readonly health: ListHealth;
};
