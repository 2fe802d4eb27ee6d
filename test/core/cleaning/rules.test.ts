import { describe, expect, it } from 'vitest';
import { type Failed, type NumberEvidence, sumFailures } from '../../../src/core/cleaning/number-evidence.ts';
import { NUMBER_RULES, proposeForNumber } from '../../../src/core/cleaning/rules.ts';
import { DEFAULT_CLEANING } from '../../../src/core/cleaning/settings.ts';
import { buildEvidence } from '../../support/build-evidence.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 25);

function failed(days: number, rest: Partial<Failed> = {}): Failed {
  return {
    sentMs: NOW - days * DAY,
    campaign: days,
    failureClass: 'invalid_number',
    weight: 'strong',
    ...rest,
  };
}

const HEALTHY = buildEvidence(NOW);

function proposed(failures: readonly Failed[], rest: Partial<NumberEvidence> = {}): string | null {
  const evidence = { ...HEALTHY, ...sumFailures(failures, rest.lastPositiveMs ?? null), ...rest };
  const proposal = proposeForNumber(evidence, DEFAULT_CLEANING);
  return proposal === null
    ? null
    : `${proposal.ruleId} ${proposal.reason} ${proposal.action} ${proposal.confidence}`;
}

const medium = (days: number): Failed => failed(days, { weight: 'medium' });
/** Out of reach so many times, two days apart. */
const away = (days: number, count: number): readonly Failed[] =>
  Array.from({ length: count }, (_, at) => failed(days - at * 2, { failureClass: 'absent', weight: 'weak' }));
const incapable = (days: number, weight: Failed['weight']): Failed =>
  failed(days, { failureClass: 'not_sms_capable', weight });
const phone = (rest: Partial<NumberEvidence['phone']>): Partial<NumberEvidence> => ({
  phone: { ...HEALTHY.phone, ...rest },
});

