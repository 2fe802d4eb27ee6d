import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { maskPhone, maskPhonesIn, readPhone } from '../../src/core/phone-number.ts';

type Vector = {
  readonly raw: string;
  readonly default_country: string | null;
  readonly expect: string;
  readonly note: string;
  readonly result: { e164: string; country: string | null; valid: boolean; type: string | null } | null;
};

const vectors: readonly Vector[] = JSON.parse(
  readFileSync(join(import.meta.dirname, 'fixtures/phone-vectors.json'), 'utf8'),
).vectors;

describe('reading a phone number', () => {
  const readAsTheLibrary = vectors.filter(
    ({ result, note }) => result !== null && !/^(drop \(0\)|US number without plus)/.test(note),
  );

  it.each(readAsTheLibrary)(
    'gives E.164, country, validity and kind of $raw ($note)',
    ({ raw, default_country: country, result }) => {
      const { e164, country: guess, valid, type } = result ?? {};
      const number = { e164, country: guess, isValid: valid, kind: type?.toLowerCase() ?? null };
      expect(readPhone(raw, country)).toEqual({ ok: true, number });
    },
  );

  it('asks for the + of a number of another country', () => {
    const reading = readPhone('12133734253', 'NO');
    expect(reading.ok ? '' : reading.reason).toMatch(/with \+; it looks like a number of another country/);
  });

  it('takes usual notations of one number as the same', () => {
    for (const raw of [
      '+47 912 34 567',
      '0047 91234567',
      '+47-912-34-567',
      '91 23 45 67',
      '+47 (0) 91234567',
    ])
      expect(readPhone(raw, 'NO')).toMatchObject({ ok: true, number: { e164: '+4791234567' } });
  });

  it.each([
    ['4.79E+10', /scientific/],
    ['4.79123e10', /scientific/],
    ['+4791234567.0', /spreadsheet/],
    ['+4791234S67', /not a phone number/],
    ['91234567', /leading \+/],
    ['', /leading \+/],
  ])('refuses %s', (raw, reason) => {
    const reading = readPhone(raw, null);
    expect(reading.ok ? '' : reading.reason).toMatch(reason);
  });
});

describe('masking', () => {
  it('keeps the country and the last two digits', () => expect(maskPhone('+4791234567')).toBe('+47******67'));

  it('finds numbers inside a text, in any notation, and leaves times alone', () => {
    expect(maskPhonesIn('call +47 912 34 567 or 4791234567 at 2026-11-16T08:00:00.123Z')).toBe(
      'call +47******67 or 479*****67 at 2026-11-16T08:00:00.123Z',
    );
  });
});
