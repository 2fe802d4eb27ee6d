import type { ListHealth } from '../../src/core/cleaning/list-health.ts';
import type { ListHealthInput } from '../../src/core/reports/list-health-input.ts';
import { buildBlast } from './build-cohort.ts';
import { at, buildPerformance } from './build-performance.ts';

/** A list nobody has to do anything about; a scenario states what differs. */
export function buildListHealth(different: Partial<ListHealth> = {}): ListHealth {
  return {
    lastRun: { id: 12, asOf: at('2026-11-23T03:00'), heldBecause: null, outages: [] },
    waiting: [],
    approved: 0,
    decided: { approved: 0, rejected: 0, snoozed: 0, applied: 0, undone: 0, invalidated: 0, expired: 0 },
    notAskedAgain: 0,
    suppressed: [],
    messagedThoughSuppressed: { messages: 0, contacts: 0 },
    wasted: { messages: 0, costs: [] },
    audience: { reachable: 54_210, contacts: 55_002, joined: 310, optedOut: 64 },
    ...different,
  };
}

export const BUSY = buildListHealth({
  lastRun: {
    id: 12,
    asOf: at('2026-11-23T03:00'),
    heldBecause: null,
    outages: ['absent at telenor on 2026-11-19 between 09:00 and 11:00 UTC: 214 of 900 messages'],
  },
  waiting: [
    {
      reason: 'invalid_number',
      action: 'suppress',
      contacts: 214,
      savings: [{ currency: 'EUR', minMicro: 11_000_000, maxMicro: 27_500_000 }],
      revenueAtRisk: [{ currency: 'EUR', micro: 84_900_000 }],
      confidence: { least: 0.85, most: 0.95 },
    },
    {
      reason: 'inactive',
      action: 'reengage',
      contacts: 1_530,
      savings: [
        { currency: 'EUR', minMicro: 180_200_000, maxMicro: 180_200_000 },
        { currency: 'NOK', minMicro: 92_000_000, maxMicro: 92_000_000 },
      ],
      revenueAtRisk: [],
      confidence: { least: 0.5, most: 0.5 },
    },
    {
      reason: 'duplicate',
      action: 'merge',
      contacts: 1,
      savings: [],
      revenueAtRisk: [],
      confidence: { least: 1, most: 1 },
    },
    {
      reason: 'damaged_import',
      action: 'fix_number',
      contacts: 6,
      savings: [],
      revenueAtRisk: [],
      confidence: { least: 0.9, most: 0.9 },
    },
  ],
  approved: 37,
  decided: { approved: 40, rejected: 9, snoozed: 2, applied: 118, undone: 1, invalidated: 5, expired: 1 },
  notAskedAgain: 9,
  suppressed: [
    { reason: 'opted_out', numbers: 612 },
    { reason: 'invalid_number', numbers: 180 },
  ],
  messagedThoughSuppressed: { messages: 12, contacts: 11 },
  wasted: { messages: 402, costs: [{ currency: 'EUR', micro: 20_100_000 }] },
});

const HELD = buildListHealth({
  ...BUSY,
  lastRun: {
    id: 13,
    asOf: at('2026-11-23T03:00'),
    heldBecause: '4,120 of 54,210 reachable contacts would go, more than 5 %',
    outages: [],
  },
});

function build(health: ListHealth, different: Partial<ListHealthInput> = {}): ListHealthInput {
  const { locale, window, asOf, notices, run } = buildPerformance();
  return {
    title: 'List health',
    locale,
    window,
    asOf,
    notices,
    run: { ...run, reproduce: run.reproduce.replace('performance', 'list-health') },
    total: buildBlast({ attempted: 118_400, clicking: 0.08, unknown: 0.014 }),
    health,
    reviewUrl: 'https://reports.example.com/recommendations',
    ...different,
  };
}

export const LIST_HEALTH_SCENARIOS: Readonly<Record<string, ListHealthInput>> = {
  'nothing-to-decide': build(buildListHealth()),
  'never-looked': build(buildListHealth({ lastRun: null })),
  busy: build(BUSY),
  held: build(HELD, { reviewUrl: null }),
};