describe('a number is proposed', () => {
  it.each([
    ['for nothing', [], {}, null],
    [
      'as unknown: twice, in two campaigns, three days apart',
      [failed(4), failed(1)],
      {},
      'R1 invalid_number suppress 0.95',
    ],
    ['to be held: twice within two days', [failed(2), failed(1)], {}, 'R1b invalid_number hold 0.6'],
    [
      'to be held: twice in one campaign',
      [failed(9), failed(1, { campaign: 9 })],
      {},
      'R1b invalid_number hold 0.6',
    ],
    ['to be held: once', [failed(1)], {}, 'R1b invalid_number hold 0.6'],
    ['for nothing: reached since', [failed(9), failed(4)], { lastPositiveMs: NOW - DAY }, null],
    [
      'to be held: only one failure since it was reached',
      [failed(9), failed(1)],
      { lastPositiveMs: NOW - 5 * DAY },
      'R1b invalid_number hold 0.6',
    ],
    [
      'to be held: not heard of after it',
      [failed(9), failed(5)],
      { unanswered: 2 },
      'R1b invalid_number hold 0.6',
    ],
    [
      'as unknown: once, and the plan agrees',
      [failed(1)],
      phone({ verdict: 'invalid_pattern' }),
      'R1c invalid_number suppress 0.95',
    ],
    [
      'to be held: the plan agrees, but it was reached once',
      [failed(1)],
      {
        ...phone({ verdict: 'invalid_pattern' }),
        lastDeliveredMs: NOW - 99 * DAY,
        lastPositiveMs: NOW - 99 * DAY,
      },
      'R1b invalid_number hold 0.6',
    ],
    [
      'as unknown: three doubts over fourteen days',
      [medium(15), medium(8), medium(1)],
      {},
      'R1d invalid_number suppress 0.85',
    ],
    ['for nothing: three doubts over thirteen days', [medium(14), medium(8), medium(1)], {}, null],
    [
      'for nothing: away for five weeks, called unknown three times by mistake',
      [...away(34, 13), medium(23), medium(5), medium(4)],
      { lastDeliveredMs: NOW - 38 * DAY, lastPositiveMs: NOW - 38 * DAY },
      null,
    ],
    [
      'for nothing: as many doubts as times it was out of reach',
      [...away(20, 3), medium(15), medium(8), medium(1)],
      {},
      null,
    ],
    [
      'as unknown: more doubts than times it was out of reach',
      [...away(20, 2), medium(15), medium(8), medium(1)],
      {},
      'R1d invalid_number suppress 0.85',
    ],
    [
      'as unknown: out of reach only before it was reached last',
      [...away(60, 9), medium(15), medium(8), medium(1)],
      { lastDeliveredMs: NOW - 30 * DAY, lastPositiveMs: NOW - 30 * DAY },
      'R1d invalid_number suppress 0.85',
    ],
    [
      'to be held: unknown twice, and more often out of reach',
      [...away(20, 3), failed(9), failed(1)],
      {},
      'R1b invalid_number hold 0.6',
    ],
    [
      'for nothing: two doubts that it is a landline, and more often out of reach',
      [...away(20, 3), incapable(9, 'medium'), incapable(1, 'medium')],
      {},
      null,
    ],
    ['as a landline: once', [incapable(1, 'strong')], {}, 'R2 not_sms_capable suppress 0.9'],
    [
      'for nothing: once a landline, but it was reached',
      [incapable(1, 'strong')],
      { lastDeliveredMs: NOW - 9 * DAY, lastPositiveMs: NOW - 9 * DAY },
      null,
    ],
    [
      'as a landline: two doubts',
      [incapable(9, 'medium'), incapable(1, 'medium')],
      {},
      'R2 not_sms_capable suppress 0.9',
    ],
    ['for nothing: one doubt', [incapable(1, 'medium')], {}, null],
    [
      'as a landline: by the plan, and two failures',
      [
        failed(9, { failureClass: 'expired', weight: 'weak' }),
        failed(1, { failureClass: 'absent', weight: 'weak' }),
      ],
      phone({ kind: 'fixed_line' }),
      'R2 not_sms_capable suppress 0.9',
    ],
    [
      'for nothing: maybe a mobile, and two failures',
      [
        failed(9, { failureClass: 'expired', weight: 'weak' }),
        failed(1, { failureClass: 'absent', weight: 'weak' }),
      ],
      phone({ kind: 'fixed_line_or_mobile' }),
      null,
    ],
  ] as const)('%s', (_, failures, rest, expected) => {
    expect(proposed(failures, rest)).toBe(expected);
  });

  const barred = (days: number): Failed => failed(days, { failureClass: 'barred', weight: 'medium' });
  const absent = (days: number): Failed => failed(days, { failureClass: 'absent', weight: 'weak' });
  it.each([
    ['to pause: barred twice within a month', [barred(40), barred(12)], {}, 'R4 barred suppress_until 0.7'],
    ['for nothing: barred twice, two months apart', [barred(80), barred(12)], {}, null],
    ['for nothing: barred long ago', [barred(120), barred(110)], {}, null],
    [
      'for this sender: blocked',
      [failed(1, { failureClass: 'recipient_blocked', weight: 'medium' })],
      {},
      'R7 recipient_blocked suppress_sender 0.9',
    ],
    [
      'for nothing: a weak hint of a block',
      [failed(1, { failureClass: 'recipient_blocked', weight: 'weak' })],
      {},
      null,
    ],
    [
      'to sunset: absent for a season',
      [95, 70, 45, 20, 2].map(absent),
      {},
      'R5 persistently_absent sunset 0.6',
    ],
    ['for nothing: roaming for eleven weeks', [77, 70, 60, 50, 40, 30, 20, 10, 2].map(absent), {}, null],
    [
      'for nothing: outside every counting class',
      [95, 70, 45, 20, 2].map((at) => failed(at, { failureClass: 'carrier_filtered' })),
      {},
      null,
    ],
    [
      'by its pattern',
      [],
      phone({ verdict: 'invalid_pattern', isTried: false }),
      'R3 invalid_pattern suppress 0.8',
    ],
    [
      'to be held: no operator refused it',
      [],
      phone({ verdict: 'invalid_pattern' }),
      'R3 invalid_pattern hold 0.5',
    ],
    [
      'to be held: the plan is behind',
      [],
      phone({ verdict: 'invalid_pattern', isTried: false, libraryIsBehind: true }),
      'R3 invalid_pattern hold 0.5',
    ],
    [
      'for nothing by its pattern: reached',
      [],
      { ...phone({ verdict: 'invalid_pattern' }), lastDeliveredMs: NOW, lastPositiveMs: NOW },
      null,
    ],
    [
      'to be put right',
      [],
      phone({ verdict: 'fixable', rule: 'mexico-mobile-1', hasCandidate: true }),
      'R3 invalid_pattern fix_number 0.7',
    ],
    [
      'to be put right at its source',
      [],
      phone({ verdict: 'unparseable', rule: 'scientific-notation' }),
      'R10 damaged_import fix_number 0.9',
    ],
    [
      'to be asked for a sign of life',
      [],
      { deliveredSilent: 6, inactiveFromMs: NOW, engagedMs: NOW - 200 * DAY },
      'R8 inactive reengage 0.5',
    ],
    [
      'for nothing: silent not long enough',
      [],
      { deliveredSilent: 6, inactiveFromMs: NOW + 1, engagedMs: NOW - 170 * DAY },
      null,
    ],
    [
      'to sunset: silent after asking',
      [],
      { deliveredSilent: 9, inactiveFromMs: NOW - DAY, engagedMs: NOW - 300 * DAY, deliveredSinceAsked: 2 },
      'R8 inactive sunset 0.5',
    ],
    [
      'for nothing: just asked',
      [],
      { deliveredSilent: 9, inactiveFromMs: NOW - DAY, engagedMs: NOW - 300 * DAY, deliveredSinceAsked: 1 },
      null,
    ],
    [
      'to sunset: never a reaction',
      [],
      { deliveredLately: 12, expectedClicks: 4 },
      'R8 never_engaged sunset 0.5',
    ],
    ['for nothing: silence may be chance', [], { deliveredLately: 12, expectedClicks: 3.9 }, null],
    ['for nothing: opted out', [failed(9), failed(1)], { isOptedOut: true }, null],
  ] as const)('%s', (_, failures, rest, expected) => {
    expect(proposed(failures, rest)).toBe(expected);
  });

  it('once, by the first rule that holds: proof before doubt, the number before its owner', () => {
    const everything = {
      ...phone({ verdict: 'invalid_pattern', kind: 'fixed_line' }),
      deliveredSilent: 6,
      inactiveFromMs: NOW,
    };
    expect(
      proposed([failed(9), failed(1), incapable(1, 'strong'), barred(3), barred(2)], everything),
    ).toContain('R1 ');
    expect(proposed([incapable(1, 'strong'), barred(3), barred(2)], everything)).toContain('R2 ');
    expect(new Set(NUMBER_RULES.map(({ id }) => id))).toEqual(
      new Set(['R1', 'R1b', 'R1c', 'R1d', 'R2', 'R3', 'R4', 'R5', 'R7', 'R11', 'R12', 'R13', 'R8', 'R10']),
    );
  });
});
