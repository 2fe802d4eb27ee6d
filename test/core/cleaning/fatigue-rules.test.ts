import { describe, expect, it } from 'vitest';
import {
  type FatigueSeen,
  type NumberEvidence,
  sumFailures,
} from '../../../src/core/cleaning/number-evidence.ts';
import { type Earlier, type Offer, renew } from '../../../src/core/cleaning/renewal.ts';
import { reasonsRevivedBy } from '../../../src/core/cleaning/revival.ts';
import { proposeForNumber } from '../../../src/core/cleaning/rules.ts';
import { DEFAULT_CLEANING } from '../../../src/core/cleaning/settings.ts';
import { buildEvidence } from '../../support/build-evidence.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 25);

const TIRED: FatigueSeen = {
  flag: 'fatigued',
  asOfMs: NOW - DAY,
  dose30: 14,
  recent: { delivered: 21, clicked: 0 },
  earlier: { delivered: 60, clicked: 10 },
  silence: 1 / 140,
  score: 0.714,
  perWeek: 2,
};

function judge(rest: Partial<NumberEvidence>): ReturnType<typeof proposeForNumber> {
  const evidence: NumberEvidence = {
    ...buildEvidence(NOW),
    ...sumFailures([], null),
    delivered: 80,
    deliveredLately: 30,
    deliveredSilent: 21,
    expectedClicks: 9,
    lastDeliveredMs: NOW - 2 * DAY,
    lastPositiveMs: NOW - 2 * DAY,
    engagedMs: NOW - 70 * DAY,
    fatigue: TIRED,
    ...rest,
  };
  return proposeForNumber(evidence, DEFAULT_CLEANING);
}

const tired = (rest: Partial<FatigueSeen>): Partial<NumberEvidence> => ({ fatigue: { ...TIRED, ...rest } });

describe('a contact whose clicking fell', () => {
  it('is given a rest and fewer messages after it, where it gets many', () => {
    expect(judge({})).toEqual({
      ruleId: 'R11',
      reason: 'fatigued',
      action: 'pause',
      detail: { days: 14, perWeek: 2 },
      confidence: 0.71,
      because:
        'Used to click 1 message in 6; none of the last 21. If nothing had changed, 1 person in 140 would be that quiet.',
    });
  });

  it.each([
    ['fewer messages where it gets less than 13', tired({ dose30: 12 }), 'R12 fatigued lower {"perWeek":2}'],
    [
      'one a week where the segment tells no number',
      tired({ dose30: 9, perWeek: null }),
      'R12 fatigued lower {"perWeek":1}',
    ],
    ['a question where texts are not the cause', tired({ flag: 're-engage' }), 'R13 inactive reengage null'],
    ['no second question', { ...tired({ flag: 're-engage' }), deliveredSinceAsked: 1 }, null],
    ['nothing after it clicked again', { engagedMs: NOW - DAY / 2 }, null],
    ['nothing after it bought again', { orderedMs: NOW - DAY / 2 }, null],
    ['nothing once it opted out', { isOptedOut: true }, null],
    ['nothing where nothing was found', { fatigue: null }, null],
  ])('is offered %s', (_, rest, expected) => {
    const found = judge(rest);
    expect(found && `${found.ruleId} ${found.reason} ${found.action} ${JSON.stringify(found.detail)}`).toBe(
      expected,
    );
  });

  it('is never taken out of the list for good when it ever bought', () => {
    const silent = { fatigue: null, engagedMs: null, orderedMs: NOW - 900 * DAY, inactiveFromMs: NOW - DAY };
    expect(judge(silent)?.action).not.toBe('sunset');
    expect(judge({ ...silent, deliveredSinceAsked: 5 })).toBeNull();
    expect(judge({ ...silent, orderedMs: null })?.action).toBe('sunset');
  });

  it('comes back to life by what it does, not by a delivery', () => {
    expect(reasonsRevivedBy('click')).toContain('fatigued');
    expect(reasonsRevivedBy('order')).toContain('fatigued');
    expect(reasonsRevivedBy('delivery')).not.toContain('fatigued');
  });
});

describe('a proposal to send less', () => {
  const offer: Offer = {
    proposal: {
      reason: 'fatigued',
      ruleId: 'R12',
      action: 'lower',
      detail: { perWeek: 1 },
      confidence: 0.7,
      because: '',
    },
    evidenceHash: 'a',
    lastStrongMs: null,
    lastEvidenceMs: null,
    sinceMs: NOW - 56 * DAY,
    failures: 0,
    asOf: () => ({ evidenceHash: 'a', failures: 0 }),
  };
  const earlier = (state: Earlier['state'], daysAgo: number): Earlier => ({
    id: 1,
    version: 1,
    reason: 'fatigued',
    ruleId: 'R12',
    action: 'lower',
    state,
    stateMs: NOW - daysAgo * DAY,
    evidenceHash: 'a',
    lastEvidenceMs: null,
    coolDownUntilMs: NOW + (90 - daysAgo) * DAY,
    snoozedUntilMs: null,
    expiresMs: null,
  });

  it.each([
    ['applied', 20, 0],
    ['applied', 60, 1],
    ['rejected', 20, 0],
    ['rejected', 100, 0],
    ['invalidated', 2, 1],
  ] as const)('that was %s %i days ago is asked again %i times', (state, daysAgo, times) => {
    expect(renew([offer], [earlier(state, daysAgo)], NOW).insert).toHaveLength(times);
  });
});
