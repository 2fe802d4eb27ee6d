import type { ListHealth } from '../cleaning/list-health.ts';
import type { PerformanceInput } from './performance-input.ts';

/** All that the report on the list is made from. */
export type ListHealthInput = Pick<
  PerformanceInput,
  'title' | 'locale' | 'window' | 'asOf' | 'total' | 'notices' | 'run'
> & {
  readonly health: ListHealth;
  /** where a person decides; null = no address of the review pages is configured */
  readonly reviewUrl: string | null;
};
