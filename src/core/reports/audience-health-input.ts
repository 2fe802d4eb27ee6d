import type { AudienceHealth } from '../findings/audience-health.ts';
import type { PerformanceInput } from './performance-input.ts';

/** All that the report on the audience is made from. */
export type AudienceHealthInput = Pick<
  PerformanceInput,
  'title' | 'locale' | 'window' | 'asOf' | 'notices' | 'run'
> & {
  /** null = nobody has looked yet */
  readonly health: AudienceHealth | null;
};
