import type { Db } from '../connect.ts';
import { type ReadRows, readerOn } from '../select-rows.ts';
import { type Expect, readAhead } from './read-ahead.ts';
import { gatherSums, type SumReader, sumReader } from './read-sums.ts';
import { type SpanReader, spanReader } from './selection.ts';

/** How a load reads. */
export type Reading = { readonly expect: Expect; readonly spans: SpanReader; readonly sums: SumReader };

/**
 * For the many loads of one snapshot: each filter is read once, and loads that start together are one statement. `begin`
 * opens the snapshot, so that nobody plans first and waits then.
 */
export function readTogether(read: ReadRows, begin: () => void = () => {}): Reading {
  const { expect, spans, readAlready } = readAhead(read, begin);
  return { expect, spans, sums: gatherSums(read, readAlready) };
}

/** A load that stands alone gives its database. */
export function readingOf(from: Db | Reading): Reading {
  if (typeof from !== 'function') return from;
  const read = readerOn(from);
  return { expect: () => {}, spans: spanReader(read), sums: sumReader(read) };
}
