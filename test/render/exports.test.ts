import { describe, expect, it } from 'vitest';
import type { SuppressedNumber } from '../../src/core/cleaning/suppressed-number.ts';
import { EXPORT_FORMATS, EXPORT_NAMES, type ExportName } from '../../src/render/exports/catalogue.ts';
import { recommendationLines } from '../../src/render/exports/recommendation-lines.ts';

const ONE: SuppressedNumber = {
  phone: '+4791234567',
  country: 'NO',
  reason: 'invalid_number',
  action: 'suppress',
  confidence: 0.95,
  firstSeen: Temporal.Instant.from('2026-11-10T10:00:00Z'),
  lastSeen: Temporal.Instant.from('2026-11-19T10:00:00Z'),
  recommendationId: 17,
};
const TWO: SuppressedNumber = { ...ONE, phone: '+14155552671', country: null, recommendationId: null };

function written(
  name: ExportName,
  phone: 'e164' | 'text' | 'digits' | 'split' = 'e164',
  numbers = [ONE, TWO],
): string {
  const options = { phone, group: 'g1' };
  return EXPORT_FORMATS[name].head(options) + EXPORT_FORMATS[name].lines(numbers, options);
}

describe('exports of suppressed numbers', () => {
  it('write the generic table with every column', () => {
    expect(written('csv')).toBe(
      'phone_e164,country,reason,action,confidence,first_seen,last_seen,recommendation_id\r\n' +
        '+4791234567,NO,invalid_number,suppress,0.95,2026-11-10T10:00:00Z,2026-11-19T10:00:00Z,17\r\n' +
        '+14155552671,,invalid_number,suppress,0.95,2026-11-10T10:00:00Z,2026-11-19T10:00:00Z,\r\n',
    );
  });

  it('write numbers as they are wanted: for spreadsheets, as digits, in two columns', () => {
    expect(written('csv', 'text')).toContain("\r\n'+4791234567,NO,");
    expect(written('csv', 'digits')).toContain('\r\n4791234567,NO,');
    expect(written('csv', 'split')).toMatch(/^prefix,number,country.*\r\n47,91234567,NO,.*\r\n1,4155552671,/);
    expect(written('txt')).toBe('+4791234567\n+14155552671\n');
    expect(written('txt', 'digits')).toBe('4791234567\n14155552671\n');
  });

  it('write what each platform takes', () => {
    expect(written('klaviyo')).toBe('Phone Numbers,Country\r\n+4791234567,NO\r\n+14155552671,\r\n');
    expect(written('bird')).toBe('phone\r\n+4791234567\r\n+14155552671\r\n');
    expect(written('infobip')).toBe('4791234567\n14155552671\n');
    expect(written('marketingplatform')).toBe(
      'mobile_prefix,mobile_number\r\n47,91234567\r\n1,4155552671\r\n',
    );
    const [line] = written('ndjson').split('\n');
    expect(JSON.parse(line ?? '')).toMatchObject({ phone_e164: '+4791234567', recommendation_id: '17' });
  });

  it('fill requests of Braze with fifty numbers at most', () => {
    const many = Array.from({ length: 51 }, (_, at) => ({ ...ONE, phone: `+47912345${String(at + 10)}` }));
    const bodies = written('braze', 'e164', many)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(bodies.map(({ phone }) => phone.length)).toEqual([50, 1]);
    expect(bodies[0]).toMatchObject({ subscription_group_id: 'g1', subscription_state: 'unsubscribed' });
    const lifted = written('braze', 'e164', [{ ...ONE, action: 'unsuppress' }]);
    expect(JSON.parse(lifted)).toEqual({ phone_numbers: ['+4791234567'] });
  });

  it('refuse what is no number, whatever the format', () => {
    const bad = { ...ONE, phone: '=cmd|1' };
    for (const name of ['csv', 'txt', 'marketingplatform'] as const)
      expect(() => written(name, 'e164', [bad])).toThrow(/not a \+ and 7 to 15 digits|has no calling code/);
    expect(EXPORT_NAMES).toHaveLength(8);
  });
});

describe('an export of recommendations', () => {
  it('guards cells that others wrote against being run by a spreadsheet', () => {
    const line = recommendationLines(
      [{ recommendation_id: '1', contact_id: '=HYPERLINK("x")', note: '@x', confidence: 0.9 }],
      'csv',
    );
    expect(line).toContain(`"'=HYPERLINK(""x"")"`);
    expect(line).toContain(",'@x,");
    expect(line).toContain(',0.9,');
  });
});
