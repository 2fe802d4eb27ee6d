import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { numberPattern } from '../../src/core/number-pattern.ts';
import { derivePhoneKeys } from '../../src/crypto/phones.ts';
import { eraseFromWritten } from '../../src/pipelines/erase-written.ts';
import { IMPORT_SECRET, type ImportBench, importBench } from '../support/import-bench.ts';

let bench: ImportBench;

beforeAll(async () => {
  bench = await importBench();
  await bench.reset();
});
afterAll(() => bench.drop());

const keys = derivePhoneKeys(IMPORT_SECRET);

describe('what a source wrote where no number could be told', () => {
  it('goes with the number that it holds, and others stay', async () => {
    const rows = [
      'd1,+4740000001 / +4740000002',
      'd2,400 00 001',
      'd3,40000003',
      'd4,4.79E+10',
      'd5,+47400000011 / +4798765432',
    ];
    await bench.give('contacts', `contact_id,phone\n${rows.join('\n')}\n`, { name: 'contacts-2.csv' });
    const number = { pattern: numberPattern('+4740000001') };
    expect(await bench.db.transaction((trx) => eraseFromWritten(trx, keys, number))).toBe(2);
    const kept: readonly (Buffer | null)[] = await bench
      .db('phone_verdicts as v')
      .join('contacts as k', 'k.id', 'v.contact_id')
      .where('k.contact_id', 'like', 'd%')
      .orderBy('k.contact_id')
      .pluck('v.raw_enc');
    expect(kept.map((sealed) => (sealed === null ? null : keys.decrypt(sealed)))).toEqual([
      null,
      null,
      '40000003',
      '4.79E+10',
      '+47400000011 / +4798765432',
    ]);
    expect(await bench.db.transaction((trx) => eraseFromWritten(trx, keys, number))).toBe(0);
  });
});
