import { describe, expect, it } from 'vitest';
import { notedOutages } from '../../../src/core/cleaning/noted-outages.ts';
import type { Cell } from '../../../src/core/cleaning/outages.ts';
import { DEFAULT_CLEANING } from '../../../src/core/cleaning/settings.ts';

const CELL: Cell = {
  campaign: 7,
  carrier: 'North',
  failureClass: 'invalid_number',
  fromS: 0,
  toS: 3600,
  messages: 400,
  failures: 12,
  known: 12,
  met: 9,
  reached: 9,
};
const NOTE = { campaign: 7, carrier: 'North', failureClass: 'invalid_number' } as const;

const leftOut = (cell: Partial<Cell>, found: Parameters<typeof notedOutages>[2] = []) =>
  notedOutages([{ ...CELL, ...cell }], [NOTE], found, DEFAULT_CLEANING);

describe('what findings note of a campaign', () => {
  it('is left out of the evidence at that operator and of that class', () => {
    expect(leftOut({})).toMatchObject([{ campaign: 7, carrier: 'North', who: 'all', failures: 12 }]);
  });

  it.each([
    ['another campaign', { campaign: 8 }],
    ['another operator', { carrier: 'South' }],
    ['all operators together', { carrier: null }],
    ['another class', { failureClass: 'absent' }],
    ['a campaign without such failures', { failures: 0 }],
  ] as const)('is nothing to %s', (_, cell) => {
    expect(leftOut(cell)).toEqual([]);
  });

  it('spares no numbers that are never reached', () => {
    expect(leftOut({ reached: 1 })).toMatchObject([{ who: 'reached' }]);
  });

  it('is not left out twice', () => {
    const found = { ...NOTE, fromS: 0, toS: 3600, who: 'all', messages: 400, failures: 12 } as const;
    expect(leftOut({}, [found])).toEqual([]);
  });
});
