import type { Viewer } from './viewer.ts';

/** Where a person begins: recommendations are of the whole list, so who is bound to brands begins with reports. */
export function startOf({ brands }: Pick<Viewer, 'brands'>): string {
  return brands === null ? '/recommendations' : '/reports';
}
