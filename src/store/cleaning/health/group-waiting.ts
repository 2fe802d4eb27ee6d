import type { WaitingReason } from '../../../core/cleaning/list-health.ts';
import { ACTION_NAMES, REASONS } from '../../../core/cleaning/recommendation.ts';
import { readRow } from '../../read-row.ts';
import type { Row } from '../../select-rows.ts';

/** Rows of one reason, action and currency to one entry per reason and action, most contacts first. */
export function groupWaiting(rows: readonly Row[]): readonly WaitingReason[] {
  const groups = new Map<string, WaitingReason>();
  for (const row of rows) {
    const next = readWaiting(row);
    const key = `${next.reason} ${next.action}`;
    const known = groups.get(key);
    groups.set(key, known === undefined ? next : addWaiting(known, next));
  }
  return [...groups.values()].toSorted((a, b) => b.contacts - a.contacts);
}

function readWaiting(row: Row): WaitingReason {
  const read = readRow(row);
  const currency = read.textOrNull('currency');
  return {
    reason: read.oneOf('reason', REASONS),
    action: read.oneOf('action', ACTION_NAMES),
    contacts: read.number('contacts'),
    savings:
      currency === null || row['saving_max'] === null
        ? []
        : [{ currency, minMicro: read.number('saving_min'), maxMicro: read.number('saving_max') }],
    revenueAtRisk:
      currency === null || read.numberOrNull('risk') === null
        ? []
        : [{ currency, micro: read.number('risk') }],
    confidence: { least: read.number('least'), most: read.number('most') },
  };
}

function addWaiting(a: WaitingReason, b: WaitingReason): WaitingReason {
  return {
    ...a,
    contacts: a.contacts + b.contacts,
    savings: [...a.savings, ...b.savings],
    revenueAtRisk: [...a.revenueAtRisk, ...b.revenueAtRisk],
    confidence: {
      least: Math.min(a.confidence.least, b.confidence.least),
      most: Math.max(a.confidence.most, b.confidence.most),
    },
  };
}
