import { describe, expect, it } from 'vitest';
import { keptContact, proposeMerges } from '../../../src/core/cleaning/duplicates.ts';
import { type Earlier, type Offer, renew } from '../../../src/core/cleaning/renewal.ts';
import { savingOf } from '../../../src/core/cleaning/saving.ts';
import { CLEANING_SETTINGS, faultOfCleaning, readCleaning } from '../../../src/core/cleaning/settings.ts';

const NOW = 1_000_000;

function offer(rest: Partial<Offer> = {}, ruleId = 'R1', action: 'suppress' | 'hold' = 'suppress'): Offer {
  const proposal = {
    reason: 'invalid_number' as const,
    ruleId,
    action,
    detail: null,
    confidence: 0.9,
    because: '',
  };
  const asOf: Offer['asOf'] = () => ({ evidenceHash: 'z', failures: 0 });
  return {
    proposal,
    evidenceHash: 'a',
    lastStrongMs: 500,
    lastEvidenceMs: 500,
    sinceMs: null,
    failures: 8,
    asOf,
    ...rest,
  };
}

/** Eight failures now, of which so many stood behind `a`. */
function grown(then: number, evidenceHash = 'a'): Offer {
  return offer({
    evidenceHash: 'b',
    asOf: (ms) => ({ evidenceHash: ms === 500 ? evidenceHash : 'z', failures: then }),
  });
}

function earlier(state: Earlier['state'], rest: Partial<Earlier> = {}): Earlier {
  return {
    id: 1,
    version: 1,
    reason: 'invalid_number',
    ruleId: 'R1',
    action: 'suppress',
    state,
    stateMs: 600,
    evidenceHash: 'a',
    lastEvidenceMs: 500,
    coolDownUntilMs: null,
    snoozedUntilMs: null,
    expiresMs: null,
    ...rest,
  };
}

function what(offers: readonly Offer[], before: readonly Earlier[]): string {
  const { insert, confirm, supersede, withdraw, expire, silenced } = renew(offers, before, NOW);
  const said = [
    insert.length > 0 ? 'insert' : '',
    ...confirm.map(
      ({ changes, wakes }) => `confirm${changes === null ? '' : ' changed'}${wakes ? ' wake' : ''}`,
    ),
    supersede.length > 0 ? 'supersede' : '',
    withdraw.length > 0 ? 'withdraw' : '',
    expire.length > 0 ? 'expire' : '',
    silenced > 0 ? 'silent' : '',
  ];
  return said.filter((word) => word !== '').join(', ');
}

describe('a rerun', () => {
  it.each([
    ['proposes what is new', [offer()], [], 'insert'],
    ['confirms what still holds', [offer()], [earlier('proposed')], 'confirm'],
    [
      'tells that the evidence grew',
      [offer({ evidenceHash: 'b' })],
      [earlier('proposed')],
      'confirm changed',
    ],
    ['writes nothing for one failure more of many', [grown(7)], [earlier('proposed')], 'confirm'],
    ['writes what grew by a quarter', [grown(6)], [earlier('proposed')], 'confirm changed'],
    ['writes what is other evidence now', [grown(7, 'c')], [earlier('proposed')], 'confirm changed'],
    [
      'writes what was no evidence before',
      [grown(7)],
      [earlier('proposed', { lastEvidenceMs: null })],
      'confirm changed',
    ],
    ['leaves an approval as it was seen', [offer({ evidenceHash: 'b' })], [earlier('approved')], 'confirm'],
    [
      'supersedes a doubt that became proof',
      [offer()],
      [earlier('proposed', { ruleId: 'R1b', action: 'hold' })],
      'insert, supersede',
    ],
    [
      'does not supersede an approval',
      [offer()],
      [earlier('approved', { ruleId: 'R1b', action: 'hold' })],
      'confirm',
    ],
    [
      'supersedes another reason',
      [offer()],
      [earlier('proposed', { reason: 'barred' })],
      'insert, supersede',
    ],
    ['withdraws what no longer holds', [], [earlier('approved')], 'withdraw'],
    ['leaves a batch under way alone', [], [earlier('applying')], ''],
    [
      'leaves a duplicate beside a number',
      [offer()],
      [earlier('proposed', { reason: 'duplicate' })],
      'insert, withdraw',
    ],
    ['lets run out and asks anew', [offer()], [earlier('proposed', { expiresMs: NOW })], 'insert, expire'],
    ['withdraws rather than lets run out', [], [earlier('proposed', { expiresMs: NOW })], 'withdraw'],
    [
      'lets a snoozed one sleep',
      [offer({ evidenceHash: 'b' })],
      [earlier('snoozed', { snoozedUntilMs: NOW + 1 })],
      'confirm',
    ],
    ['wakes it', [offer()], [earlier('snoozed', { snoozedUntilMs: NOW })], 'confirm wake'],
    ['does not ask again', [offer()], [earlier('rejected', { coolDownUntilMs: NOW + 1 })], 'silent'],
    [
      'does not ask again with weaker news',
      [offer({ evidenceHash: 'b' })],
      [earlier('rejected', { coolDownUntilMs: NOW + 1 })],
      'silent',
    ],
    [
      'asks again with new proof',
      [offer({ lastStrongMs: 601 })],
      [earlier('rejected', { coolDownUntilMs: NOW + 1 })],
      'insert',
    ],
    [
      'does not ask again after the rest with the same',
      [offer()],
      [earlier('undone', { coolDownUntilMs: NOW })],
      'silent',
    ],
    [
      'asks after the rest with something else',
      [offer({ evidenceHash: 'b' })],
      [earlier('undone', { coolDownUntilMs: NOW })],
      'insert',
    ],
    ['is silent about what is done', [offer()], [earlier('applied')], 'silent'],
    [
      'asks again about what failed since it was done',
      [offer({ lastEvidenceMs: 601 })],
      [earlier('applied')],
      'insert',
    ],
    ['asks again about what came back', [offer()], [earlier('invalidated')], 'insert'],
    ['asks again about what ran out', [offer()], [earlier('expired')], 'insert'],
    ['waits for an undo', [offer()], [earlier('undoing')], 'silent'],
  ] as const)('%s', (_, offers, before, expected) => {
    expect(what(offers, before)).toBe(expected);
  });
});

