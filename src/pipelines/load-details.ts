import type { PerformanceDetails } from '../core/reports/performance-details.ts';
import type { Db } from '../store/connect.ts';
import type { CohortFilter } from '../store/counts/load-cohorts.ts';
import { loadTexts } from '../store/counts/load-texts.ts';

/** What a performance report tells besides its counts, read one after the other from one snapshot. */
export async function loadDetails(
  db: Db,
  _filter: CohortFilter,
  campaignIds: readonly string[],
): Promise<PerformanceDetails> {
  const texts = await loadTexts(db, campaignIds);
  return { texts: texts.map((text) => ({ ...text, packing: {} })) };
}
