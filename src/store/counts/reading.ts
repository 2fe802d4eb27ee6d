import { gatherSums, readSums, type SumReader } from './read-sums.ts';
import { readSpans, rememberSpans, type SpanReader } from './selection.ts';

/** How a load reads. */
export type Reading = { readonly spans: SpanReader; readonly sums: SumReader };

export const READ_ALONE: Reading = { spans: readSpans, sums: readSums };

/** For the many loads of one snapshot: each filter is read once, and loads that start together are one statement. */
export function readTogether(): Reading {
  return { spans: rememberSpans(), sums: gatherSums() };
}
