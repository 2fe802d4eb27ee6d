import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isFlagged, judgePhone } from '../../src/core/phones/judge-phone.ts';
import { PHONE_LIBRARY } from '../../src/core/phones/phone-library.ts';
import { derivePhoneKeys } from '../../src/crypto/phones.ts';
import { IMPORT_SECRET, type ImportBench, importBench } from '../support/import-bench.ts';
import { itemAt } from '../support/item-at.ts';

let bench: ImportBench;

beforeAll(async () => {
  bench = await importBench();
});
afterAll(() => bench.drop());
beforeEach(() => bench.reset());

type Contact = readonly [id: string, phone: string, country?: string];

function give(contacts: readonly Contact[], chunkRows?: number): ReturnType<ImportBench['give']> {
  const rows = contacts.map(
    ([id, phone, country = '']) => `${id},"${phone.replaceAll('"', '""')}",${country}`,
  );
  return bench.give('contacts', `contact_id,phone,country\n${rows.join('\n')}\n`, {
    name: 'contacts-2.csv',
    chunkRows,
  });
}

/** `verdict rule >first contact that shares it`, by contact */
async function verdicts(): Promise<Readonly<Record<string, string>>> {
  const rows = await bench
    .db('phone_verdicts as v')
    .join('contacts as k', 'k.id', 'v.contact_id')
    .leftJoin('contacts as d', 'd.id', 'v.duplicate_of')
    .select('k.contact_id', 'v.verdict', 'v.rule', 'd.contact_id as twin');
  return Object.fromEntries(
    rows.map(({ contact_id, verdict, rule, twin }) => [
      contact_id,
      [verdict, rule, ...(twin === null ? [] : [`>${twin}`])].join(' '),
    ]),
  );
}

describe('a contact whose phone is not as it should be', () => {
  it('is imported, without a number where none can be read, and the verdict is kept', async () => {
    const file = await give([
      ['d1', '4.79E+10'],
      ['d2', '+5215512345678'],
      ['d3', '+4722222222'],
      ['d4', '+4700000000'],
      ['d5', '12345', 'NO'],
      ['d6', '+12133734253'],
      ['d7', '+4740000001'],
      ['d8', ''],
    ]);
    expect(file).toMatchObject({ read: 8, applied: 8, rejected: 0 });
    expect(await verdicts()).toEqual({
      c2: 'duplicate same-number >c1',
      d1: 'unparseable scientific-notation',
      d2: 'fixable mexico-mobile-1',
      d3: 'not_mobile fixed-line',
      d4: 'invalid_pattern unknown-range',
    });
    const phones = await bench
      .db('contacts')
      .where('contact_id', 'like', 'd%')
      .orderBy('contact_id')
      .pluck('phone_valid');
    expect(phones).toEqual([null, 0, 1, 0, null, 1, 1, null]);
    expect(file.phones.reduce((sum, { contacts }) => sum + contacts, 0)).toBe(7);
    expect(file.phones).toContainEqual({
      verdict: 'unparseable',
      rule: 'scientific-notation',
      contacts: 1,
      withoutPhone: 1,
    });
    expect(file.phones).toContainEqual({
      verdict: 'ok',
      rule: 'as-it-should-be',
      contacts: 1,
      withoutPhone: 0,
    });
  });

  it('holds up no other row, and its messages count', async () => {
    await give([
      ['d1', 'call Bob'],
      ['d2', '+4740000001'],
    ]);
    const csv = 'message_id,contact_id,campaign_id,sent_at,status\nm1,d1,p1,2026-11-16T08:00:00Z,failed\n';
    expect(await bench.give('messages', csv)).toMatchObject({ applied: 1, rejected: 0 });
  });

  it('leaves no number in clear, and what it wrote can be judged again', async () => {
    await give([
      ['d1', '4791234567'],
      ['d2', 'Kari \u{1f642} +47 400 00 002'],
    ]);
    const keys = derivePhoneKeys(IMPORT_SECRET);
    const [first, second] = await bench
      .db('phone_verdicts')
      .where('rule', '<>', 'same-number')
      .orderBy('contact_id');
    expect(first).toMatchObject({
      raw_masked: '479*****67',
      candidate_masked: '+47******67',
      candidate_hmac: keys.hash('+4791234567'),
      judged_by: PHONE_LIBRARY,
    });
    expect(keys.decrypt(first.candidate_enc)).toBe('+4791234567');
    expect(keys.decrypt(first.raw_enc)).toBe('4791234567');
    expect(keys.decrypt(second.raw_enc)).toBe('Kari \u{1f642} +47 400 00 002');
    expect((await bench.content('phone_verdicts')).join()).not.toMatch(/91234567|40000002|400 00 002/);
  });

  it('is applied when only the verdict changes, and a duplicate row when nothing does', async () => {
    await give([['d1', '4.79E+10']]);
    expect(await give([['d1', '4.79E+11']])).toMatchObject({ applied: 1, duplicate: 0 });
    expect(await give([['d1', ' 4.79E+11']])).toMatchObject({ applied: 0, duplicate: 1 });
    expect(await give([['d1', '+4740000001']])).toMatchObject({ applied: 1 });
    expect(await verdicts()).toEqual({ c2: 'duplicate same-number >c1' });
  });
});