describe('rows that share a number', () => {
  const row = (id: number, lastPositiveMs: number | null, orders = 0) => ({
    id,
    contactId: `c${id}`,
    lastPositiveMs,
    orders,
  });

  it('are merged into the one with the latest sign of life, of equals the oldest', () => {
    expect(keptContact([row(1, null), row(2, 9), row(3, 5)])?.id).toBe(2);
    expect(keptContact([row(2, null), row(1, null)])?.id).toBe(1);
    expect([...proposeMerges([row(1, null), row(2, 9)])]).toMatchObject([
      [1, { ruleId: 'R9', action: 'merge', confidence: 1, detail: { contactId: 'c2' } }],
    ]);
    expect(proposeMerges([row(1, null)]).size).toBe(0);
  });

  it('may be a household when more than one of them ordered', () => {
    expect(proposeMerges([row(1, 3, 2), row(2, 9, 1)]).get(1)?.confidence).toBe(0.6);
  });
});

describe('the saving', () => {
  const sending = {
    provider: 'twilio',
    currency: 'EUR',
    submittedMicro: 30,
    acceptedMicro: 20,
    deliveredMicro: 10,
  };

  it('is a range where it is not said what the provider bills', () => {
    expect(savingOf([sending], {})).toEqual({ currency: 'EUR', minMicro: 10, maxMicro: 30 });
    expect(savingOf([sending], { twilio: 'accept' })).toEqual({
      currency: 'EUR',
      minMicro: 20,
      maxMicro: 20,
    });
    expect(savingOf([{ ...sending, currency: '' }], {})).toBeNull();
    expect(savingOf([sending, { ...sending, currency: 'NOK', submittedMicro: 99 }], {})?.currency).toBe(
      'NOK',
    );
  });
});

describe('thresholds', () => {
  it('are set by name, and refused in one line', () => {
    expect(readCleaning('absentDays=120  holdShare=0.1', new Map([['twilio', 'accept']]))).toEqual({
      ...CLEANING_SETTINGS,
      absentDays: 120,
      holdShare: 0.1,
      billOn: { twilio: 'accept' },
    });
    expect(faultOfCleaning('absentDays=120')).toBeNull();
    expect(faultOfCleaning('absent=1')).toMatch(/^absent is no threshold; there are invalidStrong, /);
    expect(faultOfCleaning('absentDays=-1')).toBe(
      'absentDays must be a number that is not negative, as in absentDays=120',
    );
    expect(faultOfCleaning('absentDays=1 absentDays=2')).toBe('absentDays is named twice');
    // 5 % written as 5 would never hold a run
    expect(faultOfCleaning('holdShare=5')).toBe(
      'holdShare must be a share from 0 to 1, as in holdShare=0.05',
    );
    expect(faultOfCleaning('outageShare=1.1')).toMatch(/^outageShare must be a share from 0 to 1/);
    expect(faultOfCleaning('holdShare=1 holdTimes=10')).toBeNull();
    expect(faultOfCleaning('invalidStrong=0')).toBe(
      'invalidStrong must be 1 or more: nobody is judged by nothing',
    );
    expect(faultOfCleaning('invalidApartHours=0 holdLeast=0')).toBeNull();
  });
});
