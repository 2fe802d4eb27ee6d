import type { Feed, Metric } from '../metrics/metric.ts';

const LATE_FEEDS: ReadonlySet<Feed> = new Set<Feed>(['clicks', 'conversions', 'opt-outs']);

/** Hangs on outcomes that arrive for days after the sending. */
export function isLate(metric: Metric): boolean {
  return metric.feeds.some((feed) => LATE_FEEDS.has(feed));
}

/** Which way the figure of a young window is off: a response looks lower than it will be, a cost per conversion dearer. */
export function youngerSide(metric: Metric): 'up' | 'down' {
  return metric.id === 'cost-per-conversion' ? 'up' : 'down';
}