describe('a number in two notations', () => {
  it('is found across contacts, as written and by what may be meant', async () => {
    await give([
      ['d1', '+525512345678'],
      ['d2', '+5215512345678'],
      ['d3', '12133734253', 'NO'],
      ['d4', '12133734253', 'NO'],
      ['d5', '0047 912 34 567'],
      ['d6', '4791234567'],
    ]);
    expect(await verdicts()).toEqual({
      c2: 'duplicate same-number >c1',
      d2: 'fixable mexico-mobile-1 >d1',
      d3: 'fixable wrong-country',
      d4: 'fixable wrong-country >d3',
      d5: 'fixable international-prefix >c1',
      d6: 'fixable lost-plus >c1',
    });
  });

  it('is one no more when the other gets another number, and again when it comes back', async () => {
    await give([['d6', '4791234567']]);
    await give([
      ['c1', '+4740000001', 'NO'],
      ['c2', '', 'NO'],
    ]);
    expect(await verdicts()).toEqual({ d6: 'fixable lost-plus' });
    await give([['c2', '+4791234567', 'NO']]);
    expect(await verdicts()).toEqual({ d6: 'fixable lost-plus >c2' });
  });

  it('leaves the second of two that mean it alone when the first means another, whoever comes first', async () => {
    await give([
      ['d1', '4740000009'],
      ['d2', '4740000009'],
      ['d3', '0047 400 00 008'],
      ['d4', '0047 400 00 008'],
    ]);
    expect(await verdicts()).toMatchObject({
      d2: 'fixable lost-plus >d1',
      d4: 'fixable international-prefix >d3',
    });
    await give([
      ['d1', '4740000007'],
      ['d4', '+4740000008'],
    ]);
    expect(await verdicts()).toMatchObject({
      d1: 'fixable lost-plus',
      d2: 'fixable lost-plus',
      d4: 'duplicate same-number >d3',
    });
  });

  it('stays one when newer numbering plans know its range', async () => {
    await bench.db('phone_verdicts').update({ verdict: 'invalid_pattern', rule: 'unknown-range' });
    expect(await give([['c2', '+4791234567', 'NO']])).toMatchObject({ applied: 1 });
    expect(await verdicts()).toEqual({ c2: 'duplicate same-number >c1' });
  });

  it('stays one by what is meant when it is one by what is written no more', async () => {
    await give([
      ['d1', '+525512345678'],
      ['d2', '+5215512345678'],
      ['d3', '+5215512345678'],
    ]);
    expect((await verdicts()).d3).toBe('fixable mexico-mobile-1 >d2');
    // older numbering plans knew of no other number
    const d2 = bench.db('contacts').where({ contact_id: 'd2' }).select('id');
    await bench.db('phone_verdicts').whereIn('contact_id', d2).update({ candidate_hmac: null });
    await give([['d2', '+4740000001']]);
    expect((await verdicts()).d3).toBe('fixable mexico-mobile-1 >d1');
  });

  it('of a thousand changes at random is what one look at all contacts would say', async () => {
    await bench.db('contacts').delete();
    await bench.db('phone_verdicts').delete();
    const phones = [
      '+525512345678',
      '+5215512345678',
      '5215512345678',
      '+4791234567',
      '4791234567',
      '004791234567',
      '+541123456789',
      '+5491123456789',
      '4.79E+10',
      '',
      '+4722222222',
      '+47O91234567',
      '+4700000000',
      '12345',
    ];
    const state = new Map<string, string>();
    let seed = 11;
    const next = (below: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    for (let round = 0; round < 60; round += 1) {
      // few contacts at first: then a number is often nobody's, and the first of those who mean it leaves
      const contacts = Array.from(
        { length: round < 40 ? 4 : 25 },
        (): Contact => [`e${next(round < 40 ? 6 : 30)}`, itemAt(phones, next(phones.length))],
      );
      for (const [id, phone] of contacts) state.set(id, phone);
      await give(contacts, 1 + next(30));
      const order = await bench.db('contacts').orderBy('id').pluck('contact_id');
      expect(await verdicts()).toEqual(expected(order.map((id) => [id, state.get(id) ?? ''])));
    }
  });
});

/** The same said plainly, of all contacts in the order of their ids. */
function expected(contacts: readonly (readonly [string, string])[]): Readonly<Record<string, string>> {
  const all = contacts.map(([id, raw]) => ({ id, ...judgePhone(raw, null) }));
  const of = (same: (other: (typeof all)[number]) => boolean): string | undefined => all.find(same)?.id;
  return Object.fromEntries(
    all.flatMap((one) => {
      const shared = one.number && of((other) => other.number?.e164 === one.number?.e164);
      const holder = one.candidate && of((other) => other.number?.e164 === one.candidate);
      const meant = one.candidate && of((other) => other.candidate === one.candidate);
      const twin = [shared === one.id ? null : shared, holder ?? meant].find((id) => id) ?? one.id;
      const own = isFlagged(one) ? `${one.verdict} ${one.rule}` : null;
      if (twin === one.id) return own === null ? [] : [[one.id, own]];
      return [[one.id, `${own ?? 'duplicate same-number'} >${twin}`]];
    }),
  );
}
