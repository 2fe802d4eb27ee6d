/**
 * From where on to look for what changed since a moment somebody was told: what a transaction stamped before that moment
 * may have been stored after it. The same number twice does no harm, one that is missed is missed for good.
 */
export function withMargin(since: Temporal.Instant): Temporal.Instant {
  return since.subtract({ hours: MARGIN_HOURS });
}

const MARGIN_HOURS = 1;
