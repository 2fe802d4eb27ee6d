import { describe, expect, it } from 'vitest';
import { distrustedCodes } from '../../../src/core/cleaning/code-trust.ts';
import { type Cell, findFaultHours, findOutages } from '../../../src/core/cleaning/outages.ts';
import { DEFAULT_CLEANING } from '../../../src/core/cleaning/settings.ts';

const DAY = 86_400;

/** Campaigns every fourth day at one operator, each with its failures. */
function campaigns(failures: readonly Partial<Cell>[]): readonly Cell[] {
  return failures.map((rest, at) => ({
    campaign: at + 1,
    carrier: 'op',
    failureClass: 'invalid_number' as const,
    fromS: at * 4 * DAY,
    toS: at * 4 * DAY + 3600,
    messages: 1000,
    failures: 20,
    known: 20,
    met: rest.reached ?? 1,
    reached: 1,
    ...rest,
  }));
}

function found(cells: readonly Cell[]): readonly string[] {
  return findOutages(cells, DEFAULT_CLEANING).map(
    ({ campaign, carrier, who }) => `${campaign} ${carrier ?? 'all'} ${who}`,
  );
}

const USUAL = Array.from({ length: 8 }, () => ({}));

describe('failures that came in bunches', () => {
  it('are an outage past a fifth, or past three times the usual of the operator', () => {
    expect(found(campaigns(USUAL))).toEqual([]);
    expect(found(campaigns([...USUAL, { failures: 60, known: 60, reached: 15 }]))).toEqual([]);
    expect(found(campaigns([...USUAL, { failures: 61, known: 61, reached: 41 }]))).toEqual(['9 op all']);
    expect(found(campaigns([{ failures: 200, known: 0, reached: 0 }]))).toEqual([]);
    expect(found(campaigns([{ failures: 201, known: 0, reached: 0 }]))).toEqual(['1 op all']);
  });

  it('are one too where few fail, but numbers that are reached otherwise', () => {
    expect(found(campaigns([...USUAL, { failures: 40, known: 40, reached: 31 }]))).toEqual(['9 op all']);
    expect(found(campaigns([...USUAL, { failures: 40, known: 40, reached: 30 }]))).toEqual([]);
  });

  it('are a bad list where most are never reached: then only those that are are left out', () => {
    const rotten = Array.from({ length: 8 }, () => ({ failures: 250, known: 240, reached: 5 }));
    expect(found(campaigns(rotten))).toEqual(rotten.map((_, at) => `${at + 1} op reached`));
    expect(found(campaigns([...rotten, { failures: 501, known: 500, reached: 5 }])).at(-1)).toBe('9 op all');
    expect(found(campaigns([...USUAL, { failures: 250, known: 2, reached: 0 }]))).toEqual(['9 op all']);
  });

  it('are not blamed on all operators when one explains them', () => {
    const outage = { failures: 300, known: 300, reached: 280 };
    const one = campaigns([...USUAL, outage]);
    const quiet = campaigns(Array.from({ length: 9 }, () => ({ carrier: 'other' })));
    const whole = campaigns(
      [...USUAL, outage].map(({ failures = 20, reached = 1 }: Partial<Cell>) => ({
        carrier: null,
        messages: 2000,
        failures: failures + 20,
        known: failures + 20,
        met: reached + 1,
        reached: reached + 1,
      })),
    );
    expect(found([...one, ...quiet, ...whole])).toEqual(['9 op all']);
  });

  it('are no outage where as many are lost every week, nor once those they hit stayed lost', () => {
    const churn = { failures: 50, known: 50, met: 40, reached: 40 };
    expect(found(campaigns(Array.from({ length: 9 }, () => churn)))).toEqual([]);
    expect(found(campaigns([...USUAL, { failures: 55, known: 55, met: 40, reached: 0 }]))).toEqual([
      '9 op reached',
    ]);
  });

  it('never are two or fewer', () => {
    expect(found(campaigns([...USUAL, { messages: 4, failures: 2, known: 2, reached: 2 }]))).toEqual([]);
    expect(found(campaigns([...USUAL, { messages: 4, failures: 3, known: 3, reached: 3 }]))).toEqual([
      '9 op all',
    ]);
  });

  it('are left out with the whole hour when the provider itself failed', () => {
    const hours = Array.from({ length: 9 }, (_, at) => ({
      carrier: null,
      fromS: at * 3600,
      messages: 400,
      faults: at === 4 ? 21 : 2,
    }));
    expect(findFaultHours(hours, DEFAULT_CLEANING)).toMatchObject([
      { fromS: 4 * 3600, toS: 5 * 3600, failureClass: null },
    ]);
    expect(
      findFaultHours(
        hours.map((hour) => ({ ...hour, faults: 20 })),
        DEFAULT_CLEANING,
      ),
    ).toEqual([]);
  });
});

describe('a code', () => {
  it('is not believed when most numbers it condemned were reached later', () => {
    const history = (condemned: number, reachedLater: number) => [{ codeId: 7, condemned, reachedLater }];
    expect(distrustedCodes(history(10, 7), DEFAULT_CLEANING)).toEqual([7]);
    expect(distrustedCodes(history(10, 6), DEFAULT_CLEANING)).toEqual([]);
    expect(distrustedCodes(history(4, 4), DEFAULT_CLEANING)).toEqual([]);
  });
});
