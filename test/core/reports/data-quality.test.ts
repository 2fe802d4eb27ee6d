import { describe, expect, test } from 'vitest';
import type { BilledDifference, PerformanceDetails } from '../../../src/core/reports/performance-details.ts';
import type { PerformanceInput } from '../../../src/core/reports/performance-input.ts';
import { buildBlast, buildCohort } from '../../support/build-cohort.ts';
import { compose, oneCampaign } from '../../support/composed.ts';
import { NO_DETAILS } from '../../support/no-details.ts';
import { say } from '../../support/say.ts';

const BILL: BilledDifference = {
  currency: 'EUR',
  messages: 0,
  ownParts: 0,
  parts: 0,
  toldMicro: 0,
  guessedMicro: 0,
  pricedMessages: 0,
  priceMicro: 0,
};

function withParts(attempted: number, parts: number) {
  const blast = buildBlast({ attempted });
  return buildCohort({ ...blast, counts: { ...blast.counts, parts } });
}

function said(details: Partial<PerformanceDetails>, over: Partial<PerformanceInput>): readonly string[] {
  return compose({ ...over, details: { ...NO_DETAILS, ...details } }).sections.flatMap((one) =>
    one.kind === 'note' && one.title === 'Data quality' ? one.lines.map(say) : [],
  );
}

describe('what the provider billed', () => {
  const week = oneCampaign(withParts(50_000, 58_537));

  test('is compared with the parts the sending platform counted, with its cost', () => {
    const more = { ...BILL, messages: 1_204, ownParts: 1_204, parts: 2_408, toldMicro: 48_000_000 };
    expect(said({ bills: [more] }, week)).toEqual([
      'The provider billed 2.1 % more parts than the sending platform counted: 1204 more than 57333, EUR 48.00.',
    ]);
    expect(said({ bills: [{ ...more, toldMicro: 0, guessedMicro: 24_080_000 }] }, week)).toEqual([
      'The provider billed 2.1 % more parts than the sending platform counted: 1204 more than 57333, about EUR 24.08.',
    ]);
  });

  test('may be fewer', () => {
    const fewer = { ...BILL, messages: 900, ownParts: 1_800, parts: 900 };
    expect(said({ bills: [fewer] }, week)[0]).toMatch(/^The provider billed 1\.5 % fewer parts/);
  });

  test('is silent about a handful', () => {
    expect(said({ bills: [{ ...BILL, messages: 3, ownParts: 3, parts: 6 }] }, week)).toEqual([]);
    expect(said({}, week)).toEqual([]);
  });

  test('is compared with what the texts need, when they are known in full', () => {
    const cohort = withParts(1_000, 1_500);
    const variants = [{ campaignId: 'c-1', campaign: 'One', id: 'v-1', label: 'A', cohort }];
    const sent = { campaignId: 'c-1', variantId: 'v-1', text: 'Short', provider: null, packing: {} };
    const over = { ...oneCampaign(cohort), variants };
    expect(said({ texts: [sent] }, over)).toEqual([
      'The provider billed 50.0 % more parts than the texts need: 500 more than 1000.',
    ]);
    expect(said({ texts: [{ ...sent, text: 'Hi {name}' }] }, over)).toEqual([]);
    const same = { ...BILL, messages: 500, ownParts: 500, parts: 1_000 };
    expect(said({ texts: [sent], bills: [same] }, over)).toEqual([
      'The provider billed 50.0 % more parts than the sending platform counted: 500 more than 1000.',
    ]);
  });

  test('may have another price, in its own currency', () => {
    const bills = [
      { ...BILL, pricedMessages: 10, priceMicro: -2_000_000 },
      { ...BILL, currency: 'NOK', pricedMessages: 1, priceMicro: 5_000_000 },
    ];
    expect(said({ bills }, week)).toEqual([
      'The provider billed EUR 2.00 less than the sending platform recorded, for 10 messages; cost is as billed.',
      'The provider billed NOK 5.00 more than the sending platform recorded, for 1 message; cost is as billed.',
    ]);
  });

  test('stands in the CSV as figures', () => {
    const more = { ...BILL, messages: 1_204, ownParts: 1_204, parts: 2_408, toldMicro: 48_000_000 };
    const model = compose({ ...week, details: { ...NO_DETAILS, bills: [more] } });
    const note = model.sections.find((one) => one.kind === 'note' && one.title === 'Data quality');
    expect(note).toMatchObject({
      figures: { rows: [[{ figure: { text: 'more_parts_billed' } }, {}, {}, {}, {}]] },
    });
  });
});

test('how we counted says what is set for a provider, and what it leaves out', () => {
  const billing = [
    {
      provider: 'twilio',
      billOn: 'accept' as const,
      messages: 410,
      leftOut: [{ currency: 'EUR', costMicro: 12_300_000 }],
    },
  ];
  const notes = compose({
    ...oneCampaign(withParts(5_000, 5_000)),
    details: { ...NO_DETAILS, billing },
  }).sections.flatMap((one) => (one.kind === 'definitions' ? one.notes.map(say) : []));
  expect(notes).toContain(
    'Cost: as set for twilio, it bills the messages it accepted, not those rejected, failed at the provider or canceled; EUR 12.30 recorded for 410 other messages is left out.',
  );
});
