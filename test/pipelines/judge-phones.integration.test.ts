import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type JudgedPhone, judgePhone } from '../../src/core/phones/judge-phone.ts';
import { judgePhones } from '../../src/pipelines/judge-phones.ts';
import { IMPORT_SECRET, type ImportBench, importBench } from '../support/import-bench.ts';

let bench: ImportBench;

beforeAll(async () => {
  bench = await importBench();
});
afterAll(() => bench.drop());

beforeEach(async () => {
  await bench.reset();
  const rows = [
    'd1,+4700000001,',
    'd2,4.79E+10,',
    'd3,91234567,',
    'd4,+5215512345678,',
    'd5,+4722222222,',
    'd6,12345,NO',
  ];
  await bench.give('contacts', `contact_id,phone,country\n${rows.join('\n')}\n`, { name: 'contacts-2.csv' });
  await bench.db('rollup_touched_contacts').delete();
});

function judge(more: Partial<Parameters<typeof judgePhones>[0]> = {}): ReturnType<typeof judgePhones> {
  return judgePhones({ db: bench.db, secretKey: IMPORT_SECRET, batchRows: 2, ...more });
}

/** Newer tables: they know one range more, give up one, and read a number that was none. */
function newer(raw: string, country: string | null): JudgedPhone {
  const mobile = (e164: string): JudgedPhone => ({
    verdict: 'ok',
    rule: 'as-it-should-be',
    candidate: null,
    number: { e164, isValid: true, kind: 'mobile', country: 'NO' },
  });
  if (raw === '+4700000001') return mobile(raw);
  if (raw === '91234567') return mobile('+4791234567');
  return judgePhone(raw, country);
}

async function phones(): Promise<readonly string[]> {
  const rows = await bench
    .db('contacts as k')
    .leftJoin('phone_verdicts as v', 'v.contact_id', 'k.id')
    .orderBy('k.contact_id')
    .select('k.contact_id', 'k.phone_kind', 'k.phone_valid', 'v.verdict', 'v.rule', 'v.duplicate_of');
  return rows.map((row) => Object.values(row).join(' '));
}

describe('judging again', () => {
  it('by the same tables changes nothing', async () => {
    const before = await bench.content('phone_verdicts');
    expect(await judge()).toEqual({ contacts: 9, changes: [] });
    expect(await bench.content('phone_verdicts')).toEqual(before);
  });

  it('of a text that is too long to be a number changes nothing either', async () => {
    const rows = ['d7,', 'd8,+47', 'd9,\u200e'].map(
      (start, n) => `${start}${(n === 0 ? 'x' : '9').repeat(300)},`,
    );
    await bench.give('contacts', `contact_id,phone,country\n${rows.join('\n')}\n`, {
      name: 'contacts-3.csv',
    });
    expect(await judge()).toEqual({ contacts: 12, changes: [] });
  });

  it('by newer tables says what changed, and stores it; numbers stay', async () => {
    const hashes = await bench.db('contacts').orderBy('id').pluck('phone_hmac');
    const changes = [
      { from: 'invalid_pattern unknown-range', to: 'ok', contacts: 1 },
      { from: 'unparseable no-country', to: 'fixable readable-now', contacts: 1 },
    ];
    expect(await judge({ judge: newer, dryRun: true })).toEqual({ contacts: 9, changes });
    expect(await judge()).toEqual({ contacts: 9, changes: [] });
    expect(await judge({ judge: newer })).toEqual({ contacts: 9, changes });
    const [first] = await bench.db('contacts').where({ contact_id: 'c1' }).pluck('id');
    expect(await phones()).toEqual([
      'c1 mobile 1   ',
      `c2 mobile 1 duplicate same-number ${first}`,
      'c3     ',
      'd1 mobile 1   ',
      'd2   unparseable scientific-notation ',
      `d3   fixable readable-now ${first}`,
      'd4  0 fixable mexico-mobile-1 ',
      'd5 fixed_line 1 not_mobile fixed-line ',
      'd6     ',
    ]);
    expect(await bench.db('contacts').orderBy('id').pluck('phone_hmac')).toEqual(hashes);
    expect(await bench.db('rollup_touched_contacts').pluck('contact_id')).toEqual([]);
    expect(await judge({ judge: newer })).toEqual({ contacts: 9, changes: [] });
  });

  it('finds what contacts that came before phones were judged have', async () => {
    const before = await bench.content('phone_verdicts');
    await bench.db('phone_verdicts').whereNotIn('rule', ['scientific-notation', 'no-country']).delete();
    const { changes } = await judge();
    expect(changes.map(({ from, to }) => `${from} > ${to}`).sort()).toEqual([
      'not judged > fixable mexico-mobile-1',
      'not judged > invalid_pattern unknown-range',
      'not judged > not_mobile fixed-line',
    ]);
    const shape = (rows: readonly string[]): readonly unknown[] =>
      rows.map((row) => ({ ...JSON.parse(row), raw_masked: 0, raw_enc: 0, judged_at: 0 }));
    expect(shape(await bench.content('phone_verdicts'))).toEqual(shape(before));
  });

  it('says that all verdicts are those of its tables', async () => {
    await bench.db('phone_verdicts').update({ judged_by: 'libphonenumber-js/max 0.0.1' });
    await judge();
    expect(await bench.db('phone_verdicts').where('judged_by', 'like', '%0.0.1')).toEqual([]);
  });

  it('fails clearly with another key and leaves all as it was', async () => {
    const before = await bench.content('phone_verdicts');
    await expect(judge({ secretKey: 'x'.repeat(40) })).rejects.toThrow(/another SECRET_KEY/);
    expect(await bench.content('phone_verdicts')).toEqual(before);
  });
});
