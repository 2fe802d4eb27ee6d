import { describe, expect, it } from 'vitest';
import { experimentsJson, experimentText } from '../../src/cli/print-experiments.ts';
import type { Arm, Experiment } from '../../src/store/experiments.ts';

const ARM: Arm = {
  variantId: 'a',
  label: 'Short text',
  plannedShare: 0.5,
  isControl: true,
  isHoldout: false,
  assigned: 1_200,
  delivered: 1_100,
  clicks: 60,
  optOuts: 3,
  conversions: [{ kind: 'purchase', contacts: 12, events: 15 }],
  revenue: [{ kind: 'purchase', currency: 'EUR', contacts: 12, sumMicro: 240_500_000, sumSquares: 5.5e15 }],
};
const HOLDOUT: Arm = {
  ...ARM,
  variantId: 'none',
  label: 'None',
  plannedShare: null,
  isControl: false,
  isHoldout: true,
  assigned: 0,
  delivered: 0,
  clicks: 0,
  optOuts: 0,
  conversions: [{ kind: 'visit', contacts: 0, events: 0 }],
  revenue: [],
};
const EXPERIMENT: Experiment = {
  campaignId: 'c1',
  name: 'Spring',
  primaryKind: 'purchase',
  windowDays: 14,
  assignedBy: 'assignments',
  firstAssignedAt: Temporal.Instant.from('2026-03-02T10:00Z'),
  lastAssignedAt: Temporal.Instant.from('2026-03-03T10:00Z'),
  crossedOver: 2,
  arms: [ARM, HOLDOUT],
};

describe('print experiments', () => {
  it('prints an arm a line with counts and rates per assigned person', () => {
    expect(experimentText(EXPERIMENT).split('\n')).toEqual([
      'Spring (c1): assigned from 2026-03-02 10:00 UTC, last window ends 2026-03-17 10:00 UTC',
      'people with at least one outcome in 14 days after assignment (by assignments), whatever caused it; 2 in two arms are left out',
      'arm                   planned  assigned        delivered       clicks    opt-outs     purchase       visit  revenue purchase EUR    each',
      'Short text (control)   50.0 %     1,200  1,100 (91.67 %)  60 (5.00 %)  3 (0.25 %)  12 (1.00 %)  0 (0.00 %)                240.50  0.2004',
      'None (holdout)              -         0                0            0           0            0           0                  0.00       -',
      '',
    ]);
  });

  it('gives the JSON that other programs read, with amounts in units of their currency', () => {
    expect(experimentsJson([EXPERIMENT], 14)).toMatchObject({
      window_days: 14,
      experiments: [
        {
          campaign_id: 'c1',
          closes_at: '2026-03-17T10:00:00Z',
          crossed_over: 2,
          arms: [
            {
              variant_id: 'a',
              planned_share: 0.5,
              assigned: 1_200,
              conversions: { purchase: { contacts: 12, events: 15 } },
              opt_outs: 3,
              revenue: [{ kind: 'purchase', currency: 'EUR', amount: 240.5, sum_squares: 5_500 }],
            },
            { variant_id: 'none', planned_share: null, is_holdout: true, revenue: [] },
          ],
        },
      ],
    });
  });
});
