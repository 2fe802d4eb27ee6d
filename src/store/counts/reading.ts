import type { Db } from '../connect.ts';
import { type ReadRows, readerOn } from '../select-rows.ts';
import { gatherSums, type SumReader, sumReader } from './read-sums.ts';
import { rememberSpans, type SpanReader, spanReader } from './selection.ts';

/** How a load reads. */
export type Reading = { readonly spans: SpanReader; readonly sums: SumReader };

/** For the many loads of one snapshot: each filter is read once, and loads that start together are one statement. */
export function readTogether(read: ReadRows): Reading {
  return { spans: rememberSpans(read), sums: gatherSums(read) };
}

/** A load that stands alone gives its database. */
export function readingOf(from: Db | Reading): Reading {
  if (typeof from !== 'function') return from;
  const read = readerOn(from);
  return { spans: spanReader(read), sums: sumReader(read) };
}
