import type { PerformanceDetails } from '../../src/core/reports/performance-details.ts';

/** A source that tells nothing but counts. */
export const NO_DETAILS: PerformanceDetails = {
  texts: [],
  bills: [],
  billing: [],
  clicks: [],
  links: [],
  optOuts: { breaches: [], isCut: false, times: null },
};
