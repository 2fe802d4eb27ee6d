import type { Cohort } from '../counts.ts';

/** Micro-units of one currency; 0 when there is none of it. */
export function sumMoney({ money }: Cohort, of: 'cost' | 'revenue', currency: string): number {
  const entry = money.find((one) => one.currency === currency);
  if (entry === undefined) return 0;
  return of === 'cost' ? entry.costMicro : entry.revenueMicro;
}
